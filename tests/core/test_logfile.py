"""The log turns at its size, keeps three files, holds no words and no places, and harms nobody who cannot write it."""

import logging
import os
from pathlib import Path

import pytest

from planner.core import logfile
from planner.core.fault_report import fault_report, without_places
from planner.core.logfile import KEPT_FILES, log_files, start_log, stop_log
from planner.core.paths import application_folder, log_folder

SECRET = "某某同志的名字"


@pytest.fixture
def log(monkeypatch):
    monkeypatch.setattr(logfile, "LIMIT_BYTES", 2_000)
    yield start_log()
    stop_log()


def write(count):
    for number in range(count):
        logging.getLogger("planner.test").warning("line %06d %s", number, "x" * 80)


def test_a_full_log_turns_and_three_files_stay(log):
    write(200)
    files = log_files()
    assert [path.name for path in files] == ["planner.log", "planner.log.1", "planner.log.2"]
    assert sorted(path.name for path in log_folder().iterdir()) == sorted(path.name for path in files)
    assert all(path.stat().st_size < 2_300 for path in files)
    assert "line 000199" in files[0].read_text(encoding="utf-8")
    assert len(files) == KEPT_FILES


def test_the_first_line_says_what_runs(log):
    write(1)
    first = log.read_text(encoding="utf-8").splitlines()[0]
    assert "planner" in first
    assert "Python" in first


def test_a_log_that_cannot_be_turned_goes_on(log, monkeypatch):
    def held(*_):
        raise PermissionError(13, "held by another")

    write(30)
    monkeypatch.setattr(Path, "replace", held)
    write(30)
    assert "line 000029" in log.read_text(encoding="utf-8")


def test_a_disk_that_is_full_costs_the_line_alone(log, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(28, "no space left")

    monkeypatch.setattr(logging.FileHandler, "_open", full)
    stop_log()
    start_log()
    write(3)
    assert capsys.readouterr().err == ""


def fail_with_words():
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(SECRET) from error


def test_a_report_has_the_way_and_the_causes_and_no_words_and_no_places():
    with pytest.raises(ValueError) as caught:
        fail_with_words()
    report = fault_report(caught.value)
    assert SECRET not in report
    assert report.index("KeyError") < report.index("\nValueError")
    assert "fail_with_words" in report
    assert str(application_folder()) not in report
    assert str(Path.home()) + "/" not in report


def test_places_are_cut_longest_first():
    inner = str(application_folder() / "planner")
    assert without_places(f"{inner} of {Path.home()}") == f"…{os.sep}planner of …"
