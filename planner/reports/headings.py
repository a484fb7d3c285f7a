"""What stands above and below the tables: the plan's name, from whom and when, the stage, what is printed of it."""

import re
from collections.abc import Sequence
from datetime import date

from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.reports.request import PrintRequest
from planner.reports.wording import plan_title, quoted, spoken_date

STAGE_MARKS = {"draft": "征求意见稿"}
GAP = "　　"
_ALL_BY_POSITION = "原文未区分牵头与配合，牵头单位按排列首位确定。"
_SOME_BY_POSITION = "部分任务原文未区分牵头与配合，其牵头单位按排列首位确定。"
_PERIOD = re.compile(
    r"20[0-9]{2}[-—–－~～至]{1,2}20[0-9]{2}学年度?(?:第?[一二上下]学期)?|20[0-9]{2}年(?:[春秋]季学期|[上下]半年|第?[一二三四]季度)"
)
# A title of the clerk's that ends so says what the document is.
_ENDINGS = ("台账", "清单", "名单", "表", "单")


def plan_name(plan: PlanSnapshot, request: PrintRequest) -> str:
    """Return the plan's name on one line: the clerk's for it, its title, or the name of its file."""
    return (
        plan_title(request.title or "")
        or plan_title(plan.head.title or plan.head.notice_title)
        or plan_title(plan.source.name.rsplit(".", 1)[0])
    )


def years(plan: PlanSnapshot) -> str:
    """Return the plan's years as a title says them (2026年, 2023—2025年), empty for a plan that tells none.

    A term or a part of a year that the plan's own title names (2026—2027学年第一学期, 2026年上半年) is said so.
    """
    said = _PERIOD.search("".join(plan_title(plan.head.title).split()))
    if said:
        return said.group()
    found = sorted(set(plan.head.years)) or ([plan.head.issued_on.year] if plan.head.issued_on else [])
    if not found:
        return ""
    return f"{found[0]}年" if len(found) == 1 else f"{found[0]}—{found[-1]}年"


def bureau(plan: PlanSnapshot, request: PrintRequest) -> str:
    """Return who issues the table, empty where the plan's name says it already."""
    name = plan_name(plan, request)
    issuers = [plan_title(issuer) for issuer in plan.head.issuers]
    is_told = all(_shortened(issuer) in _shortened(name) for issuer in issuers)
    return plan_title(request.bureau or "") or " ".join([] if is_told else issuers)


def _shortened(name: str) -> str:
    """Return a name as titles shorten it: 中共安澜市委员会教育工作委员会 is 安澜市委教育工委."""
    return name.replace("中共", "").replace("工作委员会", "工委").replace("委员会", "委")


def state_day(request: PrintRequest) -> date | None:
    """Return the day that the print stands for; a choice by status or by day is one of today if none is said."""
    return request.day if request.chosen.looks_at_states else request.as_of


def when(plan: PlanSnapshot, request: PrintRequest) -> str:
    """Return the day of the data (截至…), else the plan's own."""
    day, issued = state_day(request), plan.head.issued_on
    return f"截至{spoken_date(day)}" if day else spoken_date(issued) if issued else ""


def stage_mark(plan: PlanSnapshot, request: PrintRequest) -> str:
    """Return （征求意见稿） where the table is one and the plan's name does not say so."""
    mark = request.stage_mark if request.stage_mark is not None else STAGE_MARKS.get(plan.head.stage or "", "")
    mark = plan_title(mark).strip("（）()")
    return f"（{mark}）" if mark and mark not in plan_name(plan, request) else ""


def subtitle(plan: PlanSnapshot, request: PrintRequest, *counts: str) -> str:
    """Return the sub-title: from whom, when, which draft, which part, and `counts`."""
    parts = (bureau(plan, request), when(plan, request), stage_mark(plan, request), request.chosen.words(plan), *counts)
    return GAP.join(part for part in parts if part)


def state_title(plan: PlanSnapshot, request: PrintRequest, word: str) -> str:
    """Return the title of a document that tells a state: 2026年重点工作台账, or the clerk's, with `word` behind it."""
    own, year = plan_title(request.title or ""), years(plan)
    if own.endswith(_ENDINGS):
        return own
    return f"{year}重点{word}" if year and not own else f"{quoted(plan_name(plan, request))}{word}"


def state_subtitle(plan: PlanSnapshot, request: PrintRequest, *counts: str) -> str:
    """Return the sub-title of a document that tells a state: from whom, （截至…）, which part, and `counts`."""
    issuers = " ".join(plan_title(issuer) for issuer in plan.head.issuers)
    day = f"（截至{spoken_date(request.as_of)}）" if request.as_of else ""
    mark = plan_title(request.stage_mark or "").strip("（）()")
    parts = (
        plan_title(request.bureau or "") or issuers,
        day,
        f"（{mark}）" if mark else "",
        request.chosen.words(plan),
        *counts,
    )
    return GAP.join(part for part in parts if part)


def by_position(nodes: Sequence[PlanNode]) -> str:
    """Return the sentence for leads that were taken by their place among the units, nothing where all are stated."""
    assigned = [node for node in nodes if node.assignments]
    unstated = [node for node in assigned if any(not found.stated for found in node.assignments)]
    if not unstated:
        return ""
    return _ALL_BY_POSITION if len(unstated) == len(assigned) else _SOME_BY_POSITION


def numbered_notes(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return the notes below a table: 注：… for one sentence, numbered for several."""
    if len(sentences) < 2:
        return tuple(f"注：{sentence}" for sentence in sentences)
    return tuple(f"{'　　' if place else '注：'}{place + 1}．{text}" for place, text in enumerate(sentences))
