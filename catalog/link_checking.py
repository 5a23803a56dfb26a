"""Addresses elsewhere that items name (players, links in texts), asked one by one. For the command check_links.

Decided here: only by command, because a server that is asked may be slow or offline, and no screen waits for it;
only public addresses (what an editor typed must not make our server knock at doors inside the house); a redirect
is an answer and is not followed.
"""

import http.client
import ipaddress
import re
import socket
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from catalog.models import CatalogPage
from catalog.models.lessons import LessonPage

_ADDRESS = re.compile(r"""href=["'](https?://[^"'\s]+)""")


def addresses_in(item: CatalogPage) -> list[str]:
    """Every address elsewhere that an item names, once."""
    texts = [
        str(getattr(item, field.name) or "")
        for field in item._meta.get_fields()
        if field.get_internal_type() == "TextField" and hasattr(item, field.name)
    ]
    found = [unescape(address) for text in texts for address in _ADDRESS.findall(text)]
    if isinstance(item, LessonPage) and item.player_url:
        found.append(item.player_url)
    return list(dict.fromkeys(found))


def answer_of(address: str, *, seconds: float) -> str:
    """What is wrong with an address, in words; empty when it answers."""
    parts = urlsplit(address)
    try:
        places = {info[4][0] for info in socket.getaddrinfo(parts.hostname, parts.port or 443)}
    except (OSError, UnicodeError, ValueError):
        return "找不到这个网站"
    if not all(ipaddress.ip_address(place).is_global for place in places):
        return "不是公网地址，没有去问"
    connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = connect(parts.netloc, timeout=seconds)
    try:
        connection.request("HEAD", parts._replace(scheme="", netloc="", fragment="").geturl() or "/")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError):
        return "没有回答"
    finally:
        connection.close()
    # Some servers know no HEAD; that is an answer, too.
    return "" if status < 400 or status in (403, 405, 501) else f"回答 {status}"


def broken(items: Iterator[CatalogPage], *, seconds: float) -> Iterator[tuple[CatalogPage, str, str]]:
    """(item, address, what is wrong), each address asked once."""
    known: dict[str, str] = {}
    for item in items:
        for address in addresses_in(item.specific):
            if address not in known:
                known[address] = answer_of(address, seconds=seconds)
            if known[address]:
                yield item, address, known[address]
