"""All that is known of a source while it is being read: the results of the stages, for those that come after."""

from dataclasses import dataclass, field

from planner.core.draft import DraftAssignment, DraftTable, Source
from planner.importing.apart import Apart
from planner.importing.contents import Contents
from planner.importing.draft import NodeWriter
from planner.importing.faults import Doubt
from planner.importing.found_labels import Labels
from planner.importing.heads import HeadReading
from planner.importing.lines import Line
from planner.importing.options import ImportOptions
from planner.importing.outline import Outline
from planner.importing.roles import Named, RoleRules
from planner.importing.tables import TableReading


@dataclass(slots=True)
class Reading:
    """The stages' results. `named[i]` are the units of `contents[i]`, `named_rows[i]` those of the rows of `tables[i]`."""

    source: Source
    options: ImportOptions
    body: list[Line]
    tables: list[TableReading]
    labels: Labels
    head: HeadReading
    apart: Apart
    outline: Outline
    contents: list[Contents]
    rules: RoleRules
    years: tuple[int, ...]
    writer: NodeWriter
    headings: dict[int, str] = field(default_factory=dict)
    named: list[list[Named]] = field(default_factory=list)
    named_rows: list[list[list[Named]]] = field(default_factory=list)
    draft_tables: list[DraftTable] = field(default_factory=list)
    blanket: list[DraftAssignment] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The source's text."""
        return self.source.text
