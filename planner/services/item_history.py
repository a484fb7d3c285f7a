"""The history of one item out of the journal, from the latest step back to the one that made it.

The item's rows as they are now are taken back step by step; what reads otherwise before a step was changed by it. Only
steps of the item's plan are looked at, and only images in which one of its rows can stand are read.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from planner.core.customs import Customs
from planner.core.history import ItemChange
from planner.core.progress import Status
from planner.core.vocabulary import Role
from planner.services.images import Images, Row, Value, as_written

_STEPS = "SELECT id, name, made_at, plan_ids, node_id, is_undone, author FROM journal_steps ORDER BY id {order}"
_IMAGES = "SELECT table_name, images FROM journal_images WHERE step_id = ? AND table_name IN ({tables})"
_HANGING = ("assignments", "deadlines", "labelled_fields", "persons", "targets", "duty_ticks", "progress_entries")
_TABLES = ("nodes", *_HANGING)
_KINDS = {"section": "部分", "item": "任务", "step": "举措"}
_MADE, _GONE = "新建", "删除"

Cells = dict[str, Value]
Told = dict[str, str]


@dataclass(slots=True)
class _State:
    """The rows of one node at a moment, by table and id."""

    node_id: int
    rows: dict[str, dict[int, Cells]] = field(default_factory=dict)

    def take_back(self, table: str, images: Images) -> None:
        """Go to before a step."""
        self._go(table, images, images.added, images.removed, back=True)

    def bring(self, table: str, images: Images) -> None:
        """Go to behind a step."""
        self._go(table, images, images.removed, images.added, back=False)

    def _go(self, table: str, images: Images, going: list[Row], coming: list[Row], *, back: bool) -> None:
        mine = self.rows.setdefault(table, {})
        for row in going:
            mine.pop(_id(row[0]), None)
        for row in coming:
            cells = dict(zip(images.columns, row, strict=True))
            if self._is_mine(table, cells):
                mine[_id(row[0])] = cells
        for row_id, old, new in images.changed:
            if row_id in mine:
                mine[row_id] = {**mine[row_id], **(old if back else new)}
                if not self._is_mine(table, mine[row_id]):
                    del mine[row_id]

    def _is_mine(self, table: str, cells: Cells) -> bool:
        return cells["id" if table == "nodes" else "node_id"] == self.node_id

    def can_hold(self, table: str, content: bytes) -> bool:
        """Tell whether a row of the node can stand in an image; it is not read where none can."""
        if table == "nodes":
            return b"[%d," % self.node_id in content
        rows = self.rows.get(table, ())
        return b",%d," % self.node_id in content or any(b"[%d," % row_id in content for row_id in rows)


def item_history(connection: sqlite3.Connection, node_id: int, customs: Customs) -> tuple[ItemChange, ...]:
    """Return what was changed about a node, the latest first; what is undone now stands before all else."""
    now = _State(node_id, {table: _rows(connection, table, node_id) for table in _TABLES})
    tell = partial(_told, names=_Names(connection), customs=customs)
    if not now.rows["nodes"]:
        return ()
    plan_id = next(iter(now.rows["nodes"].values()))["plan_id"]
    undone = _State(node_id, {table: dict(rows) for table, rows in now.rows.items()})
    with as_written():
        ahead = [*_walk(connection, undone, plan_id, tell, back=False)]
        return (*reversed(ahead), *_walk(connection, now, plan_id, tell, back=True))


def plan_history(connection: sqlite3.Connection, plan_id: int) -> tuple[ItemChange, ...]:
    """Return the steps that touched a plan, the latest first, by their names alone."""
    with as_written():
        return tuple(
            ItemChange(_moment(made_at), author, name, "", "", "", bool(is_undone))
            for _, name, made_at, plan_ids, _, is_undone, author in connection.execute(_STEPS.format(order="DESC"))
            if plan_id in json.loads(plan_ids)
        )


def _walk(
    connection: sqlite3.Connection, state: _State, plan_id: Value, tell: Callable[[_State], Told], *, back: bool
) -> Iterator[ItemChange]:
    """Yield the changes of the steps that are done, going back, or of those that are undone, going on."""
    marks = ", ".join("?" * len(_TABLES))
    after = tell(state)
    for step_id, name, made_at, plan_ids, touched, is_undone, author in connection.execute(
        _STEPS.format(order="DESC" if back else "ASC")
    ).fetchall():
        if bool(is_undone) == back or (plan_id not in json.loads(plan_ids)):
            continue
        found = connection.execute(_IMAGES.format(tables=marks), (step_id, *_TABLES)).fetchall()
        is_met = False
        for table, stored in sorted(found, key=lambda image: image[0] != "nodes"):
            if state.can_hold(table, zlib.decompress(stored)):
                is_met = True
                images = Images.unpacked(stored)
                (state.take_back if back else state.bring)(table, images)
                if back and not state.rows["nodes"]:
                    yield ItemChange(_moment(made_at), author, name, _MADE, "", after.get("标题", ""))
                    return
        if not is_met:
            continue
        before = tell(state)
        if not state.rows["nodes"]:
            yield ItemChange(_moment(made_at), author, name, _GONE, after.get("标题", ""), "", bool(is_undone))
            return
        old, new = (before, after) if back else (after, before)
        for what in dict.fromkeys((*old, *new)):
            if what == "位置" and touched != state.node_id and _parent(old) == _parent(new):
                continue  # others were put before it
            if old.get(what, "") != new.get(what, ""):
                yield ItemChange(
                    _moment(made_at), author, name, what, old.get(what, ""), new.get(what, ""), bool(is_undone)
                )
        after = before


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _parent(told: Told) -> str:
    return told.get("位置", "").partition(" 第")[0]


def _id(value: Value) -> int:
    return int(value or 0)


def _rows(connection: sqlite3.Connection, table: str, node_id: int) -> dict[int, Cells]:
    column = "id" if table == "nodes" else "node_id"
    found = connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (node_id,))
    names = [one[0] for one in found.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


class _Names:
    """The names of units and of the headings above, as they are called now."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._units = dict(connection.execute("SELECT id, name FROM units").fetchall())
        self._connection = connection
        self._titles: dict[Value, str] = {None: ""}

    def unit(self, unit_id: Value) -> str:
        """Return the name of a unit; one that was merged since is not known any more."""
        return str(self._units.get(unit_id, "（已并入别的单位）"))

    def title(self, node_id: Value) -> str:
        """Return the title of a node; one that was deleted since is not known any more."""
        if node_id not in self._titles:
            row = self._connection.execute("SELECT number, title FROM nodes WHERE id = ?", (node_id,)).fetchone()
            self._titles[node_id] = f"“{row[0]}{row[1]}”下 " if row else "（已删除的部分）下 "
        return self._titles[node_id]


def _told(state: _State, names: _Names, customs: Customs) -> Told:
    """Return a node as it reads, by what is said: 标题, 正文, 牵头单位, 完成时限, 状态…"""
    told: Told = {}
    for node in state.rows["nodes"].values():
        told["标题"], told["正文"] = str(node["title"]), str(node["body"])
        told["原序号"] = str(node["number"])
        told["层级"] = _KINDS.get(str(node["kind"]), "")
        told["位置"] = f"{names.title(node['parent_id'])} 第 {int(node['position'] or 0) + 1} 个".strip()
    for role, what in ((Role.LEAD, "牵头单位"), (Role.PARTNER, "配合单位")):
        units = [row for row in _listed(state, "assignments") if row["role"] == role.value]
        told[what] = "、".join(names.unit(row["unit_id"]) for row in units)
    deadlines = _listed(state, "deadlines")
    told["完成时限"] = "；".join(str(row["text"]) for row in deadlines)
    told["截止日"] = "；".join(str(row["ends_on"]) for row in deadlines if row["ends_on"])
    for row in _listed(state, "persons"):
        told[str(row["role"])] = "、".join(filter(None, (told.get(str(row["role"]), ""), str(row["name"]))))
    for row in _listed(state, "labelled_fields"):
        told[str(row["label"])] = str(row["text"])
    for row in _listed(state, "targets"):
        actual = f"，实际 {row['actual']}" if row["actual"] else ""
        told[f"指标“{row['text']}”"] = "不是指标" if row["is_struck"] else f"{row['value']}{row['unit']}{actual}"
    ticks = sorted(str(row["due_on"]) for row in state.rows.get("duty_ticks", {}).values())
    told["已办的各期"] = "、".join(ticks)
    told |= _reports(state, names, customs)
    return told


def _reports(state: _State, names: _Names, customs: Customs) -> Told:
    """Return the status that was told last, and each report by its day."""
    told: Told = {}
    rows = sorted(
        state.rows.get("progress_entries", {}).values(), key=lambda row: (str(row["made_on"]), _id(row["id"]))
    )
    for row in rows:
        who = f"（{names.unit(row['unit_id'])}）" if row["unit_id"] is not None else ""
        if row["status"] and not who:
            told["状态"] = customs.word(Status(str(row["status"])))
        percent = f"{row['percent']}%" if row["percent"] is not None else ""
        said = (str(row[one]).rstrip("。；") for one in ("text", "difficulty", "next_step"))
        words = "；".join(filter(None, (percent, *said)))
        if words:
            what = f"{row['made_on']} 的进展{who}"
            told[what] = "；".join(filter(None, (told.get(what, ""), words)))
    return told


def _listed(state: _State, table: str) -> list[Cells]:
    return sorted(state.rows.get(table, {}).values(), key=lambda row: (_id(row["position"]), _id(row["id"])))
