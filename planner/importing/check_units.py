"""Faults of the units: likeness, groups, open lists, missing leads, labels that were worded wrongly."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from planner.core.unit_names import alike, is_unit_like
from planner.core.vocabulary import NodeKind, Role
from planner.importing.contents import Contents, UnitPassage
from planner.importing.faults import Doubt, doubt
from planner.importing.labels import LabelKind
from planner.importing.outline import Block
from planner.importing.prose import prose_units
from planner.importing.reading import Reading
from planner.importing.roles import Named, wrong_first_label

_STRAY = re.compile(r"[、，,](?:[^\S\n]+(?=\S)|\s*[、，,])")
_PARTS = re.compile(r"[、，,；;：:（）()\s]|牵头|负责|配合|落实|^由|[0-9]")
_HANDS_OUT = re.compile(r"牵头|负责|配合|责任")
_MOST = 0.8
_FEW = 4
_MOST_NAMES = 400
_ROLE_WORDS = {Role.LEAD: "牵头", Role.PARTNER: "配合", None: "责任"}


@dataclass(slots=True)
class _Place:
    start: int
    end: int
    node: int
    count: int = 1


@dataclass(slots=True)
class _Names:
    """Every name of the document: where it stands first, how often, and which names stand beside it."""

    places: dict[str, _Place] = field(default_factory=dict)
    beside: dict[str, set[str]] = field(default_factory=dict)
    longer: dict[str, str] = field(default_factory=dict)


def check_units(reading: Reading) -> list[Doubt]:
    """Return the faults of the units."""
    items = [
        (found, named)
        for found, named in zip(reading.contents, reading.named, strict=True)
        if found.block.kind is NodeKind.ITEM
    ]
    rows = [named for table in reading.named_rows for named in table if named]
    names = _collect(reading)
    out = _check_document(reading, items, rows) + prose_units(reading, _with_units_below(reading))
    seen: set[str] = set()
    for found, named in zip(reading.contents, reading.named, strict=True):
        node = reading.writer.ids[id(found.block)]
        if found.units:
            out += _check_labels(reading, found, node, seen)
        if found.rejected:
            out += _check_rejected(found, node, names)
        if named:
            out += _check_lists(reading, named, node, names, seen)
        if found.cut_off and named:
            place = _stretch(named[-1])
            out.append(doubt("UNIT_CUT_OFF", *place, words=named[-1].unit.name, node=node))
        out += _check_twice(named, node)
    for table_rows in reading.named_rows:
        for named in table_rows:
            out += _check_lists(reading, named, None, names, seen)
    return out + _check_aliases(names)


def _stretch(unit: Named) -> tuple[int, int]:
    places = unit.places
    return (places[0][0], places[-1][1]) if places else (0, 0)


def _collect(reading: Reading) -> _Names:
    names = _Names()
    groups = [
        (reading.writer.ids[id(c.block)], named) for c, named in zip(reading.contents, reading.named, strict=True)
    ]
    groups += [(0, named) for table in reading.named_rows for named in table]
    places = names.places
    lists: set[tuple[str, ...]] = set()
    for node, named in groups:
        together = tuple([unit.assignment.unit for unit in named])
        for name, unit in zip(together, named, strict=True):
            place = places.get(name)
            if place is not None:
                place.count += 1
            elif len(places) < _MOST_NAMES:
                places[name] = _Place(*_stretch(unit), node)
        if together in lists:
            continue
        lists.add(together)
        known = {name for name in together if name in places}  # at most _MOST_NAMES, however long the list
        for name in known:
            names.beside.setdefault(name, set()).update(known)
    names.longer = {name[:-1]: name for name in names.places}
    return names


def _check_document(
    reading: Reading, items: list[tuple[Contents, list[Named]]], rows: list[list[Named]]
) -> list[Doubt]:
    """Doubts that hold for the whole document, said once at the first place that shows them."""
    out: list[Doubt] = []
    if not items:
        return out
    first = items[0][0].block
    place = (first.start, min(first.end, first.start + 40))
    node = reading.writer.ids[id(first)]
    with_units = [(found, named) for found, named in items if named or reading.inherits(found)]
    if not with_units:
        code = "UNITS_AT_STEPS" if any(reading.named) else "NO_UNITS_IN_TEXT" if rows else "NO_UNITS"
        return [doubt(code, *place, node=node)]
    unstated = next(
        (n for _, named in with_units for n in named if not n.assignment.stated and not n.passage.phrase.shared), None
    )
    if unstated is not None:
        out.append(doubt("LEAD_BY_POSITION", *_stretch(unstated)))
    for stopped in reading.usual_stops()[:1]:
        out.append(doubt("UNITS_END_STOP", *stopped.passage.pieces[-1]))
    shared = next((n for _, named in with_units for n in named if n.passage.phrase.shared), None)
    if shared is not None:
        out.append(doubt("SHARED_DUTY", *_stretch(shared)))
    several = next((named for _, named in with_units if sum(n.assignment.role is Role.LEAD for n in named) > 1), None)
    if several is not None:
        out.append(doubt("SEVERAL_LEADS", _stretch(several[0])[0], _stretch(several[1])[1]))
    ruled = next((p for found, _ in with_units for p in found.units if p.phrase.first_leads), None)
    if ruled is not None and ruled.passage.pieces:
        out.append(doubt("FIRST_LEADS_RULE", ruled.passage.pieces[-1][0], ruled.passage.pieces[-1][1]))
    out += [
        doubt("BLANKET_PARTNER", *_stretch(n), words=n.unit.name)
        for _, named in with_units
        for n in named
        if n.unit.blanket
    ]
    return out + _check_missing(reading, items)


def _check_missing(reading: Reading, items: list[tuple[Contents, list[Named]]]) -> list[Doubt]:
    """Note every item without units, and one without lead or partners where nearly all others have them."""
    out = _check_without_units(reading, items)
    having = {
        "LEAD_MISSING": [any(n.assignment.role is Role.LEAD for n in named) or not named for _, named in items],
        "PARTNERS_MISSING": [
            any(n.assignment.role is Role.PARTNER for n in named) or not named or _says_none(found)
            for found, named in items
        ],
    }
    stated = any(n.assignment.stated for _, named in items for n in named)
    for code, have in having.items():
        if not stated or len(items) <= _FEW or sum(have) < len(items) * _MOST:
            continue
        out += [
            _missing(reading, found, code, last=found is items[-1][0] and code != "LEAD_MISSING")
            for (found, _), there in zip(items, have, strict=True)
            if not there
        ]
    return out


def _missing(reading: Reading, found: Contents, code: str, *, last: bool) -> Doubt:
    """Return the doubt that something is missing at an item; the last one may be cut off."""
    code = "DOCUMENT_CUT_OFF" if last and _ends_document(reading, found) else code
    place = (max(found.block.start, _end(found) - 30), _end(found))
    return doubt(code, *place, node=reading.writer.ids[id(found.block)])


def _check_without_units(reading: Reading, items: list[tuple[Contents, list[Named]]]) -> list[Doubt]:
    """Note the items that name no unit, each by itself; a section none of whose items names one is noted once."""
    below = _with_units_below(reading)
    bare = [found for found, named in items if not (named or id(found.block) in below or reading.inherits(found))]
    without = {id(found) for found in bare}
    under: dict[int, list[bool]] = {}
    for found, _ in items:
        for above in _above(found.block):
            under.setdefault(id(above), []).append(id(found) in without)
    out: list[Doubt] = []
    told: set[int] = set()
    for found in bare:
        section = next((s for s in _above(found.block)[::-1] if len(under[id(s)]) > 1 and all(under[id(s)])), None)
        if section is None:
            out.append(_missing(reading, found, "UNITS_MISSING", last=found is items[-1][0]))
        elif id(section) not in told:
            told.add(id(section))
            place = (section.start, min(section.end, section.start + 40))
            count = str(len(under[id(section)]))
            node = reading.writer.ids[id(section)]
            out.append(doubt("SECTION_WITHOUT_UNITS", *place, words=count, node=node))
    return out


def _above(block: Block) -> list[Block]:
    """Return the blocks above a block, the nearest first."""
    out: list[Block] = []
    while block.parent is not None:
        block = block.parent
        out.append(block)
    return out


def _with_units_below(reading: Reading) -> set[int]:
    """Return the blocks, by identity, one of whose steps names units."""
    out: set[int] = set()
    for found, named in zip(reading.contents, reading.named, strict=True):
        block = found.block.parent if named else None
        while block is not None and id(block) not in out:
            out.add(id(block))
            block = block.parent
    return out


def _says_none(found: Contents) -> bool:
    """Tell whether a label line of the item says that nobody joins (配合单位：无)."""
    return any(p.label is not None and p.passage.pieces and not p.phrase.units for p in found.units)


def _end(found: Contents) -> int:
    ends = [found.block.end, *(p.passage.pieces[-1][1] for p in found.units if p.passage.pieces)]
    return max(ends)


def _ends_document(reading: Reading, found: Contents) -> bool:
    return not reading.text[_end(found) :].strip() and reading.text.rstrip()[-1:] not in "。！）)"


def _check_labels(reading: Reading, found: Contents, node: int, seen: set[str]) -> list[Doubt]:
    """Note labels worded unlike the others, in a line with others, or with a role that other labels decide."""
    out: list[Doubt] = []
    usual, counts = reading.usual_labels(), reading.label_counts()
    wrong = wrong_first_label(found, reading.rules)
    for passage in found.units:
        label = passage.label
        if label is None or not label.words:
            continue
        place = (label.start, label.end)
        if passage is wrong:
            out.append(
                doubt(
                    "LABEL_WRONG",
                    *place,
                    words=label.words,
                    other=_ROLE_WORDS[Role.LEAD],
                    node=node,
                    proposal=usual.get(LabelKind.LEAD),
                )
            )
        elif usual.get(label.kind) not in (None, label.words) and counts[label.words] * 4 <= counts[usual[label.kind]]:
            other = _ROLE_WORDS[_role_of(label.kind, reading.rules.responsible)]
            out.append(
                doubt("LABEL_WRONG", *place, words=label.words, other=other, node=node, proposal=usual[label.kind])
            )
        if label.glued:
            out.append(doubt("LABELS_ON_ONE_LINE", *place, words=label.words, node=node))
        form = reading.text[label.start : label.words_end]
        if form != "".join(form.split()) and label.words not in seen and label.words in reading.varied_labels():
            seen.add(label.words)
            out.append(doubt("LABEL_VARIANT", *place, words=label.words, node=node))
        blank = reading.text[label.words_end + 1 : label.words_end + 2].isspace()
        if not blank and f"{label.words} blank" in seen and f"{label.words} tight" not in seen:
            out.append(doubt("LABEL_VARIANT", *place, words=label.words, node=node))
        seen.add(f"{label.words} {'blank' if blank else 'tight'}")
        if label.kind is LabelKind.RESPONSIBLE and reading.rules.responsible is not None and "responsible" not in seen:
            seen.add("responsible")
            code = "RESPONSIBLE_IS_PARTNER" if reading.rules.responsible is Role.PARTNER else "RESPONSIBLE_IS_LEAD"
            out.append(doubt(code, *place, words=label.words, node=node))
    return out


def _check_rejected(found: Contents, node: int, names: _Names) -> list[Doubt]:
    """Note closing brackets that were read as none of units although a name in them stands elsewhere as a unit's."""
    out: list[Doubt] = []
    for start, end in found.rejected:
        inside = found.words[start + 1 : end - 1]
        parts = [part for part in _PARTS.split("".join(inside.split())) if part]
        verb = bool(_HANDS_OUT.search(inside))
        if any(part in names.places or (verb and is_unit_like(part)) for part in parts):
            place = found.text.stretches(start, end)
            out.append(doubt("BRACKET_UNREAD", place[0][0], place[-1][1], words=inside[:20], node=node))
    return out


def _role_of(kind: LabelKind, responsible: Role | None) -> Role | None:
    """Return the role that a label's units are given."""
    return {LabelKind.LEAD: Role.LEAD, LabelKind.PARTNER: Role.PARTNER}.get(kind, responsible)


def _check_lists(
    reading: Reading, all_named: list[Named], node: int | None, names: _Names, seen: set[str]
) -> list[Doubt]:
    """Note what is odd in a list: torn, cut off, stray or mixed points, elided words, groups, brackets in names, 等."""
    out: list[Doubt] = []
    for _, group in groupby(all_named, key=lambda unit: id(unit.passage)):
        named = list(group)
        passage = named[0].passage
        pieces = passage.passage.pieces
        whole = (_stretch(named[0])[0], _stretch(named[-1])[1])
        words = reading.text[whole[0] : whole[1]]
        if passage.label is not None and len(pieces) > 1:
            out.append(doubt("UNITS_OVER_LINES", pieces[0][1] - 1, pieces[1][0] + 1, node=node))
        if passage.phrase.open_ended:
            out.append(doubt("OPEN_ENDED", whole[1], whole[1] + 1, node=node))
        out += _check_points(reading, passage, words, whole, node)
        lead = next((n for n in named if n.unit.role is None and n.assignment.role is Role.LEAD), None)
        if lead is not None and not lead.assignment.stated and any(n.unit.role is Role.PARTNER for n in named):
            out.append(doubt("LEAD_BEFORE_PARTNERS", *_stretch(lead), words=lead.unit.name, node=node))
        elided = [n for n in named if n.elided]
        if elided:
            short = "、".join(n.unit.name for n in elided)
            full = "、".join(n.elided + n.assignment.unit for n in elided)
            out.append(
                doubt(
                    "ELIDED_PREFIX",
                    _stretch(elided[0])[0],
                    _stretch(elided[-1])[1],
                    words=short,
                    other=elided[0].elided,
                    node=node,
                    proposal=full,
                )
            )
        for unit in named:
            out += _check_name(unit, named, node, names, seen, last=unit is named[-1])
    return out


def _check_points(
    reading: Reading, passage: UnitPassage, words: str, whole: tuple[int, int], node: int | None
) -> list[Doubt]:
    out: list[Doubt] = []
    stray = [(whole[0] + found.start(), whole[0] + found.end()) for found in _STRAY.finditer(words)]
    ends_stray = ("、", "，", ",") if reading.usual_stops() else ("。", "、", "，", ",")
    if passage.label is not None and reading.text[whole[1] : whole[1] + 1] in ends_stray:
        stray.append((whole[1], whole[1] + 1))
    if stray:
        shown = " ".join(reading.text[max(stray[0][0] - 4, whole[0]) : stray[0][1] + 1].split())
        out.append(doubt("UNITS_STRAY_POINT", stray[0][0] - 1, stray[-1][1], words=shown, node=node))
    if passage.phrase.units and not passage.phrase.worded and "、" in words and any(mark in words for mark in "，,；;"):
        out.append(doubt("UNITS_MIXED_POINTS", *whole, node=node))
    return out


def _check_name(
    unit: Named, named: list[Named], node: int | None, names: _Names, seen: set[str], *, last: bool
) -> list[Doubt]:
    name = unit.unit.name
    place = _stretch(unit)
    out: list[Doubt] = []
    if last and len(named) > 1:
        longer = names.longer.get(unit.assignment.unit)
        if (
            longer is not None
            and not unit.unit.group
            and names.places[unit.assignment.unit].count * 3 <= names.places[longer].count
        ):
            out.append(doubt("UNIT_CUT_OFF", *place, words=name, node=node, proposal=longer))
    if name in seen:
        return out
    seen.add(name)
    if unit.unit.group:
        vague = name.startswith(("相关", "有关")) or "有关" in name
        out.append(doubt("SOME_UNITS_UNNAMED" if vague else "GROUP_UNIT", *place, words=name, node=node))
    elif "（" in name or "(" in name:
        out.append(doubt("BRACKET_IN_NAME", *place, words=name, node=node))
    elif len(name) > 20 or len(name) == 1:
        out.append(doubt("UNIT_UNUSUAL", *place, words=name, node=node))
    return out


def _check_twice(named: list[Named], node: int) -> list[Doubt]:
    if len({n.assignment.unit for n in named}) == len(named):
        return []
    counts = Counter(n.assignment.unit for n in named)
    return [
        doubt("UNIT_TWICE", *_stretch(n), words=n.unit.name, node=node)
        for n in named
        if counts[n.assignment.unit] > 1 and counts.pop(n.assignment.unit)
    ]


def _check_aliases(names: _Names) -> list[Doubt]:
    """Propose that two likely spellings are one unit; names that stand side by side in one list are not."""
    out: list[Doubt] = []
    known = sorted(names.places, key=lambda name: -names.places[name].count)
    by_end: dict[str, list[str]] = {}
    by_stem: dict[str, list[str]] = {}
    order: dict[str, int] = {}
    for name in known:
        by_stem.setdefault(name[:-1], []).append(name)
        order[name] = len(order)
    for name in known:
        near = [*by_stem.get(name, ()), name[:-1]] if name[:-1] in order else by_stem.get(name, [])
        for other in by_end.get(name[-1], []) + sorted(near, key=order.__getitem__):
            if other != name and other not in names.beside.get(name, set()) and alike(name, other):
                place = names.places[name]
                if names.places[other].count >= place.count:
                    out.append(
                        doubt(
                            "UNIT_ALIAS",
                            place.start,
                            place.end,
                            words=name,
                            other=other,
                            node=place.node or None,
                            proposal=other,
                        )
                    )
                    break
        by_end.setdefault(name[-1], []).append(name)
    return out
