"""Reaching a host on the public network, and no other: the address that was looked at is the one
that is connected to.

Editors and imported documents give the addresses; none of them may make this machine talk to
itself or to its neighbours.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

SECONDS_TO_CONNECT = 10
SECONDS_IN_ALL = 30

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Resolve = Callable[[str, int], list[str]]


class NotPublic(Exception):
    """A host that is not on the public network."""


def is_public(address: str) -> bool:
    """Tell whether an IP address is on the public network, and hides no other one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.ip_address(int(ip) & 0xFFFFFFFF)))
        if ip.sixtofour is not None or ip.teredo is not None or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host; raises `OSError` when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True)
class Network:
    """How hosts are looked up, and which addresses may be connected to."""

    resolve: Resolve = resolve
    allows: Callable[[str], bool] = is_public

    def address_of(self, host: str, port: int) -> str:
        """Return the first address of a host that may be connected to."""
        for address in self.resolve(host, port):
            if self.allows(address):
                return address
        raise NotPublic(host)


class _Plain(http.client.HTTPConnection):
    """A connection to an address that was looked at before."""

    def __init__(self, host: str, port: int, address: str):
        super().__init__(host, port, timeout=SECONDS_TO_CONNECT)
        self.address = address

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Secure(_Plain):
    default_port = http.client.HTTPS_PORT

    def connect(self):
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


@contextmanager
def connection(scheme: str, host: str, port: int, network: Network):
    """Yield a connection that is cut after `SECONDS_IN_ALL`, however slowly the host talks."""
    address = network.address_of(host, port)
    made = (_Secure if scheme == "https" else _Plain)(host, port, address)
    timer = threading.Timer(SECONDS_IN_ALL, _cut, (made,))
    timer.daemon = True
    timer.start()
    try:
        yield made
    finally:
        timer.cancel()
        made.close()


def _cut(made: http.client.HTTPConnection) -> None:
    sock = made.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
