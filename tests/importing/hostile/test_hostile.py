"""Each file of the hostile set is answered as it must be, and leaves nothing behind (reliability.md R4, R5)."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from pathlib import Path

import pytest

from planner.core.errors import InputError
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_file
from tests.importing.hostile import (
    bad_packages,
    bad_pages,
    bad_sheets,
    bad_texts,
    odd,
    strangers,
)
from tests.importing.hostile.cases import ANY, CASES, GOOD, ITEMS, TEXT, UNITS, Case

GENERATORS = (bad_packages, bad_pages, bad_sheets, bad_texts, odd, strangers)
ODD = [case for case in CASES if case.verdicts == {GOOD}]
BAD = [case for case in CASES if GOOD not in case.verdicts]


@pytest.fixture
def private_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder in which whatever stays behind is seen."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_the_set_is_large_enough() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert len(BAD) >= 60
    assert len({case.kind for case in BAD}) >= 25
    assert len(ODD) >= 15


def told(error: InputError) -> str:
    assert error.message
    assert error.hint
    assert type(error) is not InputError
    return error.code


def verdict(path: Path) -> tuple[str, set[str]]:
    """Read a file as the program does; return the code or how much of the plan came, and the reservations."""
    try:
        source = read_file(path)
        plan = parse(source)
    except InputError as error:
        return told(error), set()
    titles = "".join(node.title for node in plan.nodes if node.kind is NodeKind.ITEM)
    units = {found.unit for node in plan.nodes for found in node.assignments}
    whole = all(title in titles for title in ITEMS) and set(UNITS) <= units
    return GOOD if whole else ANY, {fault.code for fault in plan.faults}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_file_gets_its_verdict(
    case: Case, tmp_path: Path, private_temp: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / case.name
    data = case.make()
    path.write_bytes(data)
    with caplog.at_level(logging.WARNING, "planner.importing.isolation"):
        found, reservations = verdict(path)
    assert found in case.verdicts | ({GOOD} if ANY in case.verdicts else set()), reservations
    assert case.remarks <= reservations
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(data).digest()
    assert list(private_temp.iterdir()) == []
    assert [record.getMessage() for record in caplog.records if "a reader failed" in record.getMessage()] == []


def test_a_good_file_is_read_after_bad_ones(tmp_path: Path, private_temp: Path) -> None:
    for case in CASES:
        if case.name in {"mirror.pdf", "deep.docx", "corner.xlsx"}:
            (tmp_path / case.name).write_bytes(case.make())
            verdict(tmp_path / case.name)
    path = tmp_path / "计划.docx"
    path.write_bytes(odd.docx())
    assert verdict(path)[0] == GOOD
    path.write_bytes(TEXT.encode())
    assert verdict(path)[0] == GOOD


def test_a_folder_and_nothing_are_told(tmp_path: Path) -> None:
    assert verdict(tmp_path)[0] == "WRONG_TYPE"
    assert verdict(tmp_path / "无.docx")[0] == "NO_FILE"
