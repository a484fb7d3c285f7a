"""What is due as a text for the QQ or WeChat group: short lines without a table."""

from collections.abc import Sequence
from datetime import date

from planner.core.agenda import DueLine, Part, Stretch, by_lead, far_words
from planner.core.labels import numbered

_NOBODY = "未明确牵头单位"


def due_words(lines: Sequence[DueLine], wanted: Stretch, day: date, *, by_unit: bool = False) -> str:
    """Return the text: a head with the count, then a line each, by day or below the units that lead."""
    late = sum(line.is_late for line in lines)
    counts = f"共{len(lines)}项" + (f"，其中已逾期{late}项" if late and not wanted.is_late else "")
    head = "已逾期的任务" if wanted.is_late else f"{wanted.words}到期的任务"
    out = [f"【{head}】截至{day.month}月{day.day}日，{counts}："]
    several = len({line.plan.plan_id for line in lines}) > 1
    if by_unit:
        for name, of_unit in by_lead(lines, _NOBODY):
            out.append(f"▶ {name}（{len(of_unit)}项）")
            out += [_line(line, place, day, several=several, names=False) for place, line in enumerate(of_unit, 1)]
    else:
        out += [_line(line, place, day, several=several, names=True) for place, line in enumerate(lines, 1)]
    if any(line.is_open for line in lines):
        out.append("请各牵头单位抓紧办理，及时报送进展。")
    return "\n".join(out)


def _line(line: DueLine, place: int, day: date, *, several: bool, names: bool) -> str:
    year = f"{line.due_on.year}年" if line.due_on.year != day.year else ""
    when = f"{year}{line.due_on.month}月{line.due_on.day}日"
    title = "".join(line.node.title.split()) or numbered(line.item.number, line.item.title)
    of_item = f"（{line.item.title}）" if line.part is Part.STEP else ""
    units = "、".join(dict.fromkeys(found.unit.name for found in (line.node.leads or line.item.leads)))
    far = far_words(line.due_on, day).replace(" ", "") if line.is_open and line.part is not Part.STAGE else ""
    plan = (line.plan.head.title or line.plan.source.name).strip("《》")
    number = line.item.number.strip(" 　.．、")
    told = [
        units if names else "",
        far or line.state.word,
        f"《{plan}》{f'第{number}条' if number.isdecimal() else ''}" if several else "",
    ]
    return f"{place}．{when}　{title}{of_item}（{'；'.join(filter(None, told))}）"
