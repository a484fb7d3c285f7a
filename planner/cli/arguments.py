"""The words of the command line: one parser, with its help and its complaints in Chinese."""

import argparse
import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from planner import __version__
from planner.cli.backup_arguments import add_backup
from planner.cli.compare_arguments import add_compare
from planner.cli.console import Console
from planner.cli.filter_arguments import add_filter
from planner.cli.follow_arguments import add_due, add_history, add_progress
from planner.cli.pack_arguments import add_pack
from planner.cli.print_arguments import add_print
from planner.cli.round_arguments import add_round
from planner.cli.settings_arguments import add_settings
from planner.cli.unit_arguments import add_assign, add_units
from planner.core.errors import UsageError

# argparse words its complaints in English only; these are all the forms it has for what our parser uses.
_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少 \1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识 \1"),
    (re.compile(r"argument (\S+): invalid choice: '?([^']*?)'? \(choose from (.+)\)"), r"\1 不能是“\2”，可选：\3"),
    (re.compile(r"argument (\S+): expected (?:one|at least one) argument"), r"\1 后面要有一个值"),
    (re.compile(r"argument (\S+): invalid \S+ value: '(.*)'"), r"\1 的值“\2”不对"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"\1 不能与 \2 同时使用"),
    (re.compile(r"argument (\S+): (.+)"), r"\1：\2"),
)


class ChineseFormatter(argparse.HelpFormatter):
    """Help with Chinese headings, its two columns wide enough for Chinese words."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=100)

    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        """Put 用法 before the usage line."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Keep the lines of a text that has several."""
        return text if "\n" in text else super()._fill_text(text, width, indent)


class ChineseParser(argparse.ArgumentParser):
    """A parser that explains itself in Chinese and raises `UsageError` instead of leaving the process."""

    afterword: Callable[[], str] | None = None
    """What stands at the end of the help, where finding it out takes time."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=ChineseFormatter, **options)  # type: ignore[arg-type]
        self._positionals.title = "要给出的"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def format_help(self) -> str:
        """Return the help with what stands at its end."""
        if self.afterword is not None:
            self.epilog = self.afterword()
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise the complaint as a sentence with the way out."""
        complaint = message
        for pattern, replacement in _COMPLAINTS:
            if pattern.fullmatch(message):
                complaint = _unquoted(pattern.sub(replacement, message))
                break
        raise UsageError(f"命令的写法不对：{complaint}。", f"用 {self.prog} --help 查看写法。", code="USAGE")


def _unquoted(complaint: str) -> str:
    """Return a complaint with the choices as words: Python before 3.12 puts each in quotes."""
    head, choices, listed = complaint.partition("可选：")
    return head + choices + "、".join(part.strip().strip("'") for part in listed.split(",")) if choices else complaint


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `command` to the function that does it."""
    parser = ChineseParser(prog="planner", description="把工作要点变成责任分解表。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"planner {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=ChineseParser)
    _add_import(commands)
    _add_list(commands)
    _add_show(commands)
    add_units(commands, _later, _add_json, _add_store)
    add_assign(commands, _later, _add_store)
    add_progress(commands, _later, _add_json, _add_store)
    add_due(commands, _later, _add_json, _add_store)
    add_history(commands, _later, _add_json, _add_store)
    add_round(commands, _later, _add_json, _add_store)
    add_print(commands, _later, _add_json, _add_store)
    add_compare(commands, _later, _add_json, _add_store)
    add_pack(commands, _later, _add_json, _add_store)
    add_backup(commands, _later, _add_json, _add_store)
    add_settings(commands, _later, _add_json, _add_store)
    _add_doctor(commands)
    return parser


def _later(module: str, function: str) -> Callable[[argparse.Namespace, Console], int]:
    """Return a command whose module is imported when it runs: `planner list` needs no importer."""

    def command(options: argparse.Namespace, console: Console) -> int:
        found = getattr(importlib.import_module(f"planner.cli.{module}"), function)
        status: int = found(options, console)
        return status

    return command


def _add_import(commands: "argparse._SubParsersAction[ChineseParser]") -> None:
    parser = commands.add_parser("import", help="读入计划文件并存入", description="读入计划文件并存入。")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="计划文件（txt、docx、pdf、xlsx、网页等）；- 表示从标准输入读"
    )
    parser.add_argument("--stage", choices=["draft", "final"], help="标为征求意见稿（draft）或正式稿（final）")
    roles = parser.add_mutually_exclusive_group()
    roles.add_argument("--first-leads", action="store_true", help="未分牵头、配合时，排首位的牵头（默认）")
    roles.add_argument("--all-lead", action="store_true", help="未分牵头、配合时，全部作为牵头")
    parser.add_argument(
        "--columns",
        metavar="名=字段,…",
        help="指定表格各列是什么，如 工作安排=任务,主抓=牵头；"
        "字段：序号、类别、任务、内容、牵头、配合、责任、责任人、时限、目标、状态、其他",
    )
    parser.add_argument(
        "--again",
        choices=["new", "version", "skip"],
        help="计划已经有了时：new 另存一份，version 存为新版本（沿用单位和修改），skip 不存；省略时相同的不再存",
    )
    parser.add_argument("--dry-run", action="store_true", help="只读不存")
    _add_json(parser)
    _add_store(parser)
    parser.set_defaults(command=_later("import_command", "run"))


def _add_list(commands: "argparse._SubParsersAction[ChineseParser]") -> None:
    parser = commands.add_parser("list", help="列出全部计划", description="列出全部计划。")
    _add_json(parser)
    _add_store(parser)
    parser.set_defaults(command=_later("show_command", "run_list"))


def _add_show(commands: "argparse._SubParsersAction[ChineseParser]") -> None:
    parser = commands.add_parser("show", help="显示一份计划", description="以目录树显示一份计划和各项任务的单位。")
    parser.add_argument("plan", metavar="PLAN", help="计划的编号（见 planner list），或标题中独有的几个字")
    parser.add_argument("--unit", metavar="单位", help="只显示这个单位牵头或配合的任务")
    parser.add_argument("--status", metavar="状态", help="只显示今天处于这种状态的任务，如 滞后；几种用“、”隔开")
    parser.add_argument(
        "--checks", action="store_true", help="不列任务，只列检查出的问题：没有牵头、既牵头又配合、单位已停用等"
    )
    add_filter(parser.add_argument_group("只列一部分").add_argument)
    _add_json(parser)
    _add_store(parser)
    parser.set_defaults(command=_later("show_command", "run_show"))


def _add_doctor(commands: "argparse._SubParsersAction[ChineseParser]") -> None:
    parser = commands.add_parser(
        "doctor", help="检查程序能否正常工作", description="检查版本、路径、字体、数据，并试打一页。"
    )
    parser.add_argument(
        "--self-test",
        type=Path,
        metavar="FOLDER",
        help="在一个空文件夹里把全部主要工作做一遍：读入、存入、打印、备份、打开窗口；不动您的数据",
    )
    parser.add_argument("--offscreen", action="store_true", help="自检时不显示窗口，用于没有屏幕的电脑")
    _add_json(parser)
    _add_store(parser)
    parser.set_defaults(command=_later("doctor_command", "run"))


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", type=Path, metavar="PATH", help="数据文件，省略时用个人数据文件夹中的那一份")


def _add_json(parser: argparse.ArgumentParser, *, errors_only: bool = False) -> None:
    what = "失败时把原因以 JSON 写出" if errors_only else "把结果以 JSON 写到文件，- 为标准输出"
    parser.add_argument("--json", metavar="PATH|-", help=what)
