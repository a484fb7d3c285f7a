"""All that is known of a source while it is being read: the results of the stages, for those that come after."""

from collections import Counter
from dataclasses import dataclass, field

from planner.core.draft import DraftAssignment, DraftTable, Source
from planner.importing.apart import Apart
from planner.importing.contents import Contents, UnitPassage
from planner.importing.draft import NodeWriter
from planner.importing.faults import Doubt
from planner.importing.found_labels import Labels
from planner.importing.handed_down import HandedDown
from planner.importing.heads import HeadReading
from planner.importing.labels import LabelKind
from planner.importing.options import ImportOptions
from planner.importing.outline import Block, Outline
from planner.importing.passages import Passage
from planner.importing.roles import Named, RoleRules
from planner.importing.table_parts import TableReading


@dataclass(slots=True)
class Reading:
    """The stages' results. `text` is that of the source with blanks for its silent signs.

    `named[i]` are the units of `contents[i]`, `named_rows[i]` those of the rows of `tables[i]`,
    each followed by those of its steps.
    """

    text: str
    source: Source
    options: ImportOptions
    tables: list[TableReading]
    labels: Labels
    head: HeadReading
    apart: Apart
    outline: Outline
    contents: list[Contents]
    rules: RoleRules
    years: tuple[int, ...]
    writer: NodeWriter
    closing: Passage
    headings: dict[int, str] = field(default_factory=dict)
    silent: list[tuple[int, int]] = field(default_factory=list)
    above: dict[int, Block] = field(default_factory=dict)
    named: list[list[Named]] = field(default_factory=list)
    named_rows: list[list[list[Named]]] = field(default_factory=list)
    draft_tables: list[DraftTable] = field(default_factory=list)
    blanket: list[DraftAssignment] = field(default_factory=list)
    handed: HandedDown = field(default_factory=HandedDown)
    doubts: list[Doubt] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    usual: dict[LabelKind, str] = field(default_factory=dict)
    stopped: tuple[UnitPassage, ...] | None = None
    varied: set[str] | None = None

    @property
    def has_day(self) -> bool:
        """Whether a day of writing was found at the head or below the last line."""
        return self.head.issued_on is not None or self.apart.issued_on is not None

    def inherits(self, found: Contents) -> bool:
        """Tell whether a block has its units from a heading or a rule above it."""
        parent = found.block.parent
        if self.handed.whole:
            return True
        while parent is not None:
            handed = self.handed
            if parent.start in self.headings or parent.start in handed.of_section or parent.start in handed.of_heading:
                return True
            parent = parent.parent
        return False

    def usual_stops(self) -> tuple[UnitPassage, ...]:
        """Return the labelled lists that a full stop closes, if most labelled lists of the document have one."""
        if self.stopped is None:
            lists = [p for found in self.contents for p in found.units if p.label is not None and p.phrase.units]
            stopped = [p for p in lists if p.passage.text.rstrip().endswith("。")]
            usual = len(stopped) > 1 and len(stopped) * 2 >= len(lists)
            self.stopped = tuple(stopped) if usual else ()
        return self.stopped

    def varied_labels(self) -> set[str]:
        """Return the labels that the document writes with blanks inside and without."""
        if self.varied is None:
            forms = {(label.words, self.text[label.start : label.words_end]) for label in self.labels.found}
            counts = Counter(words for words, _ in forms)
            self.varied = {words for words, count in counts.items() if count > 1}
        return self.varied

    def label_counts(self) -> Counter[str]:
        """Return how often each label stands in the document."""
        if not self.counted:
            self.counted.update(label.words for label in self.labels.found)
        return self.counted

    def usual_labels(self) -> dict[LabelKind, str]:
        """Return the commonest label of each kind."""
        if not self.usual:
            counts = self.label_counts()
            for label in self.labels.found:
                if counts[label.words] > counts[self.usual.get(label.kind, "")]:
                    self.usual[label.kind] = label.words
        return self.usual
