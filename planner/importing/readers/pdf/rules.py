"""The ruled lines of a page: straight strokes, thin filled boxes and the edges of framed boxes, also inside forms."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

import pypdfium2_raw as pdfium

from planner.importing.readers.pdf import addresses as raw
from planner.importing.readers.pdf.layout import Frame, Rule

MOST_OBJECTS = 100_000
MOST_SEGMENTS = 2_000
_THIN = 3.2
_SHORTEST, _SHORTEST_DASH = 4.0, 1.5
_DEEPEST = 4
_WHITE = 250
_NEAR = 2.5
_TOUCH = 3.5
_BOX = (4, 5)
_SQUARE = 0.6

_TEXT, _PATH, _IMAGE, _FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_FORM,
)
_MOVE, _LINE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What is drawn on a page beside its text. `pictured` is the area of its pictures."""

    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]
    pictured: float
    drawings: int


class Matrix(NamedTuple):
    """A placement."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> Point:
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


def read_objects(page: object, frame: Frame) -> PageObjects:
    """Return the ruled lines of a page and what its pictures cover."""
    gathering = _Gathering(frame)
    count = min(MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page))
    at = ctypes.cast(page, ctypes.c_void_p).value  # type: ignore[arg-type]
    gathering.gather((raw.page_object(at, index) for index in range(count)), _UNMOVED, 0)
    return PageObjects(
        tuple(merged(gathering.horizontals)), tuple(merged(gathering.verticals)), gathering.pictured, gathering.drawings
    )


class _Gathering:
    """Goes through the objects of a page; the same measures are filled by each call."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.horizontals: list[Rule] = []
        self.verticals: list[Rule] = []
        self.pictured = 0.0
        self.drawings = 0
        self._left = MOST_OBJECTS
        self._bounds, self._mode = (
            (ctypes.c_float * 4)(),
            (ctypes.c_int * 2)(),
        )  # left, bottom, right, top; fill, stroke
        self._bounds_at = [ctypes.addressof(self._bounds) + 4 * part for part in range(4)]
        self._mode_at = [ctypes.addressof(self._mode) + 4 * part for part in range(2)]
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._x_at, self._y_at = ctypes.byref(self._x), ctypes.byref(self._y)
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_at = [ctypes.byref(part) for part in self._colour]

    def gather(self, objects: Iterable[int], matrix: Matrix, depth: int) -> None:
        """Take in objects; those of forms too."""
        kind_of = raw.kind_of
        for drawn in objects:
            kind = kind_of(drawn)
            if kind == _TEXT:
                continue
            self._left -= 1
            if self._left < 0:
                return
            if kind == _PATH:
                self.drawings += 1
                self._path(drawn, matrix)
            elif kind == _IMAGE and raw.bounds_of(drawn, *self._bounds_at):
                left, bottom, right, top = self._bounds
                one, other = matrix.apply(left, bottom), matrix.apply(right, top)
                self.pictured += abs((one[0] - other[0]) * (one[1] - other[1]))
            elif kind == _FORM and depth < _DEEPEST:
                count = min(max(0, raw.form_count(drawn)), MOST_OBJECTS)
                inner = (raw.form_object(drawn, index) for index in range(count))
                self.gather(inner, _placement(drawn).inside(matrix), depth + 1)

    def _add(self, one: Point, other: Point) -> None:
        """Keep a straight stroke, or a box so thin that it looks like one."""
        frame = self.frame
        if frame.turn == 0:
            x, y, right, bottom = one[0] - frame.left, frame.top - one[1], other[0] - frame.left, frame.top - other[1]
        else:
            (x, y), (right, bottom) = frame.place(*one), frame.place(*other)
        if x > right:
            x, right = right, x
        if y > bottom:
            y, bottom = bottom, y
        if bottom - y <= _THIN and right - x >= _SHORTEST_DASH:
            self.horizontals.append(Rule((y + bottom) / 2, x, right))
        elif right - x <= _THIN and bottom - y >= _SHORTEST_DASH:
            self.verticals.append(Rule((x + right) / 2, y, bottom))

    def _path(self, drawn: int, matrix: Matrix) -> None:
        if not raw.bounds_of(drawn, *self._bounds_at):
            return
        left, bottom, right, top = self._bounds
        raw.draw_mode(drawn, *self._mode_at)
        filled, stroked = self._mode
        if right - left <= _THIN or top - bottom <= _THIN:
            if stroked or (filled and not self._is_white(drawn)):
                if matrix is _UNMOVED:
                    self._add((left, bottom), (right, top))
                else:
                    self._add(matrix.apply(left, bottom), matrix.apply(right, top))
            return
        if not stroked and not filled:
            return
        count = min(raw.segment_count(drawn), MOST_SEGMENTS)
        placement = _placement(drawn).inside(matrix)
        points = self._points(drawn, count, placement)
        if stroked and count in _BOX and (corners := _corners(points)):
            low, high = corners
            self._add(low, (high[0], low[1]))
            self._add((low[0], high[1]), high)
            self._add(low, (low[0], high[1]))
            self._add((high[0], low[1]), high)
        elif stroked:
            for one, other in _strokes(drawn, points):
                self._add(one, other)
        elif count > max(_BOX):
            for one, other in _thin_boxes(drawn, points):
                self._add(one, other)

    def _is_white(self, drawn: int) -> bool:
        """Tell whether a thin shape is only paper."""
        if not raw.fill_colour(drawn, *self._colour_at):
            return False
        red, green, blue, alpha = (part.value for part in self._colour)
        return min(red, green, blue) >= _WHITE or alpha == 0

    def _points(self, drawn: int, count: int, matrix: Matrix) -> list[Point]:
        x, y, x_at, y_at = self._x, self._y, self._x_at, self._y_at
        segment, point, apply = raw.segment, raw.segment_point, matrix.apply
        points: list[Point] = []
        for index in range(count):
            point(segment(drawn, index), x_at, y_at)
            points.append((x.value, y.value))
        return points if matrix == _UNMOVED else [apply(*place) for place in points]


def _placement(drawn: int) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not raw.matrix_of(drawn, ctypes.byref(matrix)):
        return _UNMOVED
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _corners(points: list[Point]) -> tuple[Point, Point] | None:
    """Return two opposite corners when the points of a figure are those of an upright box."""
    (x, y), (x1, y1), (x2, y2), (x3, y3) = points[:4]
    upright = abs(x - x1) + abs(y1 - y2) + abs(x2 - x3) + abs(y3 - y) < _SQUARE
    level = abs(y - y1) + abs(x1 - x2) + abs(y2 - y3) + abs(x3 - x) < _SQUARE
    if not upright and not level:
        return None
    return (min(x, x2), min(y, y2)), (max(x, x2), max(y, y2))


def _strokes(drawn: int, points: list[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield the straight strokes of a path."""
    begin = before = (0.0, 0.0)
    for index, place in enumerate(points):
        segment = raw.segment(drawn, index)
        kind = raw.segment_kind(segment)
        if kind == _MOVE:
            begin = place
        elif kind == _LINE:
            yield before, place
        before = place
        if raw.segment_closes(segment):
            yield before, begin


def _thin_boxes(drawn: int, points: list[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield the boxes of a filled path of several figures: lines are often filled so."""
    figure: list[Point] = []
    for index, place in enumerate(points):
        if raw.segment_kind(raw.segment(drawn, index)) == _MOVE:
            yield from _box(figure)
            figure = []
        figure.append(place)
    yield from _box(figure)


def _box(figure: list[Point]) -> Iterator[tuple[Point, Point]]:
    if len(figure) >= min(_BOX):
        xs, ys = [x for x, _ in figure], [y for _, y in figure]
        yield (min(xs), min(ys)), (max(xs), max(ys))


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules with those in one line that touch or overlap made one, by their coordinate."""
    found: list[Rule] = []
    for level in _levels(rules):
        length = sum(rule.end - rule.start for rule in level)
        at = sum(rule.at * (rule.end - rule.start) for rule in level) / length
        begin, end = level[0].start, level[0].end
        for rule in level:
            if rule.start <= end + _TOUCH:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, begin, end))
                begin, end = rule.start, rule.end
        found.append(Rule(at, begin, end))
    return [rule for rule in found if rule.end - rule.start >= _SHORTEST]


def _levels(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Return rules in groups of about the same coordinate, each in the order along it."""
    levels: list[list[Rule]] = []
    begun = float("-inf")
    for rule in sorted(rules):
        if rule.at - begun > _NEAR:
            levels.append([])
            begun = rule.at
        levels[-1].append(rule)
    return [sorted(level, key=itemgetter(1)) for level in levels]
