"""What the print dialog remembers in the store's settings: each document's last choices, named formats, fonts told of.

A value that was spoiled is passed over; printing never fails for it.
"""

import json

from planner.services import Store

Choices = dict[str, object]

_CHOICES = "print_choices"
_FORMATS = "print_formats"
_TOLD = "print_fonts_told"
_DUPLEX = "print_duplex"
_MOST_TOLD = 40
_MISSING = "没有安装"


class PrintMemory:
    """Reads when it is made; `keep` writes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._choices = _tables(store, _CHOICES)
        self._formats = {report: _inner(found) for report, found in _tables(store, _FORMATS).items()}
        self._told = _words(store, _TOLD)

    def choices(self, report: str) -> Choices:
        """Return the last choices of a document."""
        return dict(self._choices.get(report, {}))

    def keep(self, report: str, choices: Choices) -> None:
        """Remember the choices of a document for the next time."""
        self._choices[report] = choices
        self._write(_CHOICES, self._choices)

    def formats(self, report: str) -> tuple[str, ...]:
        """Return the names of a document's formats, in the order they were saved."""
        return tuple(self._formats.get(report, {}))

    def format(self, report: str, name: str) -> Choices:
        """Return the choices of a named format."""
        return dict(self._formats.get(report, {}).get(name, {}))

    def keep_format(self, report: str, name: str, choices: Choices) -> None:
        """Save choices under a name, in the place of those it had."""
        self._formats.setdefault(report, {})[name] = choices
        self._write(_FORMATS, self._formats)

    def delete_format(self, report: str, name: str) -> None:
        """Forget a named format."""
        self._formats.get(report, {}).pop(name, None)
        self._write(_FORMATS, self._formats)

    def is_told(self, note: str) -> bool:
        """Whether the clerk knows of all fonts that a sentence says others stand in for."""
        known = {font for told in self._told for font in _fonts(told)}
        return _fonts(note) <= known

    def note_told(self, notes: tuple[str, ...]) -> None:
        """Remember that the clerk knows."""
        self._told = [*dict.fromkeys([*self._told, *notes])][-_MOST_TOLD:]
        self._write(_TOLD, self._told)

    @property
    def is_two_sided(self) -> bool:
        """Whether sheets were printed on both sides last time."""
        return self._store.setting(_DUPLEX) == "1"

    def keep_two_sided(self, two_sided: bool) -> None:
        """Remember whether sheets are to be printed on both sides."""
        self._store.set_setting(_DUPLEX, "1" if two_sided else "0")

    def _write(self, key: str, value: object) -> None:
        self._store.set_setting(key, json.dumps(value, ensure_ascii=False))


def _fonts(note: str) -> frozenset[str]:
    """Return the fonts that a sentence says are missing; the sentence itself where it names none."""
    names = note.partition(_MISSING)[2].partition("，")[0]
    return frozenset(names.split("、")) if names else frozenset({note})


def _loaded(store: Store, key: str) -> object:
    try:
        return json.loads(store.setting(key) or "null")
    except (ValueError, RecursionError):
        return None


def _inner(found: object) -> dict[str, Choices]:
    return {name: value for name, value in found.items() if isinstance(value, dict)} if isinstance(found, dict) else {}


def _tables(store: Store, key: str) -> dict[str, Choices]:
    return _inner(_loaded(store, key))


def _words(store: Store, key: str) -> list[str]:
    found = _loaded(store, key)
    return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []
