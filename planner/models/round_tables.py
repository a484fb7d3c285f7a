"""The tables of the rounds in which units report: one row a round, one a unit that is asked in it."""

from typing import Any, ClassVar

from sqlmodel import SQLModel

from planner.models.columns import OPTIONS, identity, index, reference, whole, words


class Round(SQLModel, table=True):
    """A round of returns; `token` stands in its workbooks and is like no other anywhere."""

    __tablename__: ClassVar[Any] = "rounds"
    __table_args__ = (index("rounds", "plan_id"), OPTIONS)

    id: int | None = identity()
    plan_id: int = reference("plans.id")
    name: str = words()
    token: str = words(unique=True)
    made_on: str = words()
    due_on: str | None = words(default=None, nullable=True)
    only_leads: int = whole(default=1)


class RoundUnit(SQLModel, table=True):
    """What a unit is asked in a round and what came of it.

    `asked` is JSON: the nodes, and what their cells said when they were sent out. `answered` counts the nodes of which
    the return says something; `digest` tells one content of a return from another.
    """

    __tablename__: ClassVar[Any] = "round_units"
    __table_args__ = (index("round_units", "round_id"), index("round_units", "unit_id"), OPTIONS)

    id: int | None = identity()
    round_id: int = reference("rounds.id")
    unit_id: int = reference("units.id")
    asked: str = words(default="[]")
    sent_on: str | None = words(default=None, nullable=True)
    returned_on: str | None = words(default=None, nullable=True)
    answered: int = whole(default=0)
    file_name: str = words(default="")
    digest: str = words(default="")
