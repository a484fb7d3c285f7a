"""Steps on named views, and reading them."""

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.views import USUAL_VIEWS, View, packed, unpacked
from planner.services.step import Touched

if TYPE_CHECKING:
    from planner.models import Session

LONGEST_NAME = 30


def views(connection: sqlite3.Connection) -> tuple[View, ...]:
    """Return the views that the clerk has named, in order."""
    rows = connection.execute("SELECT id, name, chosen FROM views ORDER BY position, id")
    return tuple(unpacked(*row) for row in rows)


def save_view(session: "Session", view: View) -> Touched:
    """Keep a view under its name; one of the same name is replaced."""
    name = _name(view.name)
    present = session.exec(models.select(models.View).where(models.View.name == name)).first()
    if present is not None:
        present.chosen = packed(view)
    else:
        last = max(session.exec(models.select(models.View.position)), default=-1)
        session.add(models.View(name=name, chosen=packed(view), position=last + 1))
    return Touched()


def rename_view(session: "Session", view_id: int, name: str) -> Touched:
    """Give a view another name."""
    found, wanted = _view_of(session, view_id), _name(name)
    other = session.exec(models.select(models.View).where(models.View.name == wanted)).first()
    if other is not None and other.id != view_id:
        raise StepError(f"已经有一个叫“{wanted}”的视图。", "请换一个名称。", code="SAME_NAME")
    found.name = wanted
    return Touched()


def delete_view(session: "Session", view_id: int) -> Touched:
    """Give a view up."""
    session.delete(_view_of(session, view_id))
    return Touched()


def follow_unit(session: "Session", before: str, after: str) -> None:
    """Let the views that ask for a unit ask for it by the name that it has now."""
    for row in session.exec(models.select(models.View)).all():
        view = unpacked(0, row.name, row.chosen)
        if before in view.chosen.units:
            units = dict.fromkeys(after if name == before else name for name in view.chosen.units)
            row.chosen = packed(replace(view, chosen=view.chosen.having(units=tuple(units))))


def _view_of(session: "Session", view_id: int) -> "models.View":
    found = session.get(models.View, view_id)
    if found is None:
        raise StepError("这个视图已经不在了。", "请重新选择。", code="GONE")
    return found


def _name(name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise StepError("视图还没有名称。", "请写上名称再保存，如“基教科本月到期”。", code="EMPTY")
    if len(wanted) > LONGEST_NAME:
        raise StepError(
            f"视图的名称太长（{len(wanted)} 个字）。", f"请写得短一些，{LONGEST_NAME} 个字以内。", code="LONG"
        )
    if any(view.name == wanted for view in USUAL_VIEWS):
        raise StepError(f"“{wanted}”是程序自带的视图。", "请换一个名称。", code="SAME_NAME")
    return wanted
