"""The commands as a script calls them: what is printed where, the exit statuses, and what stays untouched."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

import planner.__main__
from planner.cli import main
from planner.core.paths import resource

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = resource("samples", "sample-plan.txt")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("PLANNER_HOME", str(folder))
    return folder


def test_dry_run_stores_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(SAMPLE), "--dry-run"]) == 0
    assert "7 个部分，29 项任务" in capsys.readouterr().out
    assert not home.exists()


def test_import_lists_and_shows(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(SAMPLE)]) == 0
    assert main(["list"]) == 0
    assert main(["show", "1"]) == 0
    out = capsys.readouterr().out
    assert "安澜县教育局2026年工作要点" in out
    assert "压实管党治教责任  ［牵头：党建办；配合：办公室、人事股］" in out
    assert "完善教育督导机制  ［牵头：督导室；配合：基教股、计财股（按排列顺序）］" in out
    assert "做好招生考试工作  ［牵头：县招考办；配合：基教股（按排列顺序）］" in out


def test_import_tells_the_two_faults_of_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(SAMPLE), "--dry-run"])
    out = capsys.readouterr().out
    assert "“17.”之后是“19.”，缺18" in out
    assert "“教研室”与“县教研室”可能是同一单位" in out


def test_plan_document_of_import_and_of_the_store_agree(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(SAMPLE), "--json", "-"])
    imported = json.loads(capsys.readouterr().out)
    main(["show", "1", "--json", "-"])
    stored = json.loads(capsys.readouterr().out)
    assert imported["format"] == "planner.plan"
    assert imported["version"] == 1
    numbers = {node["id"]: position for position, node in enumerate(imported["nodes"])}
    stored_numbers = {node["id"]: position for position, node in enumerate(stored["nodes"])}
    assert [node["title"] for node in imported["nodes"]] == [node["title"] for node in stored["nodes"]]
    assert [numbers.get(node["parent"]) for node in imported["nodes"]] == [
        stored_numbers.get(node["parent"]) for node in stored["nodes"]
    ]
    assert [node["assignments"] for node in imported["nodes"]] == [node["assignments"] for node in stored["nodes"]]
    for key in ("source", "head", "preamble", "closing", "glossary", "leftovers"):
        assert imported[key] == stored[key]


def test_show_of_one_unit(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(SAMPLE)])
    capsys.readouterr()
    assert main(["show", "安澜", "--unit", "学前股"]) == 0
    out = capsys.readouterr().out
    assert "优化学前教育布局" in out
    assert "减轻教师非教学负担" not in out
    assert main(["show", "1", "--unit", "查无此股"]) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_found(tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "计划.txt"
    text = SAMPLE.read_text(encoding="utf-8")
    plan.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert main(["import", str(plan), "--dry-run", "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["source"]["text"] == text


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Piped:
        buffer = io.BytesIO(SAMPLE.read_bytes())

    monkeypatch.setattr(sys, "stdin", Piped())
    assert main(["import", "-", "--dry-run", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["head"]["title"] == "安澜县教育局2026年工作要点"


BAD_FILES = {
    "empty.txt": b"",
    "blank.txt": b"  \n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "word.txt": b"PK\x03\x04" + bytes(200),
    "poem.txt": "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n".encode(),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_unusable_input_is_refused_and_nothing_stored(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name])
    assert main(["import", str(SAMPLE)]) == 0
    capsys.readouterr()
    assert main(["import", str(path), "--json", "-"]) == 3
    streams = capsys.readouterr()
    failure = json.loads(streams.out)
    assert failure["format"] == "planner.error"
    assert name in streams.err
    assert failure["message"].endswith(("。", "，"))
    assert failure["hint"]
    assert main(["list", "--json", "-"]) == 0
    assert len(json.loads(capsys.readouterr().out)["plans"]) == 1


def test_one_bad_file_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "空.txt"
    bad.write_bytes(b"")
    assert main(["import", str(bad), str(SAMPLE)]) == 3
    assert main(["list"]) == 0
    assert "安澜县" in capsys.readouterr().out


def test_what_cannot_be_opened_is_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "没有这个文件.txt", "--dry-run"]) == 3
    assert "没有找到文件《没有这个文件.txt》" in capsys.readouterr().err
    assert main(["import", str(tmp_path), "--dry-run"]) == 3
    assert "是文件夹" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["import"], ["fly"], ["show", "9"], ["list", "--loud"], ["print", "1"], ["print"], ["show"]],
)
def test_wrong_use_is_explained_in_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    message = capsys.readouterr().err
    assert "planner" in message
    assert "Traceback" not in message
    assert not any(word in message for word in ("required", "invalid", "unrecognized"))


@pytest.mark.parametrize(
    "command",
    [[], ["import"], ["list"], ["show"], ["assign"], ["progress"], ["due"], ["print"], ["settings"], ["doctor"]],
)
def test_help_is_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：")
    assert "options" not in text
    assert "show this help" not in text


def test_prints_a_file_without_a_store(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "表.pdf"
    assert main(["print", str(SAMPLE), "--report", "breakdown", "--format", "pdf", "--out", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    assert not home.exists()
    pdf = pypdfium2.PdfDocument(target)
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    assert "责任分解表" in words
    assert "县人力资源和社会保障局" in words.replace("\r\n", "")


def test_prints_a_stored_plan_as_workbook(tmp_path: Path) -> None:
    main(["import", str(SAMPLE)])
    assert main(["print", "1", "--format", "xlsx", "--out", str(tmp_path / "表.xlsx")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[0]
    assert sheet.page_setup.fitToWidth == 1
    assert any(cell.value and "压实管党治教责任" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_the_name_of_the_output_says_the_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", str(SAMPLE), "--out", str(tmp_path / "表.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets
    assert main(["print", str(SAMPLE), "--format", "pdf", "--out", str(tmp_path / "表二.xlsx")]) == 2
    assert not (tmp_path / "表二.xlsx").exists()


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / ".~planner-123-0123abcd.tmp"
    left.write_bytes(b"half a page")
    os.utime(left, (0, 0))
    assert main(["print", str(SAMPLE), "--out", str(tmp_path / "表.pdf")]) == 0
    assert not left.exists()


def test_a_folder_gets_a_free_name(tmp_path: Path) -> None:
    for _ in range(2):
        assert main(["print", str(SAMPLE), "--out", str(tmp_path)]) == 0
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert len(names) == 2
    assert any("(2)" in name or "（2）" in name for name in names)


def test_output_that_cannot_be_written_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", str(SAMPLE), "--out", str(tmp_path / "无此文件夹" / "表.pdf")]) == 5
    assert "文件夹" in capsys.readouterr().err


def test_reading_makes_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mistyped = tmp_path / "无" / "planner.db"
    for command in (["list"], ["show", "1"], ["print", "1"]):
        assert main([*command, "--store", str(mistyped)]) == 4
    assert str(mistyped) in capsys.readouterr().err
    assert not mistyped.parent.exists()


def test_wrong_use_is_json_too_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", "1", "--layout", "九列", "--json", "-"]) == 2
    assert json.loads(capsys.readouterr().out)["code"] == "UNKNOWN_CHOICE"


def test_a_title_is_found_whatever_its_blanks(capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(SAMPLE)])
    assert main(["show", "安澜县 教育局 2026 年"]) == 0


def test_a_store_that_is_none_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "planner.db"
    foreign.write_bytes(b"this is somebody's letter, not a store" * 40)
    before = foreign.read_bytes()
    assert main(["list", "--store", str(foreign)]) == 4
    assert foreign.read_bytes() == before
    assert "planner.db" in capsys.readouterr().err


def test_doctor_finds_this_machine_fit(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "有问题" not in out
    assert "打印" in out
    assert not (home / "planner.db").exists()


def test_a_bug_is_one_line_and_a_log(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("planner.cli.show_command.open_store", broken)
    assert main(["list"]) == 1
    message = capsys.readouterr().err
    assert len(message.splitlines()) == 1
    assert "ZeroDivisionError" in (home / "logs" / "planner.log").read_text(encoding="utf-8")


def test_the_module_starts_as_a_program(home: Path) -> None:
    command = [sys.executable, "-m", "planner", "import", str(SAMPLE), "--dry-run", "--json", "-"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["format"] == "planner.plan"


def test_a_stop_before_the_command_runs_is_told_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(planner.__main__, "_started", stopped)
    assert planner.__main__.main() == 130
    assert "已停止" in capsys.readouterr().err
