"""The words of `planner progress`, `planner due` and `planner history`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.cli.argument_values import day, days, percent

Adder = Callable[[Any], None]
Later = Callable[[str, str], Callable[..., int]]


def add_progress(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner progress`."""
    text = "登记一项任务的状态和进展；不写内容时显示已登记的"
    parser: argparse.ArgumentParser = commands.add_parser("progress", help=text, description=f"{text}。")
    parser.add_argument("plan", metavar="PLAN", help="计划的编号（见 planner list），或标题中独有的几个字")
    parser.add_argument("item", metavar="ITEM", help="任务的序号，或原文中独有的编号")
    parser.add_argument("--status", metavar="状态", help="未启动、推进中、已完成、滞后、长期坚持、申请延期、暂缓")
    parser.add_argument("--percent", metavar="N", type=percent, help="进度，0 到 100")
    parser.add_argument("--text", metavar="文字", default="", help="进展情况")
    parser.add_argument("--difficulty", metavar="文字", default="", help="存在问题")
    parser.add_argument("--next", metavar="文字", default="", dest="next_step", help="下一步打算")
    parser.add_argument("--by", metavar="报送人", default="", dest="reporter", help="由谁报送")
    parser.add_argument("--unit", metavar="单位", help="配合单位单独报送的进展（不改变任务的状态）")
    parser.add_argument("--period", metavar="期次", default="", help="属于哪一期，如 第一季度")
    parser.add_argument("--on", metavar="日期", type=day, help="截至哪一天，如 2026-03-31；省略时为今天")
    parser.set_defaults(command=later("progress_command", "run"))
    add_json(parser)
    add_store(parser)


def add_due(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner due`."""
    text = "列出各份计划中逾期和快到期的任务，连同有日期的举措"
    parser: argparse.ArgumentParser = commands.add_parser("due", help=text, description=f"{text}，逾期的在前。")
    parser.add_argument("--within", metavar="天数", type=days, default=30, help="多少天内到期的，省略时为 30 天")
    parser.add_argument(
        "--period",
        metavar="期间",
        help="只列一个期间的：late 已逾期、week 本周、month 本月、quarter 本季度、term 本学期、year 全年，或 2031-06",
    )
    parser.add_argument("--unit", metavar="单位", help="只列这个单位牵头或配合的任务")
    parser.add_argument("--as-of", metavar="日期", type=day, help="按哪一天算，省略时为今天")
    parser.set_defaults(command=later("due_command", "run"))
    add_json(parser)
    add_store(parser)


def add_history(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner history`."""
    text = "列出一份计划的每一步修改，或一项任务改过什么、谁改的"
    parser: argparse.ArgumentParser = commands.add_parser("history", help=text, description=f"{text}，后改的在前。")
    parser.add_argument("plan", metavar="PLAN", help="计划的编号（见 planner list），或标题中独有的几个字")
    parser.add_argument("item", metavar="ITEM", nargs="?", help="任务的序号，或原文中独有的编号；省略时列整份计划的")
    parser.add_argument("--out", metavar="FILE", type=Path, help="写成文件：.csv 或 .xlsx")
    parser.set_defaults(command=later("history_command", "run"))
    add_json(parser)
    add_store(parser)
