"""A worker that hangs, and one that has no memory left: others go on, and it comes back."""

import threading
import time

from .desk import Desk, Work
from .examining import examined


def test_a_request_never_ends(prepared, row):
    """gunicorn ends a worker that gives no sign of life, here for 30 s, and starts another one."""
    prepared.serve("tests.chaos.harmful", "--timeout", "30")
    try:
        hung = threading.Thread(target=prepared.status, args=("/never",), daemon=True)
        before = prepared.workers()
        with Work(Desk.of(prepared)) as told:
            time.sleep(2)
            begun = time.monotonic()
            hung.start()
            while prepared.workers() == before or len(prepared.workers()) < 2:
                time.sleep(0.2)
                assert time.monotonic() < begun + 60
            restarted = time.monotonic() - begun
            time.sleep(5)
        slowest = max(seconds for *_, seconds in told.reads)
        notes = f"the worker was replaced after {restarted:.0f} s; slowest page {slowest:.1f} s"
        row("a request never ends", prepared.kind, told, back=told.back_after(begun), notes=notes)
        assert told.back_after(begun) < 45
        assert examined(prepared, told) == []
    finally:
        prepared.application.kill()


def test_a_request_takes_all_memory(prepared, row):
    prepared.serve("tests.chaos.harmful")
    try:
        with Work(Desk.of(prepared)) as told:
            time.sleep(2)
            begun = time.monotonic()
            statuses = {prepared.status("/memory") for _ in range(3)}
            time.sleep(5)
        assert statuses <= {0, 500}
        back = told.back_after(begun)
        row("a request takes all memory, 3 times", prepared.kind, told, back=back)
        assert back < 5
        assert examined(prepared, told) == []
    finally:
        prepared.application.kill()
