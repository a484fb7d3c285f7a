"""What a clerk looks for in a plan: words, the sound of a title or a unit, the number of an item.

One string is kept for each node, and how its title and units sound for each of them; both are made when first wanted
and taken over from the index before, so that after an edit only what changed is made anew.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planner.core.deadlines import shown_deadlines
from planner.core.figures import with_plain_figures
from planner.core.pinyin import is_typed_sound
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.sounds import SILENT, Sounds, has_sound, places_of_sound, sounds_of
from planner.core.vocabulary import NodeKind

_ORDINAL = re.compile(r"第?([0-9]{1,5})([条项号]?)")
_AT_ONCE = 400
_BEFORE_HIT = 3
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all of the words; `number` is the item's that is meant by figures, `is_named` by 第37条."""

    words: tuple[str, ...] = ()
    number: str = ""
    is_named: bool = False

    @classmethod
    def of(cls, text: str) -> "Query":
        """Return what the clerk's text means."""
        words = tuple(dict.fromkeys(folded(text).split()))
        found = _ORDINAL.fullmatch(words[0]) if len(words) == 1 else None
        number = str(int(found[1])) if found else ""
        return cls(words, number, bool(found and (words[0].startswith("第") or found[2])))


def folded(text: str) -> str:
    """Return a text in small letters and plain figures, each at its place."""
    small = text.lower()
    return with_plain_figures(small if len(small) == len(text) else text)


def parts_of(node: PlanNode) -> Iterator[tuple[str, str]]:
    """Yield the words of a node with what they are: nothing is said of those that the tree shows."""
    yield "", node.number
    yield "", node.title
    yield "", "、".join(_names(node))
    yield "", "；".join([found.text for found in shown_deadlines(node.deadlines)])
    yield "正文", node.body
    for field in node.fields:
        yield field.label, field.text
    for person in node.persons:
        yield person.role, person.name
    for entry in node.entries:
        for name, text in (("进展", entry.text), ("问题", entry.difficulty), ("下一步", entry.next_step)):
            if text:
                yield name, text


def _names(node: PlanNode) -> list[str]:
    names = [name for found in node.assignments for name in (found.unit.name, found.as_written, found.unit.full_name)]
    return list(dict.fromkeys([name for name in names if name]))


class SearchIndex:
    """The strings of a plan, in plan order. An item has the words of its steps too."""

    def __init__(self, plan: PlanSnapshot, before: "SearchIndex | None" = None) -> None:
        self._plan = plan
        self._nodes = plan.nodes
        self._own: dict[int, tuple[PlanNode, str]] = before._own if before is not None else {}
        self._sounds: dict[str, Sounds] = before._sounds if before is not None else {}
        self._own_texts: list[str] = []
        self._texts: list[str] | None = None
        self._initials: list[str] = []
        self._runs: list[str] = []
        self._numbers: dict[str, list[int]] = {}

    def texts(self) -> list[str]:
        """Return the string of each node."""
        while self._texts is None:
            self.prepare(len(self._nodes))
        return self._texts

    def prepare(self, count: int = _AT_ONCE) -> bool:
        """Make ready the strings of the next nodes, then their sounds and numbers; false when all are."""
        if self._texts is None:
            done = len(self._own_texts)
            self._own_texts += [self._words(node) for node in self._nodes[done : done + count]]
            if len(self._own_texts) == len(self._nodes):
                self._texts = self._with_steps()
            return True
        done = len(self._initials)
        for node in self._nodes[done : done + count]:
            initials, runs = self._sound(node.title)[:2]
            for found in node.assignments:
                sounds = self._sound(found.unit.name)
                initials += f"\n{sounds.initials}"
                runs += f"\n{sounds.run}"
            if node.kind is NodeKind.ITEM:
                for number in {str(self._plan.ordinals[node.node_id]), _figures(node.number)}:
                    self._numbers.setdefault(number, []).append(len(self._initials))
            self._initials.append(initials)
            self._runs.append(runs)
        return len(self._initials) < len(self._nodes)

    def hits(self, query: Query) -> list[int]:
        """Return the places of the nodes that have all words, or the number."""
        if not query.words:
            return list(range(len(self._nodes)))
        texts = self.texts()
        places: list[int] | None = None
        for word in query.words:
            places = self._having(word, texts, places)
        numbered = self.numbered(query)
        return sorted({*(places or ()), *numbered}) if numbered else places or []

    def numbered(self, query: Query) -> list[int]:
        """Return the places of the items whose running number, or whose number in the source, is meant."""
        if not query.number:
            return []
        while self.prepare():
            pass
        return self._numbers.get(query.number, [])

    def _with_steps(self) -> list[str]:
        found = list(self._own_texts)
        self._own = {node.node_id: (node, text) for node, text in zip(self._nodes, found, strict=True)}
        own = self._own
        children = self._plan.children
        for place, node in enumerate(self._nodes):
            if node.kind is NodeKind.ITEM and node.node_id in children:
                found[place] = "\n".join([found[place], *(own[step.node_id][1] for step in _below(self._plan, node))])
        return found

    def _having(self, word: str, texts: list[str], places: list[int] | None) -> list[int]:
        if places is None:
            found = [place for place, text in enumerate(texts) if word in text]
        else:
            found = [place for place in places if word in texts[place]]
        if not is_typed_sound(word):
            return found
        while self.prepare():
            pass
        found += [place for place, initials in enumerate(self._initials) if word in initials]
        if len(word) > 1:
            found += [
                place
                for place, run in enumerate(self._runs)
                if word in run and self._sounds_so(self._nodes[place], word)
            ]
        return sorted(set(found) if places is None else set(found).intersection(places))

    def _sounds_so(self, node: PlanNode, word: str) -> bool:
        if has_sound(self._sound(node.title), word):
            return True
        return any(has_sound(self._sound(found.unit.name), word) for found in node.assignments)

    def _sound(self, text: str) -> Sounds:
        known = self._sounds.get(text)
        if known is None:
            known = self._sounds[text] = sounds_of(text) if text else SILENT
        return known

    def _words(self, node: PlanNode) -> str:
        known = self._own.get(node.node_id)
        if known is not None and known[0] is node:
            return known[1]
        return folded("\n".join([text for _name, text in parts_of(node)]))


def _below(plan: PlanSnapshot, node: PlanNode) -> Iterator[PlanNode]:
    for child in plan.children.get(node.node_id, ()):
        yield child
        yield from _below(plan, child)


def _figures(number: str) -> str:
    bare = number.strip("（）()第条项号.．、 ")
    return str(int(bare)) if bare.isdecimal() else ""


@lru_cache(maxsize=4096)
def hit_places(text: str, words: tuple[str, ...], *, by_sound: bool = False) -> tuple[Stretch, ...]:
    """Return the stretches of a short text that are hits; they are remembered, because each cell is drawn often."""
    return find_hits(text, words, by_sound=by_sound)


def find_hits(text: str, words: tuple[str, ...], *, by_sound: bool = False) -> tuple[Stretch, ...]:
    """Return the stretches of a text that are hits, in order, none over another."""
    found: list[Stretch] = []
    plain = folded(text)
    for word in words:
        start = plain.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = plain.find(word, start + len(word))
        if by_sound and is_typed_sound(word):
            found += places_of_sound(text, word)
    return _joined(found)


def _joined(found: list[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def hidden_hit(node: PlanNode, words: tuple[str, ...], shown: int, room: int) -> str:
    """Return the words around the first hit that the row of a node does not show, or nothing.

    `shown` letters of the body are seen anyway; about `room` letters are returned.
    """
    parts = list(parts_of(node))
    seen = [text for name, text in parts if not name]
    seen.append(node.body[:shown])
    for word in words:
        if any(hit_places(text, (word,), by_sound=True) for text in seen):
            continue
        for name, text in parts:
            found = hit_places(text, (word,)) if name else ()
            if found:
                return _around(name if name != "正文" else "", text, found[0], room)
    return ""


def _around(name: str, text: str, hit: Stretch, room: int) -> str:
    """Return the hit near the beginning, for the row may have little room, and last what it stands in."""
    start = hit[0] - _BEFORE_HIT if hit[0] > _BEFORE_HIT + 1 else 0
    words = f"{'…' if start else ''}{text[start : start + room]}".replace("\n", " ")
    return f"{words}（{name}）" if name else words
