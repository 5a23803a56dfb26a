"""What the way to publication refuses, in words for the person who asked."""

from typing import Any


class Refused(Exception):
    """Nothing was decided. The message says what happened, what is kept and what to do; `page` is what it is about."""

    def __init__(self, message: str, page: Any = None) -> None:
        super().__init__(message)
        self.page = page
