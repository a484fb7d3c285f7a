"""The ruled lines of a page: straight strokes, thin filled boxes and the edges of framed boxes, also inside forms."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2_raw as pdfium

from planner.importing.readers.pdf.layout import Frame, Rule

MOST_OBJECTS = 100_000
MOST_SEGMENTS = 2_000
_THIN = 3.2
_SHORTEST = 4.0
_DEEPEST = 4
_WHITE = 250


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What is drawn on a page beside its text. `pictured` is the area of its pictures."""

    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]
    pictured: float
    drawings: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A placement."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def inside(self, outer: "Matrix") -> "Matrix":
        """Return this placement within another."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )


_UNMOVED = Matrix()


@dataclass(slots=True)
class _Gathering:
    frame: Frame
    horizontals: list[Rule] = field(default_factory=list)
    verticals: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    drawings: int = 0
    left: int = MOST_OBJECTS

    def add(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        """Keep a straight stroke, or a box so thin that it looks like one."""
        (x, y), (right, bottom) = self.frame.place(*one), self.frame.place(*other)
        x, right = min(x, right), max(x, right)
        y, bottom = min(y, bottom), max(y, bottom)
        if bottom - y <= _THIN and right - x >= _SHORTEST:
            self.horizontals.append(Rule((y + bottom) / 2, x, right))
        elif right - x <= _THIN and bottom - y >= _SHORTEST:
            self.verticals.append(Rule((x + right) / 2, y, bottom))


def read_objects(page: object, frame: Frame) -> PageObjects:
    """Return the ruled lines of a page and what its pictures cover."""
    gathering = _Gathering(frame)
    bounds = [ctypes.c_float() for _ in range(4)]
    objects = (
        pdfium.FPDFPage_GetObject(page, index) for index in range(min(MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page)))
    )
    _gather(gathering, objects, bounds, _UNMOVED, 0)
    return PageObjects(tuple(gathering.horizontals), tuple(gathering.verticals), gathering.pictured, gathering.drawings)


def _gather(
    gathering: _Gathering, objects: Iterator[object], bounds: list[ctypes.c_float], matrix: Matrix, depth: int
) -> None:
    kind_of = pdfium.FPDFPageObj_GetType
    at = [ctypes.byref(part) for part in bounds]
    for drawn in objects:
        kind = kind_of(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        gathering.left -= 1
        if gathering.left < 0:
            return
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            if pdfium.FPDFPageObj_GetBounds(drawn, *at):
                gathering.drawings += 1
                _path(gathering, drawn, [part.value for part in bounds], matrix)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(drawn, *at):
                left, bottom, right, top = (part.value for part in bounds)
                one, other = matrix.apply(left, bottom), matrix.apply(right, top)
                gathering.pictured += abs((one[0] - other[0]) * (one[1] - other[1]))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(max(0, pdfium.FPDFFormObj_CountObjects(drawn)), MOST_OBJECTS)
            inner = (pdfium.FPDFFormObj_GetObject(drawn, index) for index in range(count))
            _gather(gathering, inner, bounds, _placement(drawn).inside(matrix), depth + 1)


def _placement(drawn: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix)):
        return _UNMOVED
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _path(gathering: _Gathering, drawn: object, bounds: list[float], matrix: Matrix) -> None:
    left, bottom, right, top = bounds
    if right - left <= _THIN or top - bottom <= _THIN:
        if not _is_white(drawn):
            gathering.add(matrix.apply(left, bottom), matrix.apply(right, top))
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(mode), ctypes.byref(stroked))
    if stroked.value:
        for one, other in _strokes(drawn, _placement(drawn).inside(matrix)):
            gathering.add(one, other)
    elif mode.value:
        for low, high in _thin_boxes(drawn, _placement(drawn).inside(matrix)):
            gathering.add(low, high)


def _is_white(drawn: object) -> bool:
    """Tell whether a thin shape is only paper: filled white, not stroked."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, ctypes.byref(mode), ctypes.byref(stroked))
    if not mode.value and not stroked.value:
        return True
    part = [ctypes.c_uint() for _ in range(4)]
    of = pdfium.FPDFPageObj_GetStrokeColor if stroked.value else pdfium.FPDFPageObj_GetFillColor
    if not of(drawn, *map(ctypes.byref, part)):
        return False
    return all(colour.value >= _WHITE for colour in part[:3]) or part[3].value == 0


def _points(drawn: object, matrix: Matrix) -> Iterator[tuple[int, bool, tuple[float, float]]]:
    """Yield kind, whether it closes the figure, and place of each point of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(MOST_SEGMENTS, pdfium.FPDFPath_CountSegments(drawn))):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            closes = bool(pdfium.FPDFPathSegment_GetClose(segment))
            yield pdfium.FPDFPathSegment_GetType(segment), closes, matrix.apply(x.value, y.value)


def _strokes(drawn: object, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight strokes of a path."""
    begin = before = (0.0, 0.0)
    for kind, closes, place in _points(drawn, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = place
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield before, place
        before = place
        if closes:
            yield before, begin


def _thin_boxes(drawn: object, matrix: Matrix) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the boxes of a filled path of several figures: lines are often filled so."""
    figure: list[tuple[float, float]] = []
    for kind, closes, place in _points(drawn, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            figure = []
        figure.append(place)
        if closes or len(figure) >= 4:
            xs, ys = [x for x, _ in figure], [y for _, y in figure]
            yield (min(xs), min(ys)), (max(xs), max(ys))
