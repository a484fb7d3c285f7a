"""The words of `planner print`; what documents there are is asked of the reports only when the help is shown."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.cli.argument_values import count, day
from planner.cli.filter_arguments import add_filter
from planner.core.progress import Status
from planner.reports.profiles import PROFILES

Adder = Callable[..., None]
Later = Callable[[str, str], Callable[..., int]]

SIZES = {"小四": 12.0, "五号": 10.5, "小五": 9.0}
FORMATS = ("pdf", "xlsx", "docx", "txt")
_DEPTHS = {"title": "标题", "first": "首句", "full": "全文"}


def add_print(commands: Any, later: Later, add_json: Adder, add_store: Adder) -> None:
    """Add `planner print`."""
    text = "打印成 PDF、Excel 或 Word 文件"
    parser = commands.add_parser("print", help=text, description="把计划打印成 PDF、Excel 或 Word 文件。")
    parser.afterword = _documents
    parser.add_argument("plan", metavar="PLAN|FILE", help="计划的编号或标题中的几个字；给出文件时不存入，直接打印")
    _add_what(parser)
    _add_pages(parser.add_argument_group("纸张和字"))
    _add_words(parser.add_argument_group("标题和文字"))
    _add_filter(parser.add_argument_group("只印一部分"))
    _add_own(parser.add_argument_group("个别报表的选择"))
    add_json(parser, errors_only=True)
    add_store(parser)
    parser.set_defaults(command=later("print_command", "run"))


def _add_what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--report", default="breakdown", metavar="NAME", help="打印什么，见下面；省略时为 breakdown")
    parser.add_argument(
        "--format",
        type=_formats,
        metavar="格式",
        help="pdf、xlsx、docx、txt；省略时看 --out 的文件名，再不然用报表的第一种；--each-unit 时可写几种：pdf,xlsx",
    )
    parser.add_argument(
        "--out", type=Path, metavar="PATH", help="写到哪里；省略或给出文件夹时自动取名，不覆盖；txt 省略时显示出来"
    )
    parser.add_argument("--each-unit", action="store_true", help="每个单位（或每份材料）一个文件，放进一个文件夹")
    parser.add_argument("--layout", default="", metavar="版式", help="版式，见下面；省略时为报表的第一种")
    parser.add_argument("--depth", choices=list(_DEPTHS), help="任务写到：title 标题、first 首句、full 全文")


def _add_pages(parser: argparse._ArgumentGroup) -> None:
    parser.add_argument(
        "--profile",
        choices=list(PROFILES),
        help="纸张：P1 A4横、P2 公文附件横、P3 公文附件竖、P4 A3横、P5 A4竖；省略时随版式",
    )
    parser.add_argument("--size", choices=list(SIZES), help="表内字号，省略时为小四")
    parser.add_argument("--fit", type=count, metavar="N", help="排进 N 页以内：依次减少文字、缩小字号，不小于小五")
    parser.add_argument("--numbering", choices=["of", "dash"], help="页码：of 第n页共m页，dash — n —；P2、P3 总是后者")
    parser.add_argument("--first-page", type=count, metavar="N", help="第一页的页码")
    parser.add_argument("--attachment", default="", metavar="字样", help="左上角的附件字样，如 附件2")
    parser.add_argument("--odd-starts", action="store_true", help="每张表从单页开始，便于双面打印后分发")
    parser.add_argument("--no-continued", action="store_true", help="转页时不再写部分标题（续）")
    parser.add_argument("--no-again", action="store_true", help="一项跨页时，下页不再写序号和单位")
    parser.add_argument("--no-shade", action="store_true", help="表头不要灰底")
    parser.add_argument(
        "--chinese-digits",
        action="store_true",
        help="数字、字母用所在的中文字体，不用 Times New Roman（Excel 总是前者）",
    )
    parser.add_argument("--bundled-fonts", action="store_true", help="只用程序自带的字体，各台电脑结果相同")


def _add_words(parser: argparse._ArgumentGroup) -> None:
    parser.add_argument("--title", metavar="标题", help="表的标题（以“表”“单”等结尾），或计划的名称；省略时由计划得出")
    parser.add_argument("--word", default="", metavar="名称", help="表叫什么，如 任务分工表、责任清单")
    parser.add_argument("--bureau", metavar="单位", help="副标题中的单位名称，省略时为发文单位")
    parser.add_argument("--stage-mark", metavar="字样", help="副标题中的版本字样，如 征求意见稿、讨论稿")
    parser.add_argument("--as-of", type=day, metavar="日期", help="截至哪一天，如 2026-03-31；台账、汇总等省略时为今天")


def _add_filter(parser: argparse._ArgumentGroup) -> None:
    parser.add_argument(
        "--unit",
        nargs="+",
        action="extend",
        default=[],
        metavar="单位",
        help="这些单位的清单、督办单；其他报表只列它们牵头或配合的任务；可写几个",
    )
    parser.add_argument("--role", choices=["lead", "partner"], help="只列 --unit 牵头（lead）或配合（partner）的任务")
    parser.add_argument(
        "--section",
        nargs="+",
        action="extend",
        default=[],
        metavar="部分",
        help="只列这些部分：编号（如 二、）或标题中的几个字",
    )
    parser.add_argument(
        "--status",
        nargs="+",
        action="extend",
        default=[],
        metavar="状态",
        help=f"只列这些状态：{'、'.join(Status)}",
    )
    parser.add_argument("--due-by", type=day, metavar="日期", help="只列这一天前到期、还没有完成的任务")
    add_filter(parser.add_argument)


def _add_own(parser: argparse._ArgumentGroup) -> None:
    """Add what only some documents know; which, the reports say themselves."""
    add = parser.add_argument
    add("--order", default="", metavar="次序", help="行的次序，可选的见下面")
    add("--by", default="", metavar="按什么", help="按什么统计、按什么出单，可选的见下面")
    add("--only", default="", metavar="哪些", help="只出台账中的哪些，可选的见下面")
    add("--period", default="", metavar="期间", help="到期任务清单的期间，可选的见下面，或 2031-06 这样的月份")
    add("--spelling", default="", metavar="写法", help="单位的写法：short 简称、full 全称；省略时按原文")
    add("--since", type=day, metavar="日期", help="销号清单、未报送单位从哪一天算起")
    add("--quarters", action="store_true", help="台账的进展分四个季度")
    add("--with-inherited", action="store_true", help="本条已写明单位的，也印统一规定（如“以下任务均由…”）的单位")
    add("--joined", action="store_true", help="上下相同的格子合并")
    add("--one-a-line", action="store_true", help="单位一行一个")
    add("--in-words", action="store_true", help="矩阵用“牵”“配”代替 ● ○")
    add("--template", metavar="NAME|FILE", help="检查清单的模板：名称或文件")
    add(
        "--meeting",
        nargs="+",
        action="extend",
        type=_pair,
        default=[],
        metavar="名称=内容",
        help="检查清单的表头，如 会议名称=全县教育工作会 地点=一楼会议室",
    )
    add("--copies", type=count, default=1, metavar="N", help="会议材料中责任分解表的份数")
    add("--contact", default="", metavar="联系人", help="任务清单下方的联系人和电话")
    add("--marks", default="", metavar="规则", help="把统计汇总表改为考核计分表，如 '牵头2 配合1 提前0.5 逾期1'")
    add("--against", metavar="PLAN|FILE", help="版本对照表中原来的计划；省略时为计划的上一个版本")
    add(
        "--also",
        nargs="+",
        action="extend",
        default=[],
        metavar="PLAN|FILE",
        help="单位任务清单、到期任务清单、会议材料、数据表等同时列出的其他计划；all 为其余全部计划",
    )


def _documents() -> str:
    """Return the printed documents with their choices, as the end of the help."""
    from planner.reports.catalog import REPORTS

    lines = ["可以打印的（--report）："]
    width = max(map(len, REPORTS))
    for report in REPORTS.values():
        papers = dict.fromkeys(name for layout in report.layouts for name in layout.profiles)
        lines.append(f"  {report.name:<{width}}  {report.title}（{'、'.join(report.formats)}；{'、'.join(papers)}）")
        indent = " " * (width + 4)
        if len(report.layouts) > 1:
            lines.append(f"{indent}--layout {'、'.join(layout.name for layout in report.layouts)}")
        if report.depths:
            lines.append(f"{indent}--depth {'、'.join(f'{name} {_DEPTHS[name]}' for name in report.depths)}")
        for choice in report.choices:
            values = "、".join(f"{word} {label}" if word else label for word, label in choice.values)
            lines.append(f"{indent}--{choice.name} {values}")
        if report.is_folder:
            lines.append(f"{indent}--each-unit")
    return "\n".join(lines)


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in re.split("[,，、]", text) if part.strip()))
    for part in wanted:
        if part not in FORMATS:
            raise argparse.ArgumentTypeError(f"没有“{part}”这种格式，可选：{'、'.join(FORMATS)}")
    if not wanted:
        raise argparse.ArgumentTypeError(f"后面要写一种格式：{'、'.join(FORMATS)}")
    return wanted


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.replace("＝", "=", 1).partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"“{text}”要写成 名称=内容")
    return name.strip(), value.strip()
