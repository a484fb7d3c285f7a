"""Run one command: the only place of the command line that catches errors."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from planner.cli.arguments import build_parser
from planner.cli.console import Console
from planner.core.errors import PlannerError
from planner.core.fault_report import fault_report
from planner.core.logfile import start_log

_PROGRAM_FAULT = 1
_INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit status; never raises for what a user can cause."""
    console = Console.standard()
    try:
        options = build_parser().parse_args(arguments)
    except PlannerError as error:
        if any(argument.startswith("--json") for argument in arguments):
            console.json_target = "-"
        console.report(error)
        return error.exit_status
    except SystemExit as stop:  # --help and --version
        return int(stop.code or 0)
    console.json_target = getattr(options, "json", None)
    return run_guarded(options, console)


def run_guarded(options: argparse.Namespace, console: Console) -> int:
    """Run the command of `options`, turning every error into a message and an exit status."""
    try:
        status: int = options.command(options, console)
        console.flush()
    except PlannerError as error:
        console.report(error)
        return error.exit_status
    except KeyboardInterrupt:
        console.say("已停止，没有留下做了一半的内容。")
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader went away (planner list | head): nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        log = start_log()
        logging.getLogger(__name__).error("a command failed\n%s", fault_report(error))
        console.say(f"程序出错了，没有改动任何数据。错误记录在：{log}")
        return _PROGRAM_FAULT
    return status
