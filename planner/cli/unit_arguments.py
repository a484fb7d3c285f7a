"""The words of `planner units` and `planner assign`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

Adder = Callable[[Any], None]
Later = Callable[[str, str], Callable[..., int]]


def add_units(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner units` with its own commands."""
    what = "单位名录：简称、全称、别名、群组，合并写法不同的同一单位"
    parser = commands.add_parser("units", help="单位名录", description=what)
    own = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=type(parser))

    def add(name: str, text: str, function: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = own.add_parser(name, help=text, description=f"{text}。")
        made.set_defaults(command=later("units_command", function))
        add_store(made)
        return made

    listed = add("list", "列出名录", "run_list")
    listed.add_argument("find", nargs="?", metavar="名称", help="只列出名称或拼音首字母相合的，如 jjk")
    add_json(listed)
    added = add("add", "添加单位", "run_add")
    added.add_argument("names", nargs="+", metavar="单位", help="单位的简称")
    added.add_argument("--kind", default="", metavar="类别", help="科室、直属单位、学校、县区、外单位、群组")
    alias = add("alias", "给单位添加别名，以后导入时按同一单位读取", "run_alias")
    alias.add_argument("unit", metavar="单位", help="名录中的单位")
    alias.add_argument("aliases", nargs="+", metavar="别名", help="同一单位的其他写法")
    alias.add_argument("--plan", metavar="PLAN", help="只在这份计划里有效")
    alias.add_argument("--remove", action="store_true", help="去掉这个别名")
    merged = add("merge", "把几个单位合并成一个；不写单位时列出可能相同的", "run_merge")
    merged.add_argument("units", nargs="*", metavar="单位", help="先写留下的单位，再写并入它的单位")
    group = add("group", "确定群组（如 各科室）包括哪些单位；不写成员时显示现有的", "run_group")
    group.add_argument("group", metavar="群组", help="名录中的群组")
    group.add_argument("members", nargs="*", metavar="成员", help="依次写出成员")
    group.add_argument("--plan", metavar="PLAN", help="只在这份计划里有效；省略时各计划通用")
    group.add_argument("--clear", action="store_true", help="不再限定成员")
    taken = add("import", "从表格或文本导入名录", "run_import")
    taken.add_argument("file", metavar="FILE", help="有“简称”一栏的表格（xlsx、csv 等），或每行一个名称的文本")
    written = add("export", "导出名录", "run_export")
    written.add_argument("--out", type=Path, metavar="PATH", help="写到哪个 csv 文件；省略时显示出来")


def add_assign(commands: Any, later: Later, add_store: Adder) -> None:
    """Add `planner assign`."""
    text = "给一项任务确定牵头、配合单位，领导、责任人和时限"
    parser = commands.add_parser("assign", help=text, description=f"{text}。没有写到的不变。")
    parser.add_argument("plan", metavar="PLAN", help="计划的编号（见 planner list），或标题中独有的几个字")
    parser.add_argument("item", metavar="ITEM", help="任务的序号，或原文中独有的编号")
    parser.add_argument("--lead", nargs="+", metavar="单位", help="牵头单位，依次写出；空引号表示没有")
    parser.add_argument("--partner", nargs="+", metavar="单位", help="配合单位，依次写出；空引号表示没有")
    parser.add_argument("--leader", nargs="+", metavar="姓名", help="牵头领导，依次写出；空引号表示没有")
    parser.add_argument("--person", nargs="+", metavar="姓名", help="责任人，依次写出；空引号表示没有")
    parser.add_argument("--deadline", metavar="时限", help="完成时限的文字，如 6月底前；空引号表示没有")
    parser.add_argument("--due", metavar="日期", help="截止日，如 2026-06-30，代替由时限文字算出的；空引号表示按文字算")
    parser.set_defaults(command=later("assign_command", "run"))
    add_store(parser)
