"""The words of `planner compare`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

FORMATS = ("pdf", "xlsx", "docx")

Adder = Callable[..., None]
Later = Callable[[str, str], Callable[..., int]]


def add_compare(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner compare`."""
    text = "对照两个版本的分工"
    parser = commands.add_parser(
        "compare", help=text, description=f"{text}：新增、删除、牵头、配合、时限、内容和序号的变化。"
    )
    parser.add_argument("old", metavar="OLD", help="原来的计划：编号、标题中的几个字，或文件")
    parser.add_argument("new", metavar="NEW", help="现在的计划：编号、标题中的几个字，或文件")
    parser.add_argument("--format", choices=FORMATS, help="写成版本对照表；省略时看 --out 的文件名，再不然只显示出来")
    parser.add_argument("--out", type=Path, metavar="PATH", help="写到哪里；省略或给出文件夹时自动取名，不覆盖")
    parser.add_argument("--only", choices=["content"], default="", help="content 不列仅序号变动的任务")
    parser.add_argument("--bundled-fonts", action="store_true", help="只用程序自带的字体，各台电脑结果相同")
    add_json(parser, errors_only=True)
    add_store(parser)
    parser.set_defaults(command=later("compare_command", "run"))
