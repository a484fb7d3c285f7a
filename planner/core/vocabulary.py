"""The closed word lists of a plan: what a node, a role, a span and a doubt can be.

The values are the words of the plan document (the stable JSON), so they are stored and written as they stand here.
"""

from enum import StrEnum


class NodeKind(StrEnum):
    """What a row of the tree is: a heading, a task, or a step inside a task."""

    SECTION = "section"
    ITEM = "item"
    STEP = "step"


class Origin(StrEnum):
    """Whether a node was read from running text or from a table row."""

    TEXT = "text"
    TABLE = "table"


class Role(StrEnum):
    """What a unit does for an item: 牵头 or 配合."""

    LEAD = "lead"
    PARTNER = "partner"


class Part(StrEnum):
    """What a stretch of the source became."""

    NUMBER = "number"
    TITLE = "title"
    BODY = "body"
    LABEL = "label"
    FIELD = "field"
    UNITS = "units"
    HEAD = "head"
    PREAMBLE = "preamble"
    CLOSING = "closing"
    GLOSSARY = "glossary"
    TABLE_HEAD = "table-head"
    MARKER = "marker"
    LEFTOVER = "leftover"


class UnitKind(StrEnum):
    """What sort of unit stands in the register; UNSORTED until the clerk has said it."""

    UNSORTED = ""
    OFFICE = "office"
    AFFILIATE = "affiliate"
    SCHOOL = "school"
    COUNTY = "county"
    OUTSIDE = "outside"
    GROUP = "group"


class Severity(StrEnum):
    """How much a fault matters: a remark, something to decide, or something that spoils the table."""

    NOTE = "note"
    DOUBT = "doubt"
    ERROR = "error"
