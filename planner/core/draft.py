"""What an import reads out of a source, before anybody has agreed to it.

A draft is the plan document of the command line in the form of values: `plan_document` writes it as JSON. Offsets are
indices into `Source.text`; `end` is exclusive. Node ids are running numbers from 1 in document order.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity


@dataclass(frozen=True, slots=True)
class Source:
    """The text a plan came from, unchanged but for its line ends.

    `kind` is the format by content (txt, docx …); `sha256` is that of the file's bytes, or of the pasted text as UTF-8.
    """

    name: str
    kind: str
    sha256: str
    text: str


class Span(NamedTuple):
    """A stretch of the source and what it became; `node` is None where it belongs to no node.

    A tuple, because a plan has one for every few characters and a dataclass costs four times as much to build.
    """

    start: int
    end: int
    node: int | None
    part: Part


@dataclass(frozen=True, slots=True)
class Leftover:
    """A stretch that found no place in the plan; `reason` is a Chinese phrase for the clerk."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A doubt about the source, shown with its place; `message` and `proposal` are Chinese, `code` is a stable name.

    `settled` is true when the clerk has decided it in the review.
    """

    code: str
    severity: Severity
    message: str
    node: int | None = None
    start: int | None = None
    end: int | None = None
    proposal: str | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class LabelledField:
    """A labelled paragraph of an item, such as 问题描述 or 建设目标; the label has no colon."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftAssignment:
    """A unit named for a node.

    `unit` is the canonical name, `as_written` the wording of the source. `stated` is False when the source names no
    roles and the lead was taken by position. `group` marks an expression for several units (各科室).
    """

    unit: str
    as_written: str
    role: Role
    stated: bool = True
    group: bool = False
    inherited_from: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as worded; the days are filled only where the words say them."""

    text: str
    starts_on: date | None = None
    ends_on: date | None = None
    kind: str = "undated"


@dataclass(frozen=True, slots=True)
class Target:
    """A number the plan wants reached, such as 新建13所; in the store also how far it is, and whether it is struck."""

    text: str
    value: str
    unit: str
    bound: str
    actual: str = ""
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A named person with the role word of the source (责任人, 分管领导)."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class DraftNode:
    """A section, item or step. `ordinal` is its running number among nodes of its kind and origin; `level` starts at 1.

    `number` is as written with its mark (`一、`, `1.`), `number_proposed` what it should be when that is doubtful.
    """

    node_id: int
    parent_id: int | None
    kind: NodeKind
    origin: Origin
    level: int
    ordinal: int
    number: str
    title: str
    body: str = ""
    number_proposed: str | None = None
    fields: tuple[LabelledField, ...] = ()
    assignments: tuple[DraftAssignment, ...] = ()
    open_ended: bool = False
    persons: tuple[Person, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What the document says of itself above the first section and below the last item; empty where it is silent."""

    title: str = ""
    notice_title: str = ""
    issuers: tuple[str, ...] = ()
    document_number: str = ""
    addressees: str = ""
    issued_on: date | None = None
    published_on: date | None = None
    years: tuple[int, ...] = ()
    stage: str | None = None
    copy_to: tuple[tuple[str, str], ...] = ()
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table of the source: its heading, its columns as worded, and the nodes its rows became."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term explained at the end of a plan (名词解释)."""

    number: str
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """A whole plan as read. Each non-blank character of `source.text` lies in exactly one span.

    `lead_word` and `partner_word` are the source's own words for the two roles (牵头科室, 责任科室), empty when it
    has none; the printed table takes its column heads from them.
    """

    source: Source
    head: Head = field(default_factory=Head)
    preamble: str = ""
    closing: str = ""
    nodes: tuple[DraftNode, ...] = ()
    tables: tuple[DraftTable, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    spans: tuple[Span, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    faults: tuple[Fault, ...] = ()
    lead_word: str = ""
    partner_word: str = ""
