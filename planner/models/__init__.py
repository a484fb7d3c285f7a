"""The tables of the store and the one connection to it; tables and nothing else.

The table classes are loaded on first use (`models.Node`): importing SQLModel takes longer than showing the window, and
reading a plan does not need it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session as Session
    from sqlmodel import col as col
    from sqlmodel import select as select

    from planner.models.tables import Assignment as Assignment
    from planner.models.tables import Deadline as Deadline
    from planner.models.tables import DutyTick as DutyTick
    from planner.models.tables import Fault as Fault
    from planner.models.tables import GlossaryEntry as GlossaryEntry
    from planner.models.tables import GroupMember as GroupMember
    from planner.models.tables import LabelledField as LabelledField
    from planner.models.tables import Leftover as Leftover
    from planner.models.tables import Node as Node
    from planner.models.tables import Person as Person
    from planner.models.tables import Plan as Plan
    from planner.models.tables import PlanCustoms as PlanCustoms
    from planner.models.tables import ProgressEntry as ProgressEntry
    from planner.models.tables import Review as Review
    from planner.models.tables import Round as Round
    from planner.models.tables import RoundUnit as RoundUnit
    from planner.models.tables import Source as Source
    from planner.models.tables import SourceTable as SourceTable
    from planner.models.tables import Span as Span
    from planner.models.tables import Target as Target
    from planner.models.tables import Unit as Unit
    from planner.models.tables import UnitAlias as UnitAlias
    from planner.models.tables import UnitDifference as UnitDifference
    from planner.models.tables import Version as Version
    from planner.models.tables import View as View


def __getattr__(name: str) -> object:
    if not name[0].isupper() and name not in {"col", "select"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module("planner.models.tables"), name)
    globals()[name] = found
    return found
