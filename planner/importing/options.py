"""What the clerk may tell the importer beforehand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`stage` overrides what the document says of itself ("draft", "final").

    `all_lead` reads unlabelled lists as leads. `columns` says what a table's column holds where the importer is to be
    corrected: pairs of the head's words as written and a field (see columns.FIELDS).
    """

    stage: str | None = None
    all_lead: bool = False
    columns: tuple[tuple[str, str], ...] = ()
