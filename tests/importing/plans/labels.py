"""Compare a draft with the labels of an invented plan, saying item by item what was got and what was wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from planner.core.draft import DraftNode, DraftPlan
from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
NEAR = 40  # characters between a fault and the quote it is about
Labels = dict[str, Any]


def squeeze(text: str | None) -> str:
    return "".join(ch for ch in text or "" if not ch.isspace())


def load(name: str) -> Labels:
    labels: Labels = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return labels


def fits(text: str, form: str) -> bool:
    flat = squeeze(text)
    head, mark, tail = squeeze(form).partition("…")
    return flat.startswith(head) and flat.endswith(tail) if mark else flat == head


def brief(text: str) -> str:
    flat = squeeze(text)
    return flat if len(flat) <= 40 else f"{flat[:18]}…{flat[-18:]}"


def heading(node: DraftNode) -> str:
    return squeeze(node.number) + squeeze(node.title)


def free_nodes(plan: DraftPlan, labels: Labels) -> set[int]:
    """The nodes below a section whose inside is not compared."""
    titles = {squeeze(s["number"] + s["title"]) for s in labels["sections"] if s.get("free")}
    found: set[int] = set()
    roots = {node.node_id for node in plan.nodes if heading(node) in titles}
    for node in plan.nodes:
        if node.parent_id in roots or node.parent_id in found:
            found.add(node.node_id)
    return found


def nodes_of(plan: DraftPlan, labels: Labels, kind: NodeKind) -> list[DraftNode]:
    skipped = free_nodes(plan, labels)
    return [node for node in plan.nodes if node.kind is kind and node.node_id not in skipped]


def paired(got: list[DraftNode], want: list[Labels]) -> list[tuple[DraftNode | None, Labels | None]]:
    """Pair what was read with what was wanted: by heading, and where headings differ by their order."""
    by_title = any(label["number"] is None for label in want)
    ours = [squeeze(node.title) if by_title else heading(node) for node in got]
    theirs = [squeeze((label["number"] or "") + label["title"]) for label in want]
    pairs: list[tuple[DraftNode | None, Labels | None]] = []
    for _, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        for i in range(max(b - a, d - c)):
            pairs.append((got[a + i] if a + i < b else None, want[c + i] if c + i < d else None))
    return pairs


def section_pairs(plan: DraftPlan, labels: Labels) -> list[tuple[DraftNode | None, Labels | None]]:
    """The sections paired; the heading that a table brings along may be a section of its own or not."""
    pairs = paired(nodes_of(plan, labels, NodeKind.SECTION), labels["sections"])
    return [(node, label) for node, label in pairs if label or (node and node.origin is Origin.TEXT)]


def section_nodes(plan: DraftPlan, labels: Labels) -> dict[int, int]:
    """The node read for each labelled section, by its index."""
    wanted = {id(label): index for index, label in enumerate(labels["sections"])}
    pairs = section_pairs(plan, labels)
    return {wanted[id(label)]: node.node_id for node, label in pairs if node and label}


def item_pairs(plan: DraftPlan, labels: Labels) -> Iterator[tuple[DraftNode, Labels, str]]:
    for node, label in paired(nodes_of(plan, labels, NodeKind.ITEM), labels["items"]):
        if node and label:
            yield node, label, f"{label['number'] or ''}{label['title']}"


def head_problems(plan: DraftPlan, labels: Labels) -> Iterator[str]:
    head = plan.head
    read: dict[str, Any] = {
        "issuers": [squeeze(issuer) for issuer in head.issuers],
        "years": list(head.years),
        "stage": head.stage,
        "copy_to": {squeeze(label): squeeze(names).rstrip("。") for label, names in head.copy_to},
    }
    for key, wanted in labels["head"].items():
        got: object
        want: object = wanted
        if key in ("title", "notice_title", "document_number", "addressees", "printed_by"):
            got, want = squeeze(getattr(head, key)), squeeze(wanted)
        elif key.endswith("_on"):
            day = getattr(head, key)
            got = day.isoformat() if day else None
        else:
            got = read[key]
        if key == "issuers":
            want = [squeeze(issuer) for issuer in wanted]
        if key == "copy_to":
            want = {squeeze(label): squeeze(names).rstrip("。") for label, names in wanted.items()}
        if got != want:
            yield f"head {key}: got {got!r}, want {want!r}"
    if "preamble" in labels and not fits(plan.preamble, labels["preamble"]):
        yield f"preamble: got {brief(plan.preamble)!r}, want {labels['preamble']!r}"
    terms = [squeeze(entry.term) for entry in plan.glossary]
    if terms != [squeeze(term) for term in labels.get("glossary", [])]:
        yield f"glossary: got {terms}, want {labels.get('glossary', [])}"


def tree_problems(plan: DraftPlan, labels: Labels) -> Iterator[str]:
    if not labels.get("any_sections"):
        yield from _heading_problems("section", section_pairs(plan, labels))
    yield from _heading_problems("item", paired(nodes_of(plan, labels, NodeKind.ITEM), labels["items"]))
    for node, label in section_pairs(plan, labels):
        if node and label and node.level != label["level"]:
            yield f"section {label['number']}{label['title']}: got level {node.level}, want {label['level']}"
    sections = section_nodes(plan, labels)
    by_id = {node.node_id: node for node in plan.nodes}
    for node, label, where in item_pairs(plan, labels):
        index = label.get("section", -1)
        want = None if index is None else sections.get(index)
        if (index is None or index in sections) and node.parent_id != want:
            above = by_id.get(node.parent_id or 0)
            yield f"item {where}: stands under {heading(above) if above else None!r}"
        if label.get("table") and node.origin is not Origin.TABLE:
            yield f"item {where}: is a row of a table, got origin {node.origin}"
    for node, label in section_pairs(plan, labels):
        yield from _proposal_problems(node, label)
    for node, label, _ in item_pairs(plan, labels):
        yield from _proposal_problems(node, label)


def _heading_problems(kind: str, pairs: list[tuple[DraftNode | None, Labels | None]]) -> Iterator[str]:
    for node, label in pairs:
        if label is None and node is not None:
            yield f"{kind} too many: {node.number!r} {brief(node.title)!r}"
        elif node is None and label is not None:
            yield f"{kind} missing: {label['number']!r} {label['title']!r}"
        elif node is not None and label is not None:
            if label["number"] is not None and squeeze(node.number) != squeeze(label["number"]):
                yield f"{kind} {label['number']}{label['title']}: got number {node.number!r}"
            if squeeze(node.title) != squeeze(label["title"]):
                yield f"{kind} {label['number']}{label['title']}: got title {brief(node.title)!r}"


def _proposal_problems(node: DraftNode | None, label: Labels | None) -> Iterator[str]:
    want = label.get("number_proposed") if label else None
    if node and want and squeeze(node.number_proposed) != squeeze(want):
        yield f"{heading(node)}: got proposed number {node.number_proposed!r}, want {want!r}"


def text_problems(plan: DraftPlan, labels: Labels) -> Iterator[str]:
    for node, label in section_pairs(plan, labels):
        if node and label and "body" in label and not fits(node.body, label["body"]):
            yield f"section {heading(node)}: got body {brief(node.body)!r}, want {label['body']!r}"
    yield from _unread(plan, labels, "body", "fields", "has", "deadline", "persons")
    for node, label, where in item_pairs(plan, labels):
        if "body" in label and not fits(node.body, label["body"]):
            yield f"item {where}: got body {brief(node.body)!r}, want {label['body']!r}"
        whole = squeeze(node.title + node.body + "".join(field.text for field in node.fields))
        for quote in label.get("has", []):
            if squeeze(quote) not in whole:
                yield f"item {where}: {quote!r} is not in its text"
        for quote in label.get("lacks", []):
            if squeeze(quote) in whole:
                yield f"item {where}: {quote!r} is no part of its text"
        for name, form in label.get("fields", {}).items():
            got = [field.text for field in node.fields if squeeze(field.label) == squeeze(name)]
            if not any(fits(text, form) for text in got):
                yield f"item {where}: got {name} {[brief(text) for text in got]}, want {form!r}"
        fields = [squeeze(field.text) for field in node.fields]
        if "deadline" in label and squeeze(label["deadline"]) not in fields + [squeeze(d.text) for d in node.deadlines]:
            yield f"item {where}: deadline {label['deadline']!r} not read, got {[d.text for d in node.deadlines]}"
        yield from _due_problems(node, label, where)
        people = [squeeze(person.name) for person in node.persons]
        for name in label.get("persons", []):
            if squeeze(name) not in people and not any(squeeze(name) in text for text in fields):
                yield f"item {where}: person {name!r} not read, got {people}"


def _due_problems(node: DraftNode, label: Labels, where: str) -> Iterator[str]:
    """The last day and the kind of the labelled deadline, by the rules of the deadline words."""
    found = [d for d in node.deadlines if squeeze(d.text) == squeeze(label.get("deadline"))]
    if "due" in label and label["due"] not in [d.ends_on.isoformat() for d in found if d.ends_on]:
        yield f"item {where}: {label['deadline']} ends on {label['due']}, got {[str(d.ends_on) for d in found]}"
    if "due_kind" in label and label["due_kind"] not in [d.kind for d in found]:
        yield f"item {where}: {label['deadline']} is {label['due_kind']}, got {[d.kind for d in found]}"


def _unread(plan: DraftPlan, labels: Labels, *keys: str) -> Iterator[str]:
    """The labelled items that were not found at all, so that their texts and units do not pass unseen."""
    for node, label in paired(nodes_of(plan, labels, NodeKind.ITEM), labels["items"]):
        if node is None and label is not None and any(key in label for key in keys):
            yield f"item {label['number'] or ''}{label['title']}: not read"


def unit_problems(plan: DraftPlan, labels: Labels) -> Iterator[str]:
    yield from _unread(plan, labels, "lead", "units", "unit_set")
    for node, label, where in item_pairs(plan, labels):
        if label.get("any_units"):
            continue
        yield from _list_problems(node, label, where)
        found = node.assignments
        if "stated" in label and any(a.stated is not label["stated"] for a in found):
            yield f"item {where}: roles are {'stated' if label['stated'] else 'not stated'} in the source"
        if "open_ended" in label and node.open_ended is not label["open_ended"]:
            yield f"item {where}: got open_ended {node.open_ended}"
        for name in label.get("groups", []):
            if any(squeeze(a.as_written) == squeeze(name) and not a.group for a in found):
                yield f"item {where}: {name} stands for several units"
        for written, canonical in label.get("names", {}).items():
            got = [a.unit for a in found if squeeze(a.as_written) == squeeze(written)]
            proposed = {
                name
                for fault in plan.faults
                if fault.code == "ELIDED_PREFIX" and fault.node == node.node_id
                for name in (fault.proposal or "").split("、")
            }
            is_right = canonical in proposed or (canonical == written and f"市{written}" not in proposed)
            if got and (squeeze(got[0]) != squeeze(written) or not is_right):
                yield f"item {where}: {written} may be {canonical}, got {got[0]!r} and proposed {proposed}"
        for name in label.get("inherited", []):
            if any(squeeze(a.as_written) == squeeze(name) and a.inherited_from is None for a in found):
                yield f"item {where}: {name} comes from another item"


def _list_problems(node: DraftNode, label: Labels, where: str) -> Iterator[str]:
    optional = {squeeze(name) for name in label.get("may", [])}

    def names(*roles: Role) -> list[str]:
        written = [squeeze(a.as_written) for a in node.assignments if a.role in roles]
        return [name for name in written if name not in optional]

    if "lead" in label:
        wanted = {"lead": (names(Role.LEAD), label["lead"]), "partners": (names(Role.PARTNER), label["partners"])}
    elif "unit_set" in label:
        wanted = {"units": (sorted(names(*Role)), sorted(label["unit_set"]))}
    else:
        wanted = {"units": (names(*Role), label.get("units", []))}
    for what, (got, want) in wanted.items():
        if got != [squeeze(name) for name in want]:
            yield f"item {where}: got {what} {got}, want {want}"


def invention_problems(plan: DraftPlan, labels: Labels) -> Iterator[str]:
    """Units where there are none, furniture in nodes, unit names that are none."""
    flat = squeeze(plan.source.text)
    groups = {squeeze(name) for label in labels["items"] for name in label.get("groups", [])}
    single = {
        squeeze(name)
        for label in labels["items"]
        for key in ("lead", "partners", "units", "unit_set")
        for name in label.get(key, [])
        if not any(word in name for word in "各全级等相有及和单部街镇园校")
    } - groups
    for node in plan.nodes:
        for a in node.assignments:
            name = squeeze(a.as_written)
            if labels.get("no_units"):
                yield f"{heading(node)}: unit {name!r} invented"
            known = name in flat or name in labels.get("torn_units", [])
            if not name or not known or name[0] in "、，,；;：:。和及（(" or name[-1] in "、，,；;：:。":
                yield f"{heading(node)}: unit {name!r} is no name of the source"
            if name in single and a.group:
                yield f"{heading(node)}: {name} is one unit, not a group"
            for quote in labels.get("not_units", []):
                if squeeze(quote) in name:
                    yield f"{heading(node)}: {quote!r} is no unit, got {name!r}"
    for node in plan.nodes:
        words = "".join(squeeze(plan.source.text[s.start : s.end]) for s in plan.spans if s.node == node.node_id)
        for deadline in {d.text for d in node.deadlines}:
            times = sum(d.text == deadline for d in node.deadlines)
            if times > words.count(squeeze(deadline)):
                yield f"{heading(node)}: deadline {deadline!r} {times} times"
    text = plan.source.text
    for quote in labels.get("not_in_nodes", []):
        start = text.find(quote)
        for span in plan.spans:
            inside = span.start < start + len(quote) and start < span.end
            if inside and span.node is not None and span.part is not Part.MARKER:
                yield f"{quote!r} became {span.part} of node {span.node}"


def fault_problems(plan: DraftPlan, labels: Labels) -> Iterator[str]:
    text = plan.source.text
    places = [(f.start, f.end or f.start) for f in plan.faults if f.start is not None]
    doubted = {f.node for f in plan.faults if f.node is not None}
    for quote in labels.get("faults_near", []):
        at = text.find(quote)
        near = any(start - NEAR < at + len(quote) and at < end + NEAR for start, end in places)
        if not near and not any(s.node in doubted and s.start < at + len(quote) and at < s.end for s in plan.spans):
            yield f"no fault points at {quote!r}"
    for quote in labels.get("sound", []):
        for fault in plan.faults:
            marked = squeeze(text[fault.start or 0 : fault.end or 0])
            if fault.severity is not Severity.NOTE and marked == squeeze(quote):
                yield f"false alarm: {fault.code} {fault.message}"
    if not labels.get("faults_near"):
        yield from _false_alarms(plan, labels)


def _false_alarms(plan: DraftPlan, labels: Labels) -> Iterator[str]:
    """Errors told of a plan that has none, and doubts about numbers that are right."""
    numbers = {(s.start, s.end) for s in plan.spans if s.part is Part.NUMBER}
    for fault in plan.faults:
        at_number = (fault.start, fault.end) in numbers and not labels.get("gaps")
        if fault.severity is Severity.ERROR or at_number:
            yield f"false alarm: {fault.code} {fault.message}"


def lossless_problems(plan: DraftPlan, text: str) -> Iterator[str]:
    """Every non-blank character lies in exactly one span, and nothing was invented."""
    source = plan.source.text
    if squeeze(source) != squeeze(text):
        yield "source.text is not the text of the file"
    seen = bytearray(len(source))
    by_node: dict[tuple[int, str], str] = {}
    for span in sorted(plan.spans, key=lambda span: span.start):
        for i in range(span.start, span.end):
            seen[i] = min(2, seen[i] + 1)
        if span.node is not None:
            key = (span.node, str(span.part))
            by_node[key] = by_node.get(key, "") + squeeze(source[span.start : span.end])
    for times, words in ((0, "no span"), (2, "two spans")):
        places = [i for i, ch in enumerate(source) if not ch.isspace() and seen[i] == times]
        if places:
            yield f"{len(places)} characters in {words}, first near {source[max(0, places[0] - 5) : places[0] + 15]!r}"
    for node in plan.nodes:
        for part, value in (("number", node.number), ("title", node.title), ("body", node.body)):
            if squeeze(value) and by_node.get((node.node_id, part), "") != squeeze(value):
                yield f"node {node.node_id} {part} {brief(value)!r} is not what its spans say"
