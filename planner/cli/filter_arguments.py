"""The options by which `planner show` and `planner print` take a part of the items, beside those of their own."""

import argparse
from collections.abc import Callable
from pathlib import Path

from planner.cli.argument_values import day
from planner.cli.stores import open_store
from planner.core.errors import UsageError
from planner.core.filtering import LIGHT_WORDS, ItemFilter
from planner.core.progress import StatusGroup
from planner.core.snapshot import PlanSnapshot
from planner.core.traits import THIS_MONTH, Gap, Reach
from planner.core.views import USUAL_VIEWS, View

GROUPS = {group.value: group for group in StatusGroup}
LIGHTS = {words[0]: light for light, words in LIGHT_WORDS.items()}
GAPS = {gap.value: gap for gap in Gap}
REACHES = {"全部": Reach.ALL, "指名": Reach.NAMED, "群组": Reach.GROUP}


def add_filter(add: Callable[..., object]) -> None:
    """Add the options; `add` is that of a parser or of a group of it."""
    several = {"nargs": "+", "action": "extend", "default": []}
    add("--text", default="", metavar="文字", help="只列含有这些字的任务，几个词用空格隔开；标题和单位可写拼音首字母")
    add("--reach", choices=list(REACHES), default="全部", help="--unit 的单位：指名（不含群组）、群组（只经群组）")
    counted = "只列归入这一类的任务：未启动、推进中、已完成、滞后（含逾期）、单列，或计划自己的叫法"
    add("--counted", metavar="类别", help=counted, **several)
    add("--light", choices=list(LIGHTS), help="只列亮这种灯的任务", **several)
    add("--month", type=_month, metavar="月份", help="只列这些月到期的任务：9、10月 或 本月", **several)
    add("--due-from", type=day, metavar="日期", help="只列这一天起到期的任务")
    add("--leader", metavar="领导", help="只列这些领导负责的任务", **several)
    add("--lacking", choices=list(GAPS), help="只列这样的任务", **several)
    add("--view", metavar="视图", help="按存下的视图列；自带的有：" + "、".join(view.name for view in USUAL_VIEWS))


def more_wanted(options: argparse.Namespace, plan: PlanSnapshot, chosen: ItemFilter) -> ItemFilter:
    """Return the filter with what these options add to it; raises `UsageError` for a view that is not there."""
    known = named_view(options.view, options.store).filter_for(plan) if options.view else ItemFilter()
    own = {
        "text": options.text.strip(),
        "reach": REACHES[options.reach],
        "groups": tuple(dict.fromkeys(_group(word, plan) for word in options.counted)),
        "lights": tuple(dict.fromkeys(LIGHTS[word] for word in options.light)),
        "months": tuple(dict.fromkeys(options.month)),
        "due_from": options.due_from,
        "leaders": tuple(dict.fromkeys(options.leader)),
        "gaps": tuple(dict.fromkeys(GAPS[word] for word in options.lacking)),
    }
    said = {name: getattr(chosen, name) for name in ("units", "role", "sections", "statuses", "due_by")} | own
    usual = ItemFilter()
    return known.having(**{name: value for name, value in said.items() if value != getattr(usual, name)})


def named_view(name: str, store: Path | None) -> View:
    """Return the view of that name, the program's own or one of the store."""
    wanted = " ".join(name.split())
    found = next((view for view in USUAL_VIEWS if view.name == wanted), None)
    if found is not None:
        return found
    from planner.services.views import views

    opened = open_store(store, to_read=True)
    try:
        kept = opened.read(views)
    finally:
        opened.close()
    found = next((view for view in kept if view.name == wanted), None)
    if found is None:
        known = "、".join(view.name for view in (*USUAL_VIEWS, *kept))
        raise UsageError(f"没有叫“{name}”的视图。", f"可选的有：{known}。", code="UNKNOWN_CHOICE")
    return found


def _group(word: str, plan: PlanSnapshot) -> StatusGroup:
    """Return the counting group of that name, the plan's own or the usual one; raises `UsageError`."""
    own = {plan.customs.group_word(group): group for group in StatusGroup}
    found = own.get(word) or GROUPS.get(word)
    if found is None:
        raise UsageError(f"没有“{word}”这一类。", f"可选的有：{'、'.join(own)}。", code="UNKNOWN_CHOICE")
    return found


def _month(text: str) -> int:
    words = text.strip().removesuffix("份").removesuffix("月")
    if words == "本":
        return THIS_MONTH
    if not words.isdecimal() or not 1 <= int(words[:3]) <= 12:
        raise argparse.ArgumentTypeError(f"“{text}”要写成月份，如 9，或写 本月")
    return int(words)
