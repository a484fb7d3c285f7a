"""`planner units …`: the register of units, from the command line."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from planner.cli.console import Console
from planner.cli.stores import find_plan, open_store, tell_backup
from planner.core.backups import Reason
from planner.core.errors import UsageError
from planner.core.handing_out import hand_out
from planner.core.unit_kinds import KIND_WORDS, kind_named
from planner.core.unit_names import split_names
from planner.core.vocabulary import UnitKind
from planner.importing import read_file
from planner.services import Store, UnitRecord, groups, likenesses, merging, unit_lists, unit_work, units
from planner.services.unit_search import UnitSearch

UNITS_FORMAT = "planner.units"
_Counts: TypeAlias = tuple[int, int, int]
_NOTHING: _Counts = (0, 0, 0)


def run_list(options: argparse.Namespace, console: Console) -> int:
    """Print a line per unit, or those that a name or its pinyin fits."""
    with open_store(options.store, to_read=True) as store:
        register, counts = store.units(), _counts(store)
    if options.find:
        register = tuple(found.unit for found in UnitSearch(register).find(options.find))
    if options.json is not None:
        listed = [_described(unit, register, counts.get(unit.unit_id, _NOTHING)) for unit in register]
        console.write_document({"format": UNITS_FORMAT, "version": 1, "units": listed}, options.json)
        return 0
    if not register:
        console.say("没有这样的单位。" if options.find else "名录还是空的。导入计划，或用 planner units add 添加单位。")
    for unit in register:
        console.show(_line(unit, counts.get(unit.unit_id, _NOTHING)))
    return 0


def run_add(options: argparse.Namespace, console: Console) -> int:
    """Add units to the register."""
    kind = _kind(options.kind)
    with open_store(options.store) as store:
        for name in options.names:
            store.write(f"添加单位“{name}”", partial(units.add_unit, name=name, kind=kind))
            console.show(f"已添加：{name}")
    return 0


def run_alias(options: argparse.Namespace, console: Console) -> int:
    """Add an alias to a unit, or take it away."""
    with open_store(options.store) as store:
        unit = find_unit(store, options.unit)
        plan_id = find_plan(store, options.plan) if options.plan else None
        for alias in options.aliases:
            step = units.remove_alias if options.remove else units.add_alias
            name = f"{'去掉' if options.remove else '添加'}别名“{alias}”"
            store.write(name, partial(step, unit_id=unit.unit_id, alias=alias, plan_id=plan_id))
            console.show(f"{unit.name}：已{name}")
    return 0


def run_merge(options: argparse.Namespace, console: Console) -> int:
    """Merge units into the first one; without names tell which may be one unit."""
    with open_store(options.store, to_read=not options.units) as store:
        if not options.units:
            _propose(store, console)
            return 0
        if len(options.units) < 2:
            raise UsageError("合并要给出两个单位。", "写法：planner units merge 留下的单位 并入的单位。", code="USAGE")
        for gone_name in options.units[1:]:
            gone = find_unit(store, gone_name)
            proposed = [found for found in store.likely_same() if found.gone_id == gone.unit_id]
            word = f"把“{gone.name}”并入“{options.units[0]}”"
            renaming = next(
                (found for found in proposed if (found.keep_id, found.keep) == (None, options.units[0])), None
            )
            if renaming is not None:  # a whole name that the register does not have yet
                store.write(word, partial(likenesses.accept, proposal=renaming), backup_first=Reason.MERGE)
            else:
                keep = find_unit(store, options.units[0])
                step = partial(merging.merge_units, keep_id=keep.unit_id, gone_id=gone.unit_id)
                store.write(word, step, backup_first=Reason.MERGE)
            console.show(f"已{word}（{gone.node_count} 处）")
        tell_backup(store, console)
    return 0


def run_group(options: argparse.Namespace, console: Console) -> int:
    """Fix the members of a group, or tell them."""
    members = [name for word in options.members for name in split_names(word)]
    is_asking = not members and not options.clear
    with open_store(options.store, to_read=is_asking) as store:
        group = find_unit(store, options.group)
        plan_id = find_plan(store, options.plan) if options.plan else None
        if not is_asking:
            store.write(
                f"确定“{group.name}”的成员",
                lambda session: groups.set_members(session, group.unit_id, members, plan_id),
            )
        register = store.units()
    names = {unit.unit_id: unit.name for unit in register}
    group = next(unit for unit in register if unit.unit_id == group.unit_id)
    listed = "、".join(names[member] for member in group.members_in(plan_id))
    console.show(f"{group.name}：{listed or '还没有确定成员'}")
    return 0


def run_import(options: argparse.Namespace, console: Console) -> int:
    """Take a list of units in."""
    entries = unit_lists.read_entries(read_file(Path(options.file)))
    remarks: list[str] = []
    with open_store(options.store) as store:
        before = len(store.units())
        step = lambda session: unit_lists.take_in(session, entries, remarks)  # noqa: E731
        store.write("导入单位名录", step, backup_first=Reason.IMPORT)
        tell_backup(store, console)
        added = len(store.units()) - before
    console.show(f"读入 {len(entries)} 个单位，其中 {added} 个是新的。")
    for remark in remarks:
        console.say(f"  {remark}")
    return 0


def run_export(options: argparse.Namespace, console: Console) -> int:
    """Write the register as comma-separated text, to a file or to standard output."""
    with open_store(options.store, to_read=True) as store:
        register = store.units()
    text = unit_lists.written(register)
    if options.out is None:
        console.show(text.rstrip("\n"))
        return 0
    hand_out(options.out, text.encode("utf-8-sig"))  # WPS and Excel take a text without the mark for GBK
    console.show(f"已写出 {len(register)} 个单位：{options.out}")
    return 0


def find_unit(store: Store, name: str) -> UnitRecord:
    """Return the unit of that name, full name or alias; raises `UsageError`."""
    search = UnitSearch(store.units())
    found = search.named(name)
    if found is None:
        near = "、".join(one.unit.name for one in search.find(name)[:3])
        hint = f"是不是：{near}？" if near else "用 planner units list 查看名录。"
        raise UsageError(f"名录里没有单位“{name}”。", hint, code="NO_UNIT")
    return found


def _kind(word: str) -> UnitKind:
    kind = kind_named(word)
    if kind is None:
        known = "、".join(filter(None, KIND_WORDS.values()))
        raise UsageError(f"不认识的类别“{word}”。", f"可以写：{known}。", code="USAGE")
    return kind


def _propose(store: Store, console: Console) -> None:
    proposals = store.likely_same()
    if not proposals:
        console.say("没有看起来相同的单位。")
    for found in proposals:
        keep = f"{found.keep_count} 处" if found.keep_id is not None else "名录里还没有"
        console.show(f"{found.keep}（{keep}）  {found.gone}（{found.gone_count} 处）  {found.reason}")
    if proposals:
        console.say("以上可能是同一单位，没有自动合并。合并：planner units merge 留下的单位 并入的单位")


def _counts(store: Store) -> dict[int, _Counts]:
    """Return how many items each unit leads, joins and has by a group, in the latest versions of all plans."""
    replaced = {plan.earlier_id for plan in store.plans()}
    found: dict[int, _Counts] = {}
    for one in store.read(unit_work.tallies):
        if one.plan_id not in replaced:
            leads, joins, by_group = found.get(one.unit_id, _NOTHING)
            found[one.unit_id] = (leads + one.leads, joins + one.joins, by_group + one.by_group)
    return found


def _line(unit: UnitRecord, counts: _Counts) -> str:
    leads, joins, by_group = counts
    words = [KIND_WORDS[unit.kind], unit.full_name, "又名 " + "、".join(unit.aliases) if unit.aliases else ""]
    through = f"，经群组 {by_group} 项" if by_group else ""
    words += [f"牵头 {leads} 项，配合 {joins} 项{through}", "已停用" if unit.is_retired else ""]
    return f"{unit.name}  {'  '.join(word for word in words if word)}"


def _described(unit: UnitRecord, register: Sequence[UnitRecord], counts: _Counts) -> dict[str, object]:
    names = {one.unit_id: one.name for one in register}
    return {
        "id": unit.unit_id,
        "name": unit.name,
        "full_name": unit.full_name,
        "kind": unit.kind.value or None,
        "aliases": list(unit.aliases),
        "leader": unit.leader,
        "contact": unit.contact,
        "phone": unit.phone,
        "retired": unit.is_retired,
        "leads": counts[0],
        "partners": counts[1],
        "by_group": counts[2],
        "plans": unit.plan_count,
        "members": [
            {"plan": listed.plan_id, "units": [names[member] for member in listed.unit_ids if member in names]}
            for listed in unit.members
        ],
    }
