"""`planner compare` and `print --report checklist`: versions by number and as files, templates by name and as files."""

from pathlib import Path

import openpyxl
import pytest

from planner.cli import main
from planner.core.checklist_files import save_template, write_template
from planner.core.checklists import CheckLine, Checklist, CheckPart
from planner.core.paths import resource

SAMPLE = resource("samples", "sample-plan.txt")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("PLANNER_HOME", str(folder))
    return folder


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The sample with another lead in its first item."""
    text = SAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "新版.txt"
    path.write_text(
        text.replace("（党建办牵头，办公室、人事股配合）", "（人事股牵头，办公室、党建办配合）"), encoding="utf-8"
    )
    return path


def test_two_files_are_compared_and_no_store_is_made(
    newer: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(SAMPLE), str(newer)]) == 0
    out = capsys.readouterr().out
    assert "1　压实管党治教责任  ［牵头调整、配合增减］" in out
    assert "人事股由配合改为牵头" in out
    assert "变动1项：牵头调整1项、配合增减1项。" in out
    assert not home.exists()


def test_versions_without_a_change_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(SAMPLE), str(SAMPLE)]) == 0
    assert "没有变化" in capsys.readouterr().out
    assert main(["compare", str(SAMPLE), str(SAMPLE), "--format", "pdf"]) == 2


def test_a_stored_plan_and_a_file_call_units_alike(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(SAMPLE)]) == 0
    assert main(["units", "alias", "人事股", "组织人事股"]) == 0
    text = newer.read_text(encoding="utf-8").replace("人事股", "组织人事股")
    newer.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["compare", "1", str(newer)]) == 0
    out = capsys.readouterr().out
    assert "变动1项：" in out
    assert "组织人事股由配合改为牵头" in out


@pytest.mark.parametrize("extension", ["pdf", "xlsx", "docx"])
def test_the_document_is_written_where_it_is_wanted(newer: Path, tmp_path: Path, extension: str) -> None:
    target = tmp_path / f"对照.{extension}"
    assert main(["compare", str(SAMPLE), str(newer), "--out", str(target)]) == 0
    assert target.stat().st_size > 1000


def test_the_format_alone_makes_a_name_and_never_writes_over(
    newer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert main(["compare", str(SAMPLE), str(newer), "--format", "xlsx"]) == 0
    names = sorted(path.name for path in tmp_path.glob("*.xlsx"))
    assert len(names) == 2
    assert all("版本对照表" in name for name in names)
    sheet = openpyxl.load_workbook(tmp_path / names[0]).active
    assert sheet is not None
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "压实管党治教责任" in words


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["compare", str(SAMPLE)], 2),
        (["compare", str(SAMPLE), "nothing.txt"], 3),
        (["compare", str(SAMPLE), str(SAMPLE), "--format", "txt"], 2),
        (["compare", str(SAMPLE), str(SAMPLE), "--format", "pdf", "--out", "a.xlsx"], 2),
        (["compare", "7", str(SAMPLE)], 2),
    ],
)
def test_what_cannot_be_is_told(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == status
    assert capsys.readouterr().err.strip()


def test_a_folder_that_is_not_there_is_told(newer: Path, tmp_path: Path) -> None:
    assert main(["compare", str(SAMPLE), str(newer), "--out", str(tmp_path / "no" / "a.pdf")]) == 5


def test_only_content_leaves_renumbering_out(newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = newer.read_text(encoding="utf-8").replace("\n26.", "\n27.")
    newer.write_text(text, encoding="utf-8")
    assert main(["compare", str(SAMPLE), str(newer)]) == 0
    assert "序号变动1项" in capsys.readouterr().out
    assert main(["compare", str(SAMPLE), str(newer), "--only", "content"]) == 0
    assert "序号变动" not in capsys.readouterr().out


def test_print_knows_the_version_before_and_any_other(newer: Path, tmp_path: Path) -> None:
    assert main(["import", str(SAMPLE)]) == 0
    report = ["--report", "comparison", "--out", str(tmp_path)]
    assert main(["print", "1", *report]) == 2
    assert main(["print", str(newer), "--against", "1", *report]) == 0
    assert main(["import", str(newer), "--again", "version"]) == 0
    assert main(["print", "2", *report]) == 0


def test_a_checklist_is_printed_from_a_template_by_name_or_file(tmp_path: Path) -> None:
    own = Checklist("防汛检查", "防汛检查表", (CheckPart("校舍", (CheckLine("屋面不漏"),)),))
    save_template(own)
    write_template(own, tmp_path / "带来的.json")
    for template in ("防汛检查", str(tmp_path / "带来的.json"), "开学检查"):
        target = tmp_path / "清单.xlsx"
        command = ["print", str(SAMPLE), "--report", "checklist", "--template", template, "--out", str(target)]
        assert main(command) == 0
        sheet = openpyxl.load_workbook(target).active
        assert sheet is not None
        words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        assert ("屋面不漏" in words) is (template != "开学检查")


def test_a_template_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "坏.json").write_text("{", encoding="utf-8")
    command = ["print", str(SAMPLE), "--report", "checklist", "--out", str(tmp_path), "--template"]
    assert main([*command, str(tmp_path / "坏.json")]) == 3
    assert "坏.json" in capsys.readouterr().err
    assert main([*command, "查无此模板"]) == 2
    assert "会议筹备" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["坏.json"]


@pytest.mark.parametrize("name", ["表.doc", "表.txt", "表.xls"])
def test_a_name_of_another_kind_is_refused(
    newer: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(SAMPLE), str(newer), "--out", str(tmp_path / name)]) == 2
    assert "不能写成" in capsys.readouterr().err
    assert not (tmp_path / name).exists()
