"""The numbers that Word computes: styles, lists and the counters that run through a document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from planner.importing.readers.docx_parts import VAL, W
from planner.importing.readers.number_forms import written

LEVELS = 9
_LONGEST_CHAIN = 30
_LONGEST_WORDS = 120
_HOLDER = re.compile("%([1-9])")
_NUM_PR, _NUM_ID, _ILVL, _STYLE = W + "numPr", W + "numId", W + "ilvl", W + "pStyle"
_OFF = ("0", "false", "off")


def only(element: etree._Element | None, tag: str) -> etree._Element | None:
    """Return the first child with a tag. (`find` would read the tag as a path each time: three times the cost.)"""
    if element is not None:
        for found in element.iterchildren(tag):
            return found
    return None


def whole(element: etree._Element | None, otherwise: int = 0) -> int:
    """Return an element's value as a whole number."""
    words = (element.get(VAL) if element is not None else None) or ""
    return int(words) if words.lstrip("-").isdecimal() and len(words) < 12 else otherwise


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Tell whether a switch such as w:vanish stands among properties and is not set off."""
    found = only(properties, W + name)
    return found is not None and found.get(VAL) not in _OFF


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    words: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list as it counts: the abstract definition whose counters it shares and its own levels and starts."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    list_id: str | None
    level: int | None
    hidden: bool


class Styles:
    """Paragraph and character styles: which list a paragraph is in by its style, and what a style hides."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.usual = ""
        for element in root.iterchildren(W + "style") if root is not None else ():
            name = element.get(W + "styleId") or ""
            list_id, level = _place(only(only(element, W + "pPr"), _NUM_PR))
            based_on = only(element, W + "basedOn")
            self._styles[name] = _Style(
                (based_on.get(VAL) or "") if based_on is not None else "",
                list_id,
                level,
                is_on(only(element, W + "rPr"), "vanish"),
            )
            if element.get(W + "default") in ("1", "true", "on") and element.get(W + "type") == "paragraph":
                self.usual = name
        self.hidden = frozenset(name for name in self._styles if any(style.hidden for _, style in self.chain(name)))

    def chain(self, name: str) -> Iterator[tuple[str, _Style]]:
        """Yield a style and those it is based on; a circle ends after a bounded number of steps."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield name, style
            name = style.based_on

    def list_of(self, name: str) -> str:
        """Return the list a style is in, "" for none."""
        return next((style.list_id for _, style in self.chain(name) if style.list_id is not None), "")


def _place(num_pr: etree._Element | None) -> tuple[str | None, int | None]:
    if num_pr is None:
        return None, None
    list_id: str | None = None
    level: int | None = None
    for element in num_pr:
        if element.tag == _ILVL:
            level = min(max(whole(element), 0), LEVELS - 1)
        elif element.tag == _NUM_ID:
            list_id = element.get(VAL)
    return list_id, level


class Numbers:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(root, styles) if root is not None else {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._by_style: dict[str, tuple[str, int]] = {}
        self.any = bool(self._lists)

    def next(self, p_pr: etree._Element | None) -> str:
        """Count a paragraph and return its number as shown; "" where it has none, or a bullet."""
        name = self._styles.usual
        list_id: str | None = None
        level: int | None = None
        for element in p_pr.iterchildren(_STYLE, _NUM_PR) if p_pr is not None else ():
            if element.tag == _STYLE:
                name = element.get(VAL) or name
            else:
                list_id, level = _place(element)
        if list_id is None or level is None:
            found = self._by_style.get(name)
            if found is None:
                found = self._by_style[name] = self._place_of(name)
            level = level if level is not None else found[1]
            list_id = list_id if list_id is not None else found[0]
        lists = self._lists.get(list_id)
        if lists is None or list_id == "0" or level not in lists.levels:
            return ""
        self._count(list_id, lists, level)
        return self._shown(lists, level)

    def _place_of(self, name: str) -> tuple[str, int]:
        """Return the list and the level of a style: the level that names it or a style it is based on, or its own."""
        list_id = self._styles.list_of(name)
        lists = self._lists.get(list_id)
        linked = {level.style: index for index, level in lists.levels.items() if level.style} if lists else {}
        for own, style in self._styles.chain(name):
            if own in linked or style.level is not None:
                return list_id, linked.get(own, style.level or 0)
            if style.list_id is not None:
                break
        return list_id, 0

    def _count(self, list_id: str, lists: _List, level: int) -> None:
        counters = self._counters.setdefault(lists.abstract, [None] * LEVELS)
        before = counters[level]
        if (list_id, level) not in self._begun and level in lists.starts:
            counters[level] = lists.starts[level]
        else:
            counters[level] = before + 1 if before is not None else lists.levels[level].start
        self._begun.add((list_id, level))
        for deeper in range(level + 1, LEVELS):
            restart = lists.levels[deeper].restart if deeper in lists.levels else None
            if restart is None or level < restart:
                counters[deeper] = None

    def _shown(self, lists: _List, level: int) -> str:
        own = lists.levels[level]
        if own.form == "bullet":
            return ""
        counters = self._counters[lists.abstract]

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            definition = lists.levels.get(other, _Level())
            counter = counters[other]
            value = counter if counter is not None else lists.starts.get(other, definition.start)
            return written(value, "decimal" if own.legal and definition.form != "none" else definition.form)

        return _HOLDER.sub(number, own.words).strip()


def _lists(root: etree._Element, styles: Styles) -> dict[str, _List]:
    abstracts = {element.get(W + "abstractNumId") or "": element for element in root.iterchildren(W + "abstractNum")}
    nums = {element.get(W + "numId") or "": element for element in root.iterchildren(W + "num")}
    levels: dict[str, dict[int, _Level]] = {}
    found: dict[str, _List] = {}
    for list_id, num in nums.items():
        abstract = _abstract_of(num, abstracts, nums, styles)
        if abstract not in levels:
            levels[abstract] = _levels(abstracts.get(abstract))
        own = _List(abstract, levels[abstract])
        for override in num.iterchildren(W + "lvlOverride"):
            words = override.get(W + "ilvl") or ""
            level = int(words) if words.isdecimal() and len(words) == 1 else LEVELS
            if level >= LEVELS:
                continue
            replaced, start = only(override, W + "lvl"), only(override, W + "startOverride")
            if replaced is not None:
                own.levels = own.levels | {level: _level(replaced)}
            if start is not None:
                own.starts[level] = whole(start, 1)
        found[list_id] = own
    return found


def _abstract_of(
    num: etree._Element,
    abstracts: dict[str, etree._Element],
    nums: dict[str, etree._Element],
    styles: Styles,
) -> str:
    """Return the definition behind a list; a list style stands for the definition of the list it names."""
    name = ""
    for _ in range(_LONGEST_CHAIN):
        pointer = only(num, W + "abstractNumId")
        name = (pointer.get(VAL) if pointer is not None else None) or ""
        link = only(abstracts.get(name), W + "numStyleLink")
        other = nums.get(styles.list_of((link.get(VAL) or "") if link is not None else ""))
        if link is None or other is None or other is num:
            return name
        num = other
    return name


def _levels(abstract: etree._Element | None) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in abstract.iterchildren(W + "lvl") if abstract is not None else ():
        words = element.get(W + "ilvl") or ""
        if words.isdecimal() and len(words) == 1 and int(words) < LEVELS:
            found[int(words)] = _level(element)
    return found


def _level(element: etree._Element) -> _Level:
    words, style, restart = (only(element, W + name) for name in ("lvlText", "pStyle", "lvlRestart"))
    return _Level(
        start=whole(only(element, W + "start"), 1),
        form=_form(element),
        words=(words.get(VAL) or "")[:_LONGEST_WORDS] if words is not None else "",
        restart=whole(restart) if restart is not None else None,
        legal=is_on(element, "isLgl"),
        style=(style.get(VAL) or "") if style is not None else "",
    )


def _form(level: etree._Element) -> str:
    for element in level.iter(W + "numFmt"):
        form = element.get(VAL) or "decimal"
        if form != "custom":
            return form
        first = (element.get(W + "format") or "").partition(",")[0].strip()
        if first.isdecimal():
            return "custom:" + first
    return "decimal"
