"""How an office does things that differ from place to place: its terms, the rule of its lights, its words of status.

The settings say it for all plans; a plan may have its own rule and words, which then count for it alone.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from planner.core.deadlines import TERMS, Terms
from planner.core.progress import Status


class LightKind(StrEnum):
    """The rules of vocabulary 5.1: by days, or by days with a blue light for what is due soon."""

    DAYS = "days"
    FOUR_COLOURS = "four colours"


@dataclass(frozen=True, slots=True)
class LightRule:
    """When a light changes: `soon_days` before the last day (yellow, or blue with four colours), red after it."""

    kind: LightKind = LightKind.DAYS
    soon_days: int = 7


@dataclass(frozen=True, slots=True)
class Customs:
    """What counts for a plan. `status_words` are the office's own words for some of the eight, as pairs."""

    terms: Terms = TERMS
    lights: LightRule = field(default_factory=LightRule)
    status_words: tuple[tuple[Status, str], ...] = ()

    def word(self, status: Status) -> str:
        """Return the word that this office has for a status."""
        return dict(self.status_words).get(status, status.value)


USUAL = Customs()
