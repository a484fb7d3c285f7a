"""The commands take every kind of file, and say by its code why one is refused."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from planner.cli import main
from tests.importing.formats import FORMATS
from tests.importing.hostile.cases import ITEMS, LINES


@pytest.mark.parametrize("form", ["docx", "odt", "rtf", "html", "xlsx", "pdf"])
def test_import_reads_the_file(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"计划.{form}"
    path.write_bytes(FORMATS[form](LINES))
    assert main(["import", "--dry-run", "--json", "-", str(path)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [node["title"] for node in document["nodes"] if node["kind"] == "item"] == list(ITEMS)
    assert document["source"]["kind"] == form


def test_import_reads_bytes_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FORMATS["docx"](LINES))))
    assert main(["import", "--dry-run", "--json", "-", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["source"]["kind"] == "docx"


@pytest.mark.parametrize("command", [["import", "--dry-run"], ["print"]], ids=["import", "print"])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "WRONG_TYPE"),
        (b"PK\x03\x04" + bytes(99), "DAMAGED"),
        (b"%PDF-1.7\n", "DAMAGED"),
        (b"", "EMPTY"),
        ("下周一停水。".encode(), "NOT_A_PLAN"),
    ],
)
def test_a_refusal_is_told_in_json_too(
    command: list[str], data: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "计划.docx"
    path.write_bytes(data)
    assert main([*command, "--json", "-", str(path)]) == 3
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert (document["format"], document["code"], document["file"]) == ("planner.error", code, str(path))
    assert document["message"] in told.err
    assert document["hint"]
