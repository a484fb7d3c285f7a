"""The letters behind a node of a draft: where its title, its body and its units meet, and painting them anew.

A letter is a non-blank character of the source. Every change here recolours letters that some span holds already, so
that each of them stays in exactly one span whatever is done.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.core.draft import DraftNode, DraftPlan, Span
from planner.core.vocabulary import Part

END_MARKS = "。：:；;，,、"
CLAUSE_MARKS = "，,；;。：:、！？!?"
Paint = tuple[int, int, int | None, Part]
_UNIT_PARTS = (Part.UNITS, Part.LABEL, Part.MARKER)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of a node in the order of the source, as places, and how many of them lie before the border."""

    letters: tuple[int, ...]
    at: int


def overlay(spans: Sequence[Span], paints: Iterable[Paint], only: Part | None = None) -> tuple[Span, ...]:
    """Return the spans with stretches recoloured, those of part `only` if given; nothing is covered or uncovered."""
    changes = sorted(paint for paint in paints if paint[0] < paint[1])
    if not changes:
        return tuple(spans)
    starts = [change[0] for change in changes]
    out: list[Span] = []
    for span in spans:
        first = max(bisect_right(starts, span.start) - 1, 0)
        if only is not None and span.part is not only:
            _add(out, span)
            continue
        at = span.start
        for start, end, node, part in changes[first:]:
            if start >= span.end:
                break
            if end <= at:
                continue
            if at < start:
                _add(out, Span(at, start, span.node, span.part))
                at = start
            _add(out, Span(at, min(end, span.end), node, part))
            at = min(end, span.end)
        if at < span.end:
            _add(out, Span(at, span.end, span.node, span.part))
    return tuple(out)


def _add(out: list[Span], span: Span) -> None:
    if out and out[-1].end == span.start and out[-1].node == span.node and out[-1].part is span.part:
        out[-1] = out[-1]._replace(end=span.end)
    else:
        out.append(span)


def paints_of(letters: Sequence[int], text: str, node: int | None, part: Part) -> list[Paint]:
    """Return the stretches that hold these letters, one for each run with only blanks between."""
    out: list[Paint] = []
    for place in letters:
        if out and not text[out[-1][1] : place].strip():
            out[-1] = (out[-1][0], place + 1, node, part)
        else:
            out.append((place, place + 1, node, part))
    return out


def letters_of(draft: DraftPlan, node_id: int) -> list[tuple[int, Part]]:
    """Return the letters of a node in the order of the source, each with what it is."""
    text = draft.source.text
    return [
        (place, span.part)
        for span in draft.spans
        if span.node == node_id
        for place in range(span.start, span.end)
        if not text[place].isspace()
    ]


def bare(words: str) -> str:
    """Return words without blanks."""
    return "".join(words.split())


def cut_place(words: str, count: int) -> int:
    """Return the index in `words` behind its first `count` letters."""
    if count <= 0:
        return 0
    for place, letter in enumerate(words):
        count -= not letter.isspace()
        if count == 0:
            return place + 1
    return len(words)


def title_run(draft: DraftPlan, node: DraftNode) -> Run | None:
    """Return the letters of title and body with their border; None when the words were retyped or are mingled."""
    letters = letters_of(draft, node.node_id)
    title = [place for place, part in letters if part is Part.TITLE]
    body = [place for place, part in letters if part is Part.BODY]
    if len(bare(node.title)) != len(title) or len(bare(node.body)) != len(body) or not (title or body):
        return None
    if title and body and title[-1] > body[0]:
        return None
    marks = end_marks(draft, letters, title)
    return Run((*title, *marks, *body), len(title) + len(marks))


def end_marks(draft: DraftPlan, letters: Sequence[tuple[int, Part]], title: Sequence[int]) -> list[int]:
    """Return the points right behind a title, which the border between title and body replaces."""
    marks: list[int] = []
    for place, part in letters:
        if not title or place <= title[-1]:
            continue
        if part is not Part.MARKER or draft.source.text[place] not in END_MARKS:
            break
        marks.append(place)
    return marks


def units_run(draft: DraftPlan, node: DraftNode) -> Run | None:
    """Return the words before the last list of units and the list; the list is empty when the node has none."""
    if title_run(draft, node) is None:
        return None
    letters = letters_of(draft, node.node_id)
    last = max((place for place, (_, part) in enumerate(letters) if part is Part.UNITS), default=None)
    if last is None:
        own = Part.BODY if any(part is Part.BODY for _, part in letters) else Part.TITLE
        words = [place for place, part in letters if part is own]
        return Run(tuple(words), len(words)) if words else None
    first = end = last
    while end + 1 < len(letters) and letters[end + 1][1] in _UNIT_PARTS:
        end += 1
    while first and letters[first - 1][1] in _UNIT_PARTS:
        first -= 1
    while letters[first][1] is Part.MARKER and draft.source.text[letters[first][0]] in END_MARKS:
        first += 1
    start = first
    own = letters[start - 1][1] if start else Part.BODY
    while start and own in (Part.TITLE, Part.BODY) and letters[start - 1][1] is own:
        start -= 1
    return Run(tuple(place for place, _ in letters[start : end + 1]), first - start)


def clause_border(draft: DraftPlan, run: Run, direction: int, marks: str = CLAUSE_MARKS) -> int:
    """Return the next border behind a point, forward or back; the end of the run where there is none."""
    text = draft.source.text
    stops = [n for n, place in enumerate(run.letters, start=1) if text[place] in marks]
    stops += [len(run.letters)]
    if direction > 0:
        return next((stop for stop in stops if stop > run.at), run.at)
    return next((stop for stop in reversed(stops) if stop < run.at), 0)
