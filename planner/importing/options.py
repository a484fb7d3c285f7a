"""What the clerk may tell the importer beforehand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`stage` overrides what the document says of itself ("draft", "final").

    `all_lead` reads unlabelled lists as leads.
    """

    stage: str | None = None
    all_lead: bool = False
