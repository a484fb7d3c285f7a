"""Places in a text: Python counts characters, Qt counts UTF-16 units; rare characters (𠮷) count two there."""

from bisect import bisect_left


class TextPlaces:
    """Converts places of one text between Python and Qt."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, letter in enumerate(text) if ord(letter) > 0xFFFF] if _has_wide(text) else []
        self._wide_in_qt = [place + count for count, place in enumerate(self._wide)]

    def to_qt(self, place: int) -> int:
        """Return the Qt position of a character."""
        return place + bisect_left(self._wide, place)

    def from_qt(self, position: int) -> int:
        """Return the character at a Qt position."""
        return position - bisect_left(self._wide_in_qt, position)


def _has_wide(text: str) -> bool:
    return bool(text) and max(text) > "\uffff"
