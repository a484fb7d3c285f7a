"""The words of `planner pack` and `planner unpack`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

Adder = Callable[..., None]
Later = Callable[[str, str], Callable[..., int]]


def add_pack(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add both commands."""
    text = "把一份计划打包成一个文件，带到别的电脑"
    parser: argparse.ArgumentParser = commands.add_parser(
        "pack", help=text, description=f"{text}：任务、分工、进展、目标、单位和原文都在里面。"
    )
    parser.add_argument("plan", metavar="PLAN", help="计划的编号（见 planner list），或标题中独有的几个字")
    parser.add_argument("--out", type=Path, metavar="FILE.zip", help="写到哪里；省略或给出文件夹时自动取名，不覆盖")
    parser.set_defaults(command=later("pack_command", "run_pack"))
    add_json(parser, errors_only=True)
    add_store(parser)
    text = "从数据包中取出计划，单位与本机名录对应"
    parser = commands.add_parser("unpack", help=text, description=f"{text}；名录里没有的单位加在最后。")
    parser.add_argument("file", type=Path, metavar="FILE.zip", help="用 planner pack 打包的文件")
    parser.add_argument(
        "--again",
        choices=["new", "version", "skip"],
        help="计划已经有了时：new 另存一份，version 存为新版本，skip 不存（默认）",
    )
    parser.add_argument("--dry-run", action="store_true", help="只看里面有什么，不存")
    parser.set_defaults(command=later("pack_command", "run_unpack"))
    add_json(parser)
    add_store(parser)
