"""From which address a request came, also behind proxies."""

from __future__ import annotations

import ipaddress

from django.conf import settings

# Who has one IPv6 address has as many as they like in the same network of this size.
_IPV6_NETWORK = 64


def address_of(request) -> str | None:
    """Return the visitor's address; None if there is none, as over a socket without a proxy.

    Of `X-Forwarded-For` only what the site's own proxies added is believed.
    """
    candidates = [request.META.get("REMOTE_ADDR", "")]
    proxies = settings.REST_FRAMEWORK["NUM_PROXIES"]
    if proxies and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR")):
        addresses = forwarded.split(",")
        candidates.insert(0, addresses[-min(proxies, len(addresses))].strip())
    return next((str(found) for found in map(_parsed, candidates) if found), None)


def network_of(request) -> str | None:
    """Return the address by which a visitor is counted: of an IPv6 address, its network."""
    address = address_of(request)
    if address is None or ":" not in address:
        return address
    network = ipaddress.ip_network((address, _IPV6_NETWORK), strict=False)
    return str(network.network_address)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        # A zone (`fe80::1%eth0`) means something on that machine only.
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
