"""The words of `planner round`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.cli.argument_values import day

FORMATS = ("pdf", "xlsx", "docx")

Adder = Callable[..., None]
Later = Callable[[str, str], Callable[..., int]]


def add_round(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner round` with its four commands."""
    text = "发出填报表，收回并合并，查看谁还没有报"
    parser: argparse.ArgumentParser = commands.add_parser("round", help=text, description=f"{text}。")
    parts = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=type(parser))
    for add in (_add_new, _add_send, _add_collect, _add_status):
        one = add(parts, later)
        add_json(one)
        add_store(one)


def _add_new(parts: Any, later: Later) -> argparse.ArgumentParser:
    parser = _part(parts, "new", "开始一轮填报")
    _add_plan(parser)
    parser.add_argument("name", metavar="期次", help="这一轮叫什么，如 2026年3月")
    parser.add_argument("--due", type=day, metavar="日期", help="请各单位在哪一天前报送，如 2026-03-25")
    parser.add_argument(
        "--unit", nargs="+", action="extend", default=[], metavar="单位", help="只请这些单位填报；省略时为全部"
    )
    parser.add_argument("--with-partners", action="store_true", help="配合的任务也填报；省略时只填牵头的任务")
    parser.set_defaults(command=later("round_command", "run_new"))
    return parser


def _add_send(parts: Any, later: Later) -> argparse.ArgumentParser:
    parser = _part(parts, "send", "写出一轮的填报表：一个文件夹，每个单位一份清单和一份填报表")
    _add_plan(parser)
    _add_name(parser)
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="写到哪个文件夹里；省略时为当前文件夹")
    parser.add_argument("--contact", default="", metavar="联系人", help="填报表上写的联系人和电话")
    parser.add_argument("--on", type=day, metavar="日期", help="按哪一天的进展预填，省略时为今天")
    parser.add_argument("--bundled-fonts", action="store_true", help="只用程序自带的字体，各台电脑结果相同")
    parser.set_defaults(command=later("round_command", "run_send"))
    return parser


def _add_collect(parts: Any, later: Later) -> argparse.ArgumentParser:
    parser = _part(parts, "collect", "合并收回的填报表：没有疑问的写入，有疑问的列出")
    parser.add_argument("files", nargs="+", type=Path, metavar="FOLDER|FILE", help="收回的文件，或放着它们的文件夹")
    parser.add_argument("--plan", metavar="PLAN", help="哪份计划；省略时按填报表的编号找")
    _add_name(parser)
    parser.add_argument("--all", action="store_true", help="有疑问的也写入（读不懂的除外）")
    parser.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    parser.add_argument("--on", type=day, metavar="日期", help="哪一天收到的，省略时为今天")
    _add_out(parser, "把合并结果写成文件")
    parser.set_defaults(command=later("round_command", "run_collect"))
    return parser


def _add_status(parts: Any, later: Later) -> argparse.ArgumentParser:
    parser = _part(parts, "status", "谁已经报送，谁还没有报")
    _add_plan(parser)
    _add_name(parser)
    parser.add_argument("--missing", action="store_true", help="只列没有报送的单位")
    parser.add_argument("--text", action="store_true", help="写成可以发到群里的一段话")
    parser.add_argument("--as-of", type=day, metavar="日期", help="按哪一天算，省略时为今天")
    _add_out(parser, "写成可以打印的名单")
    parser.set_defaults(command=later("round_command", "run_status"))
    return parser


def _part(parts: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parts.add_parser(name, help=text, description=f"{text}。")
    return parser


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="计划的编号（见 planner list），或标题中独有的几个字")


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--round", metavar="期次", help="哪一轮；省略时为最近的一轮")


def _add_out(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--out", type=Path, metavar="PATH", help=f"{what}（pdf、xlsx 或 docx）；给出文件夹时自动取名")
