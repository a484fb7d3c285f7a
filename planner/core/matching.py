"""Which text of one version is which of another: found by likeness, whatever its number and place.

Equal texts are paired first, then equal titles, then the likest by shared runs of two characters, rare runs counting
most. Each text has at most one partner. Built for thousands of texts: each looks up its rarest runs only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log

LIKE = 0.34
PART_OF = 0.72
_LOOK_UP = 1200
_CANDIDATES = 8
_LEAST_PART = 5
_POINTS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a node; the number is no part of it, and `place` is its heading."""

    key: int
    title: str
    body: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """`pairs` from old to new; `split` are new texts that came out of an old one, `merged` old ones that went into."""

    pairs: dict[int, int]
    split: dict[int, int]
    merged: dict[int, int]


def match(old: Sequence[Text], new: Sequence[Text]) -> Matching:
    """Return which old text became which new one."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def rest() -> tuple[list[Text], list[Text]]:
        return [text for text in old if text.key not in pairs], [text for text in new if text.key not in taken]

    for same in (_whole_here, _whole, _title_here, _title):
        _pair_equal(*rest(), same, pairs, taken)
    _pair_like(*rest(), pairs, taken)
    _pair_between(old, new, pairs, taken)
    lonely_old, lonely_new = rest()
    olds, news = {text.key: text for text in old}, {text.key: text for text in new}
    back = {other: key for key, other in pairs.items()}
    split = _parts(lonely_new, [(olds[key], news[other]) for key, other in pairs.items()])
    merged = _parts(lonely_old, [(news[other], olds[key]) for other, key in back.items()])
    return Matching(pairs, split, merged)


def plain(words: str) -> str:
    """Return words without points and blanks."""
    return _POINTS.sub("", words)


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is shared, from 0 to 1."""
    grams, others = _grams(one), _grams(other)
    if not grams or not others:
        return float(plain(one) == plain(other))
    return 2 * sum((grams & others).values()) / (sum(grams.values()) + sum(others.values()))


def _whole(text: Text) -> str:
    return plain(text.title + text.body)


def _whole_here(text: Text) -> str:
    return f"{plain(text.place)}\n{_whole(text)}"


def _title(text: Text) -> str:
    return plain(text.title) if len(plain(text.title)) > 3 else ""


def _title_here(text: Text) -> str:
    return f"{plain(text.place)}\n{_title(text)}" if _title(text) else ""


def _pair_equal(
    old: Iterable[Text], new: Iterable[Text], same: Callable[[Text], str], pairs: dict[int, int], taken: set[int]
) -> None:
    """Pair texts that are the same by `same`, the first with the first where there are several as many on each side."""
    before: dict[str, list[int]] = defaultdict(list)
    after: dict[str, list[int]] = defaultdict(list)
    for texts, found in ((old, before), (new, after)):
        for text in texts:
            words = same(text)
            if words:
                found[words].append(text.key)
    for words, keys in before.items():
        others = after.get(words, [])
        if same in (_title, _title_here) and len(keys) != len(others):
            continue  # which of several like-named ones it is, their bodies tell
        for key, other in zip(keys, others, strict=False):
            pairs[key] = other
            taken.add(other)


def _pair_like(old: Sequence[Text], new: Sequence[Text], pairs: dict[int, int], taken: set[int]) -> None:
    """Pair the likest first."""
    if not old or not new:
        return
    found: list[tuple[float, int, int, int]] = []
    index = _Index(old)
    for at, text in enumerate(new):
        for score, place in index.like(text):
            if score >= LIKE:
                found.append((-score, abs(place - at), old[place].key, text.key))
    for _, _, key, other in sorted(found):
        if key not in pairs and other not in taken:
            pairs[key] = other
            taken.add(other)


def _pair_between(old: Sequence[Text], new: Sequence[Text], pairs: dict[int, int], taken: set[int]) -> None:
    """Pair single texts that stand between the same neighbours and share something: one that was written anew."""
    places = {text.key: at for at, text in enumerate(new)}
    for before, text, after in zip(old, old[1:], old[2:], strict=False):
        if text.key in pairs or before.key not in pairs or after.key not in pairs:
            continue
        at = places[pairs[before.key]]
        if places[pairs[after.key]] != at + 2 or new[at + 1].key in taken:
            continue
        one, other = new[at + 1], text
        if likeness(one.title + one.body, other.title + other.body) >= LIKE / 2:
            pairs[text.key] = one.key
            taken.add(one.key)


def _parts(lonely: Sequence[Text], pairs: Sequence[tuple[Text, Text]]) -> dict[int, int]:
    """Return which lonely texts stand nearly whole in what the first of a pair has and the second has not."""
    if not lonely or not pairs:
        return {}
    index = _Index([whole for whole, _ in pairs])
    out: dict[int, int] = {}
    for text in lonely:
        grams = _grams(text.body or text.title)
        total = sum(grams.values())
        for _, place in index.like(text):
            whole, other = pairs[place]
            rest = index.grams[place] - _grams(other.title + other.body)
            if total > _LEAST_PART and sum((grams & rest).values()) >= PART_OF * total:
                out[text.key] = whole.key
                break
    return out


class _Index:
    """Texts by the runs of characters in them: short ones are compared, the rarest long ones find what to compare."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.grams = [_grams(text.title + text.body) for text in texts]
        self._titles = [_grams(text.title) for text in texts]
        self._at: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for run in _runs(text):
                self._at[run].append(place)
        counts = Counter(gram for grams in self.grams for gram in grams)
        self._weight = {gram: log(1 + len(texts) / count) for gram, count in counts.items()}
        self._rare = log(1 + len(texts))

    def like(self, text: Text) -> list[tuple[float, int]]:
        """Return the likest texts with their likeness, the likest first."""
        grams, title = _grams(text.title + text.body), _grams(text.title)
        known = sorted((run for run in _runs(text) if run in self._at), key=lambda run: (len(self._at[run]), run))
        seen: Counter[int] = Counter()
        looked_up = 0
        for run in known:
            places = self._at[run]
            looked_up += len(places)
            if looked_up > _LOOK_UP and seen:
                break
            for place in places[:_LOOK_UP]:
                seen[place] += 1
        out = []
        for place, _ in seen.most_common(_CANDIDATES):
            by_text = self._shared(grams, self.grams[place])
            by_title = self._shared(title, self._titles[place])
            out.append((max(by_text, 0.5 * by_text + 0.5 * by_title), place))
        return sorted(out, key=lambda found: (-found[0], found[1]))

    def _shared(self, grams: Counter[str], others: Counter[str]) -> float:
        both = sum(count * self._weight.get(gram, self._rare) for gram, count in (grams & others).items())
        one = sum(count * self._weight.get(gram, self._rare) for gram, count in grams.items())
        other = sum(count * self._weight.get(gram, self._rare) for gram, count in others.items())
        return 2 * both / (one + other) if one + other else 0.0


def _grams(words: str) -> Counter[str]:
    bare = plain(words)
    return Counter(bare[at : at + 2] for at in range(len(bare) - 1))


def _runs(text: Text) -> set[str]:
    """Return the runs of two and of four characters of a text."""
    bare = plain(text.title + text.body)
    return {bare[at : at + length] for length in (2, 4) for at in range(len(bare) - length + 1)}
