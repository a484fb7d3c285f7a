"""`planner doctor --self-test`: the whole main job in an empty folder, with a report; nothing else is touched."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from planner.cli import main
from planner.core import proofs
from planner.services import self_test
from planner.services.store import Store

STEPS = ["import", "pdf", "xlsx", "docx", "read-pdf", "read-xlsx", "read-docx", "undo", "backup"]
IN_THE_WINDOW = ["window", "gesture", "preview", "faults", "start"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("PLANNER_HOME", str(folder))
    return folder


def report_of(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return found


def states_of(folder: Path) -> dict[str, bool]:
    return {step["step"]: step["is_good"] for step in report_of(folder)["steps"]}  # type: ignore[attr-defined, index]


def no_window(_folder: Path, *, offscreen: bool) -> Iterator[proofs.Proof]:
    return iter(())


def test_whole_job_is_done_and_told(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "自检 一"
    status = main(["doctor", "--self-test", str(folder), "--offscreen"])
    out = capsys.readouterr().out
    assert "有问题" not in out
    assert status == 0
    assert "自检全部通过" in out
    assert report_of(folder)["is_good"] is True
    assert states_of(folder) == dict.fromkeys([*STEPS, *IN_THE_WINDOW], True)
    assert len(pypdfium2.PdfDocument(folder / "责任分解表.pdf")) > 1
    for picture in ("窗口.png", "预览.png"):
        assert (folder / picture).read_bytes().startswith(b"\x89PNG")
    assert not (home / "planner.db").exists()


def test_window_that_dies_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(self_test, "WINDOW_FLAG", "--no-such-flag")
    assert main(["doctor", "--self-test", str(tmp_path / "自检"), "--offscreen"]) == 4
    found = states_of(tmp_path / "自检")
    assert not found["start"]
    assert found["pdf"]
    assert "自检没有通过" in capsys.readouterr().out


def test_step_that_fails_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reading process that does not start, as on a PC whose virus scanner forbids it."""
    monkeypatch.setattr("planner.importing.isolation.command", lambda: [sys.executable, "-c", "raise SystemExit(3)"])
    monkeypatch.setattr(self_test, "_window", no_window)
    assert main(["doctor", "--self-test", str(tmp_path / "自检")]) == 4
    bad = [step for step, is_good in states_of(tmp_path / "自检").items() if not is_good]
    assert bad == ["read-pdf", "read-xlsx", "read-docx"]
    assert "有问题  隔离读入 docx" in capsys.readouterr().out


def test_undo_that_does_nothing_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Store, "undo", lambda _store: None)
    monkeypatch.setattr(self_test, "_window", no_window)
    assert main(["doctor", "--self-test", str(tmp_path / "自检")]) == 4
    assert states_of(tmp_path / "自检")["undo"] is False
    assert "撤销后与原来不一样" in capsys.readouterr().out


def test_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "我的.txt").write_text("重要", encoding="utf-8")
    assert main(["doctor", "--self-test", str(tmp_path)]) == 2
    assert "不是空的" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["我的.txt"]


def test_fault_of_the_program_is_a_finding_too() -> None:
    found = proofs.prove("x", "一步", lambda: str(1 // 0))
    assert not found.is_good
    assert found.text.startswith("ZeroDivisionError")
