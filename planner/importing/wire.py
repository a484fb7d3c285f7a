"""A source as JSON and back: what the reading process sends, and what a review left half done keeps.

The sender reads hostile files, so nothing of it is believed: `from_json` checks every type, every place and every
bound, and raises `ValueError` for the rest.
"""

import json
import re
from typing import TypeGuard

from planner.core.draft import Leftover, Source
from planner.importing.document import PlacedCell, PlacedGrid, PlacedRemark, SourceDocument
from planner.importing.faults import FAULTS
from planner.importing.mended import BROKEN, MendedSource

MOST_CHARACTERS = 20_000_000
MOST_CELLS = 600_000
MOST_SPAN = 1_000_000
_MOST_WORDS = 400
_KIND = re.compile(r"[a-z0-9]{1,12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(source: Source) -> str:
    """Return a source of any class as one line of JSON."""
    out: dict[str, object] = {
        "name": source.name,
        "kind": source.kind,
        "sha256": source.sha256,
        "text": source.text,
    }
    if isinstance(source, MendedSource):
        out["broken"] = source.broken
    if isinstance(source, SourceDocument):
        out["grids"] = [
            [
                grid.start,
                grid.end,
                [[c.row, c.column, c.row_span, c.column_span, c.start, c.end] for c in grid.cells],
            ]
            for grid in source.grids
        ]
        out["asides"] = [[aside.start, aside.end, aside.reason] for aside in source.asides]
        out["remarks"] = [[r.code, r.words, r.other, r.start, r.end] for r in source.remarks]
    return json.dumps(out, separators=(",", ":"))


def from_json(text: str | bytes) -> Source:
    """Return the source that `to_json` wrote; raise `ValueError` for anything it would not have written."""
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error
    return source_of(found)


def source_of(found: object) -> Source:
    """Return the source that a JSON value describes; raise `ValueError` for a value that describes none."""
    if not isinstance(found, dict):
        raise ValueError("no object")
    name, kind, sha256, content = (_text(found.get(key)) for key in ("name", "kind", "sha256", "text"))
    if len(content) > MOST_CHARACTERS or not _KIND.fullmatch(kind) or not _SHA256.fullmatch(sha256):
        raise ValueError("head")
    content = _SURROGATE.sub(BROKEN, content)
    if "broken" in found:
        places = _list(found["broken"])
        broken = tuple(_number(place, len(content) - 1) for place in places)
        return MendedSource(name, kind, sha256, content, broken)
    if "grids" not in found:
        return Source(name, kind, sha256, content)
    return SourceDocument(
        name,
        kind,
        sha256,
        content,
        grids=_grids(_list(found["grids"]), len(content)),
        asides=tuple(_aside(value, len(content)) for value in _list(found.get("asides"))),
        remarks=tuple(_remark(value, len(content)) for value in _list(found.get("remarks"))),
    )


def _grids(values: list[object], length: int) -> tuple[PlacedGrid, ...]:
    grids: list[PlacedGrid] = []
    last = left = 0
    for value in values:
        start, end, cells = _list(value, 3)
        begin, stop = _place(start, end, length)
        if begin < last:
            raise ValueError("grids overlap")
        last = stop
        listed = _list(cells)
        left += len(listed)
        if left > MOST_CELLS:
            raise ValueError("too many cells")
        grids.append(PlacedGrid(begin, stop, _cells(listed, begin, stop)))
    return tuple(grids)


def _cells(values: list[object], first: int, last: int) -> tuple[PlacedCell, ...]:
    cells: list[PlacedCell] = []
    before = (-1, -1)
    at = first
    for value in values:
        parts = _list(value, 6)
        row, column, row_span, column_span = (_number(part, MOST_SPAN) for part in parts[:4])
        start, end = _place(parts[4], parts[5], last)
        if start < at or (row, column) <= before or row_span < 1 or column_span < 1:
            raise ValueError("cells out of order")
        before, at = (row, column), end
        cells.append(PlacedCell(row, column, row_span, column_span, start, end))
    return tuple(cells)


def _aside(value: object, length: int) -> Leftover:
    start, end, reason = _list(value, 3)
    return Leftover(*_place(start, end, length), _words(reason))


def _remark(value: object, length: int) -> PlacedRemark:
    code, words, other, start, end = _list(value, 5)
    if not isinstance(code, str) or code not in FAULTS:
        raise ValueError("remark")
    place = (None, None) if start is None and end is None else _place(start, end, length)
    return PlacedRemark(code, _words(words), _words(other), *place)


def _list(value: object, length: int | None = None) -> list[object]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise ValueError("list")
    return value


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: object, most: int) -> int:
    if not _is_number(value) or not 0 <= value <= most:
        raise ValueError("number")
    return value


def _place(start: object, end: object, length: int) -> tuple[int, int]:
    stop = _number(end, length)
    return _number(start, stop), stop


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value


def _words(value: object) -> str:
    return _SURROGATE.sub(BROKEN, _text(value))[:_MOST_WORDS]
