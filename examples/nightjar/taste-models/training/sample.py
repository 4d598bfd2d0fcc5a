"""Draws a sample of plays that keeps the share of every country."""

import hashlib


def kept(listener_id: str, percent: int) -> bool:
    """Whether a listener is in the sample; the same answer every time."""
    digest = hashlib.sha256(listener_id.encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < percent
