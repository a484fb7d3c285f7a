"""A crash inside a library leaves the way to it; a program that ends by itself, or is ended, leaves nothing to tell."""

import subprocess
import sys
from pathlib import Path

import pytest

from planner.core.crash_file import CrashFile, take_reports

ROOT = Path(__file__).parents[2]
CRASHES = """
import faulthandler, sys
from planner.core.crash_file import CrashFile
CrashFile().open()
def in_a_library():
    {how}
in_a_library()
"""


def end(how: str, home: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", CRASHES.format(how=how)],
        cwd=ROOT,
        env={"PLANNER_HOME": str(home), "PATH": "", "SYSTEMROOT": "C:\\Windows"},
        check=False,
        capture_output=True,
    )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path))
    return tmp_path


def test_a_crash_is_told_once(home: Path) -> None:
    end("faulthandler._sigsegv()", home)
    report = take_reports()
    assert "in_a_library" in report
    assert report.startswith("planner ")
    assert take_reports() == ""
    assert list((home / "logs").iterdir()) == []


def test_a_program_that_was_ended_from_outside_tells_nothing(home: Path) -> None:
    end("import os; os._exit(1)", home)
    assert take_reports() == ""
    assert list((home / "logs").iterdir()) == []


def test_the_file_of_a_program_that_runs_is_left_alone(home: Path) -> None:
    running = CrashFile()
    running.open()
    assert take_reports() == ""
    assert len(list((home / "logs").iterdir())) == 1
    running.close()
    assert list((home / "logs").iterdir()) == []


def test_where_no_log_can_be_written_the_program_goes_on(home: Path) -> None:
    (home / "logs").write_text("no folder", encoding="utf-8")
    crash_file = CrashFile()
    crash_file.open()
    crash_file.close()
    assert take_reports() == ""
