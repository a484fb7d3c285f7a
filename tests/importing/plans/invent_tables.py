"""Invent tables with their labels: the words of the columns, the layouts of text extraction, mixed by chance."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.importing.plans.invent import GROUPS, SENTENCES, TITLES, UNITS

TASKS = ("重点任务", "重点工作任务", "目标任务", "工作事项", "项目名称", "民生实事", "改革举措", "具体内容", "工作任务")
CONTENTS = ("建设内容", "主要内容", "具体要求", "工作要求", "项目内容", "工作措施", "")
PAIRS = (
    ("牵头单位", "配合单位"),
    ("牵头部门", "配合部门"),
    ("牵头科室", "责任科室"),
    ("牵头单位", "责任单位"),
    ("责任单位", "配合单位"),
    ("牵头责任单位", "相关责任部门"),
    ("主要责任单位", "协同配合单位"),
)
SINGLES = ("责任单位", "责任科室", "责任部门")
DEADLINES = ("完成时限", "完成时间", "时限要求", "")
LEADERS = ("分管县领导", "责任领导", "分管领导", "", "")
DAYS = ("6月底前", "12月底前", "8月底前", "10月20日前", "长期坚持", "年底前", "全年")
PEOPLE = ("周建平", "何晓敏", "陈志远", "林慧", "欧阳文")
Layout = Callable[[list[list[str]]], str]


def by_tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def by_bars(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def by_cells(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in rows for cell in row)


def by_spaced_cells(rows: list[list[str]]) -> str:
    return "\n\n".join("\n".join(row) for row in rows)


def by_closing_bars(rows: list[list[str]]) -> str:
    return "\n".join(f"{cell}\n |" for row in rows for cell in row)


def by_indented_cells(rows: list[list[str]]) -> str:
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows)


LAYOUTS: tuple[Layout, ...] = (by_tabs, by_tabs, by_bars, by_cells, by_spaced_cells, by_closing_bars, by_indented_cells)


def invent_table(seed: int) -> tuple[str, dict[str, Any]]:
    """Return the text of a plan that is one table, and its labels."""
    chance = Random(seed)
    layout = chance.choice(LAYOUTS)
    pair = chance.choice(PAIRS) if chance.random() < 0.75 else None
    content, deadline, leader = chance.choice(CONTENTS), chance.choice(DEADLINES), chance.choice(LEADERS)
    roles = list(pair) if pair else [chance.choice(SINGLES)]
    columns = ["序号", chance.choice(TASKS), content, *roles, deadline, leader]
    rows, items = [[word for word in columns if word]], []
    for number, title in enumerate(chance.sample(TITLES, chance.randrange(4, 9)), start=1):
        label: dict[str, Any] = {"number": str(number), "title": title, "table": True, "open_ended": False}
        cells = [str(number), title + ("。" if chance.random() < 0.1 else "")]
        if content:
            cells.append("".join(chance.sample(SENTENCES, chance.randrange(1, 3))))
            label["has"] = [cells[-1]]
        cells += _units(chance, pair is not None, label)
        if deadline:
            label["deadline"] = chance.choice(DAYS)
            cells.append(label["deadline"])
        if leader:
            label["persons"] = [chance.choice(PEOPLE)]
            cells += label["persons"]
        rows.append(cells)
        items.append(label)
    year = chance.randrange(2019, 2027)
    title = f"松岭县{year}年教育重点工作任务{chance.choice(['分解表', '清单', '一览表', '分工表'])}"
    labels = {"head": {"title": title}, "any_sections": True, "sections": [], "items": items, "not_units": []}
    return f"{title}\n\n{layout(rows)}\n", labels


def _units(chance: Random, paired: bool, label: dict[str, Any]) -> list[str]:
    names = chance.sample(UNITS, chance.randrange(2, 5))
    if chance.random() < 0.2:
        names.append(chance.choice(GROUPS))
    label["groups"] = [name for name in names if name in GROUPS]
    if not paired:
        label.update({"units": names, "stated": False})
        return ["、".join(names)]
    leads, partners = names[:1], names[1:]
    none = chance.random() < 0.1
    if none:
        partners = []
        label["groups"] = []
    label.update({"lead": leads, "partners": partners, "stated": True})
    return ["、".join(leads), chance.choice(["无", "/"]) if none else "、".join(partners)]
