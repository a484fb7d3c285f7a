"""How an office does things that differ from place to place: its terms, the rule of its lights, its words of status.

The settings say it for all plans; a plan may have its own rule and words, which then count for it alone.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from planner.core.deadlines import TERMS, Terms
from planner.core.progress import Status, StatusGroup, status_of


class LightKind(StrEnum):
    """The rules of vocabulary 5.1: by days, by days with a blue light for what is due soon, by how far it should be."""

    DAYS = "days"
    FOUR_COLOURS = "four colours"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class LightRule:
    """When a light changes: `soon_days` before the last day (yellow, or blue with four colours), red after it.

    By the pace it is the points that the percentage is behind the share of the time gone: yellow from
    `yellow_points`, red above `red_points`.
    """

    kind: LightKind = LightKind.DAYS
    soon_days: int = 7
    yellow_points: int = 10
    red_points: int = 30


@dataclass(frozen=True, slots=True)
class Customs:
    """What counts for a plan. `status_words` are the office's own words for some of the eight, as pairs."""

    terms: Terms = TERMS
    lights: LightRule = field(default_factory=LightRule)
    status_words: tuple[tuple[Status, str], ...] = ()

    def word(self, status: Status) -> str:
        """Return the word that this office has for a status."""
        return dict(self.status_words).get(status, status.value)

    def group_word(self, group: StatusGroup) -> str:
        """Return the word of a counting group: that of the status which it is named by."""
        return group.value if group is StatusGroup.APART else self.word(Status(group.value))

    def status_of(self, word: str) -> Status | None:
        """Return the status that a word says, the office's own words before those that everybody has."""
        said = "".join(word.split())
        own = (status for status, other in self.status_words if "".join(other.split()) == said)
        return next(own, None) or status_of(word)


USUAL = Customs()
