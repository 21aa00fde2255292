"""The site with two pages that no site should have: one that never ends, one that eats memory."""

import re
import resource

from config.wsgi import application as site

MEGABYTES = 2000
resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024 * 1024,) * 2)


def application(environ, start_response):
    if environ["PATH_INFO"] == "/never":
        # A pattern that takes years, in one call: no other thread of the process goes on.
        re.match(r"(a+)+$", "a" * 60 + "b")
    if environ["PATH_INFO"] == "/memory":
        # Within the program a request fails; the system's own limit would kill the worker.
        return [bytearray(1024 * 1024) for _ in range(10 * MEGABYTES)]
    return site(environ, start_response)
