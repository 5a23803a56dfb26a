"""同上 and 同左 in all their spellings; which cell they stand for, `layout` knows."""

from __future__ import annotations

import re

from catalog.importing.characters import squeezed

_DITTO = re.compile(r"[-—–(（]*(?:同上|同前|仝上|同上行|以上相同|〃|″|〞|\"|”|“|＂|''|′′|’’|々)+[)）。.—–-]*")
_DITTO_LEFT = re.compile(r"[-—–(（]*(?:同左|←)[)）。.—–-]*")


def is_ditto(text: str) -> bool:
    """Squeezing would part ″ in two, so only words are squeezed."""
    plain = text.strip()
    return bool(_DITTO.fullmatch(squeezed(plain) if "同" in plain else plain))


def is_ditto_left(text: str) -> bool:
    return bool(_DITTO_LEFT.fullmatch(squeezed(text)))
