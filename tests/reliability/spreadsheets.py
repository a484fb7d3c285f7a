"""R11: text in a spreadsheet stays text: never a formula, an error, a number or a day, and it is read back the same.

The twenty-eight texts go into every table that can be a workbook; texts by chance go into the data workbook and the
breakdown. What openpyxl reads is compared, and in a soak what LibreOffice reads where it is installed.
"""

import csv
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from planner.core.draft import Deadline
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import PlanSnapshot
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from tests.reliability.nasty import NASTY, by_chance
from tests.reliability.result import Result, counted
from tests.reports.making import item, plan_of, section

DAY = date(2031, 6, 30)
WHOLE = (
    "breakdown",
    "unit-lists",
    "matrix",
    "ledger",
    "checklist",
    "supervision",
    "due-list",
    "unit-year",
    "meeting-set",
)
PER_PLAN = 1_000
LIBRE_OFFICE = "soffice"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_BLANK = re.compile(r"\s+")
# UTF-8, every cell quoted as it is shown.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false"
_NEVER = {"f", "e", "b"}
_COUNTS = "单位"  # the sheet of the data workbook that counts
_SHORTENS = "supervision"  # a slip says …详见计划原文
_LONG = 1_000
# The columns of the data workbook that say what somebody wrote.
_SAYING = frozenset(
    {"计划", "一级", "二级", "原序号", "标题", "全文", "目标", "措施", "牵头", "配合", "牵头领导", "责任人", "完成时限"}
    | {"进展", "问题", "下一步", "备注", "单位", "全称"}
)


def plan_with(texts: Sequence[str]) -> PlanSnapshot:
    """Return a plan that says each text as a title, a body, units, a field and a report."""
    items = [
        item(f"{place}.", text, text, (text[:40],), (f"配合{text}"[:40],), fields=(("问题描述", text),))
        for place, text in enumerate(texts, 1)
    ]
    due = (Deadline("6月底前", None, DAY, "day"),)
    plan = plan_of(section("一、", texts[0]), *(replace(one, deadlines=due) for one in items), title=texts[-2])
    said = {
        place + 1: ProgressEntry(place, DAY, Status.BEHIND, 40, text, text, text, text[:20])
        for place, text in enumerate(texts, 1)
    }
    nodes = [replace(node, entries=(said[node.node_id],)) if node.node_id in said else node for node in plan.nodes]
    return replace(plan, nodes=tuple(nodes))


def book(plan: PlanSnapshot, report: str) -> bytes:
    """Return a table of a plan as a workbook."""
    return catalog.render(Subject(plan), PrintRequest(report=report, as_of=DAY), "xlsx").data


def shown(text: str) -> str:
    """Return a text as a spreadsheet shows it, whose file writes `_x0041_` for A."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def not_text(data: bytes, columns: frozenset[str] | None = None) -> Iterator[str]:
    """Yield the cells that are something else than text: of these columns, or of all."""
    for sheet in load_workbook(BytesIO(data)).worksheets:
        heads = {cell.column: cell.value for cell in next(sheet.iter_rows(), ())}
        for row in sheet.iter_rows():
            for cell in row:
                says = columns is None or (sheet.title != _COUNTS and heads.get(cell.column) in columns)
                asked = says or cell.data_type in _NEVER
                if asked and cell.value is not None and cell.data_type != "s":
                    yield f"{sheet.title}!{cell.coordinate} is {cell.data_type}: {cell.value!r:.60}"


def missing(data: bytes, texts: Iterable[str]) -> list[str]:
    """Return the texts that a workbook does not say, blanks aside; a long one may go on in the next cell."""
    cells = [
        _BLANK.sub("", shown(cell.value))
        for sheet in load_workbook(BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    whole = "\n".join(cells)
    return [text[:40] for text in texts if not _is_said(_BLANK.sub("", text), whole)]


def _blankless(text: str) -> str:
    """A text without the blanks that print closes up between Chinese and digits or marks."""
    return text.replace(" ", "").replace("\xa0", "")


def _is_said(text: str, whole: str) -> bool:
    if len(set(text)) == 1 and len(text) > _LONG:
        return whole.count(text[0]) >= len(text)
    return text in whole


def said_otherwise(data: bytes, texts: Sequence[str]) -> list[str]:
    """Return the texts that the data workbook does not give back to the letter in their columns."""
    head, *rows = load_workbook(BytesIO(data)).worksheets[0].values
    return _differing([dict(zip(head, map(_decoded, row), strict=True)) for row in rows], texts)


def _decoded(value: object) -> object:
    """A cell as a spreadsheet has it: openpyxl leaves the escapes of the file as they are."""
    return shown(value) if isinstance(value, str) else value


def _differing(rows: Sequence[dict[Any, Any]], texts: Sequence[str]) -> list[str]:
    if len(rows) != len(texts):
        return [f"{len(rows)} rows for {len(texts)} texts"]
    wanted = (("标题", lambda text: text), ("牵头", lambda text: text[:40]), ("进展", lambda text: text))
    return [
        f"{column} of {text[:40]!r} is {row[column]!r:.80}"
        for row, text in zip(rows, texts, strict=True)
        for column, cut in wanted
        if _blankless(row[column] or "") != _blankless(cut(text))
    ]


def _printed(report: str, texts: Sequence[str]) -> list[str]:
    return [text for text in texts if report != _SHORTENS or len(text) < _LONG]


def by_libre_office(data: bytes, texts: Sequence[str]) -> list[str]:
    """Return the texts that LibreOffice does not read out of the data workbook to the letter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "表.xlsx").write_bytes(data)
        asked = [LIBRE_OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*asked, "--convert-to", _CSV, "--outdir", name, str(folder / "表.xlsx")], check=True, capture_output=True
        )
        with (folder / "表.csv").open(encoding="utf-8-sig", newline="") as stream:
            return _differing(list(csv.DictReader(stream)), texts)


def in_every_table(texts: Sequence[str]) -> list[str]:
    """Put texts into every table that can be a workbook and return what does not stay text or is not said."""
    plan, found = plan_with(texts), []
    for report in WHOLE:
        data = book(plan, report)
        found += [f"{report}: {cell}" for cell in not_text(data)]
        found += [f"{report} does not say {text!r}" for text in missing(data, _printed(report, texts))]
    data = book(plan, "data")
    found += [f"data: {cell}" for cell in not_text(data, _SAYING)]
    return found + [f"data: {one}" for one in said_otherwise(data, texts)]


def run(scale: float, seed: int) -> Result:
    """The nasty texts in every table, then 10,000 texts by chance at scale 1; with LibreOffice from scale 1 on."""
    chance = random.Random(seed)
    findings = [f"nasty: {one}" for one in in_every_table(NASTY)]
    left = counted(10_000, scale)
    office = bool(scale >= 1 and shutil.which(LIBRE_OFFICE))
    done = [f"{len(NASTY)} texts in {len(WHOLE) + 1} tables", f"{left} texts by chance"]
    for begin in range(0, left, PER_PLAN):
        texts = [by_chance(chance) for _ in range(min(PER_PLAN, left - begin))]
        plan = plan_with(texts)
        data, table = book(plan, "data"), book(plan, "breakdown")
        found = (
            said_otherwise(data, texts) + list(not_text(table)) + [f"not said: {one}" for one in missing(table, texts)]
        )
        findings += [f"seed {seed}, texts from {begin}: {one}" for one in found]
        if office:
            findings += [f"LibreOffice, seed {seed}: {one}" for one in by_libre_office(data, texts)]
    if office:
        findings += [f"LibreOffice: {one}" for one in by_libre_office(book(plan_with(NASTY), "data"), NASTY)]
        done.append("read back by LibreOffice too")
    return Result(tuple(done), tuple(findings))
