"""`planner print` with its choices: what reaches the paper, what is refused and with which words."""

import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
from docx import Document

from planner.cli import main
from planner.core.paths import resource
from planner.reports import catalog

SAMPLE = resource("samples", "sample-plan.txt")


def printed(target: Path, *options: str, plan: str = str(SAMPLE)) -> str:
    """Print into `target` and return the words of the file without blanks."""
    assert main(["print", plan, *options, "--out", str(target)]) == 0
    if target.suffix == ".pdf":
        pdf = pypdfium2.PdfDocument(target)
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
        pdf.close()
    elif target.suffix == ".docx":
        document = Document(str(target))
        words = "".join(paragraph.text for paragraph in document.paragraphs)
        words += "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    else:
        sheets = openpyxl.load_workbook(target).worksheets
        words = "".join(str(cell.value or "") for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return "".join(words.split())


def refused(capsys: pytest.CaptureFixture[str], *options: str, status: int = 2) -> str:
    """Return what is said when a command is refused."""
    capsys.readouterr()
    assert main(["print", str(SAMPLE), *options]) == status
    told = capsys.readouterr()
    assert not told.out
    return told.err


@pytest.mark.parametrize("report", [report for report in catalog.REPORTS.values() if "docx" in report.formats])
def test_every_document_is_printed_as_word(report: catalog.Report, tmp_path: Path) -> None:
    options = {"comparison": ["--against", str(changed(tmp_path))], "supervision": ["--unit", "人事股"]}
    words = printed(tmp_path / "单.docx", "--report", report.name, *options.get(report.name, []))
    assert len(words) > 100


def changed(tmp_path: Path) -> Path:
    """Return a file of the sample as it was before a unit and a title changed."""
    text = SAMPLE.read_text(encoding="utf-8")
    before = text.replace("人事股", "财务股", 1)
    assert before != text
    path = tmp_path / "原稿.txt"
    path.write_text(before, encoding="utf-8")
    return path


def test_help_names_every_document_and_its_choices(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", "--help"]) == 0
    text = capsys.readouterr().out
    for report in catalog.REPORTS.values():
        assert report.name in text
        assert report.title in text
        for choice in report.choices:
            assert all(word in text for word, _ in choice.values)


def test_every_option_of_print_has_help() -> None:
    from planner.cli.arguments import build_parser

    (commands,) = (action for action in build_parser()._actions if hasattr(action, "choices") and action.choices)
    parser = commands.choices["print"]  # type: ignore[index,call-overload]
    assert all(action.help for action in parser._actions)


def test_paper_size_numbers_and_words_are_chosen(tmp_path: Path) -> None:
    path = tmp_path / "单.docx"
    options = [
        "--layout",
        "附件",
        "--size",
        "五号",
        "--attachment",
        "附件2",
        "--first-page",
        "9",
        "--title",
        "重点工作分工表",
    ]
    words = printed(path, *options, "--stage-mark", "讨论稿", "--as-of", "2026年3月1日", "--bureau", "安澜县教育局")
    assert words.startswith("附件2重点工作分工表")
    assert "讨论稿" in words
    assert "2026年3月1日" in words
    document = Document(str(path))
    assert document.styles["表格正文"].font.size.pt == 10.5
    assert round(document.sections[0].left_margin.mm) == 35
    assert 'w:start="9"' in ZipFile(path).read("word/document.xml").decode()


def test_a_part_is_printed_and_said_so(tmp_path: Path) -> None:
    whole = printed(tmp_path / "全.docx", "--depth", "title")
    part = printed(tmp_path / "部分.docx", "--depth", "title", "--unit", "学前股", "--role", "lead")
    assert "优化学前教育布局" in part
    assert "减轻教师非教学负担" in whole
    assert "减轻教师非教学负担" not in part
    assert "学前股牵头" in part
    section = printed(tmp_path / "一部分.docx", "--section", "一、")
    assert 0 < len(section) < len(printed(tmp_path / "全文.docx"))


def test_lists_of_chosen_units(tmp_path: Path) -> None:
    words = printed(tmp_path / "单.docx", "--report", "unit-lists", "--unit", "学前股、人事股", "--contact", "王老师")
    assert words.count("任务清单") == 2
    assert "学前股" in words
    assert "王老师" in words


def test_a_unit_is_found_by_its_alias_in_the_register(tmp_path: Path) -> None:
    main(["import", str(SAMPLE)])
    main(["units", "alias", "学前股", "幼教办公室"])
    words = printed(tmp_path / "单.docx", "--report", "unit-lists", "--unit", "幼教办公室", plan="1")
    assert words.count("任务清单") == 1


def test_unknown_units_get_likely_names(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "--unit", "学前科")
    assert "“学前科”" in told
    assert "学前股" in told
    assert "人事股" in refused(capsys, "--unit", "查无此处")


def test_unknown_sections_and_statuses_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "这份计划有" in refused(capsys, "--section", "第九十九部分")
    assert "对应多个部分" in refused(capsys, "--section", "教")
    assert "未启动" in refused(capsys, "--status", "差不多")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--report", "九表"], "breakdown（责任分解表）"),
        (["--layout", "九列"], "五列"),
        (["--report", "ledger", "--profile", "P2"], "P1、P4"),
        (["--report", "matrix", "--depth", "full"], "文字详略"),
        (["--order", "late"], "没有 --order 这个选择"),
        (["--report", "ledger", "--order", "rate"], "late（滞后在前）"),
        (["--in-words"], "没有 --in-words 这个选择"),
        (["--against", "1"], "只用于版本对照表"),
        (["--report", "data", "--format", "pdf"], "xlsx"),
        (["--format", "odt"], "docx"),
        (["--format", "pdf,xlsx"], "一次只能写一种格式"),
        (["--each-unit"], "不能分成几个文件"),
        (["--out", "表.doc"], "不能写成 doc 格式"),
        (["--role", "lead"], "--unit"),
        (["--report", "unit-lists", "--role", "lead"], "没有 --role 这个选择"),
        (["--also", "1"], "没有 --also 这个选择"),
        (["--first-page", "0"], "1 以上的整数"),
        (["--as-of", "2026-02-30"], "不是日期"),
        (["--report", "checklist", "--meeting", "会议名称"], "名称=内容"),
        (["--report", "checklist", "--template", "没有的模板"], "模板"),
    ],
)
def test_what_a_document_does_not_have_is_refused(
    options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in refused(capsys, *options)


def test_nothing_is_read_for_a_choice_that_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", "没有的文件.docx", "--layout", "九列", "--json", "-"]) == 2
    assert json.loads(capsys.readouterr().out)["code"] == "UNKNOWN_CHOICE"


def test_each_unit_gets_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["print", str(SAMPLE), "--report", "unit-lists", "--each-unit", "--format", "docx,xlsx"]
    assert main([*command, "--out", str(tmp_path / "清单")]) == 0
    assert str(tmp_path / "清单") in capsys.readouterr().out
    names = sorted(path.name for path in (tmp_path / "清单").iterdir())
    assert names[0].startswith("00_")
    assert len([name for name in names if name.endswith(".docx")]) == len(names) / 2 > 10
    assert main([*command, "--unit", "学前股", "--out", str(tmp_path)]) == 0
    (made,) = (path for path in tmp_path.iterdir() if path.name != "清单")
    assert len(list(made.glob("*学前股*"))) == 2
    assert main([*command, "--out", str(tmp_path / "无" / "清单")]) == 5


def test_the_bulletin_is_shown_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["print", str(SAMPLE), "--report", "summary", "--as-of", "2026-03-31"]
    assert main([*command, "--format", "txt"]) == 0
    shown = capsys.readouterr().out
    assert "29项" in shown
    assert main([*command, "--out", str(tmp_path / "通报.txt")]) == 0
    assert (tmp_path / "通报.txt").read_text(encoding="utf-8-sig").strip() == shown.strip()


def test_the_earlier_version_is_known_by_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(changed(tmp_path))])
    main(["import", str(SAMPLE), "--again", "version"])
    words = printed(tmp_path / "对照.docx", "--report", "comparison", plan="2")
    assert "牵头调整" in words or "配合增减" in words
    assert "财务股" in words


def test_lists_of_several_plans(tmp_path: Path) -> None:
    one = printed(tmp_path / "一份.docx", "--report", "unit-lists", "--unit", "学前股")
    both = printed(
        tmp_path / "两份.docx", "--report", "unit-lists", "--unit", "学前股", "--also", str(changed(tmp_path))
    )
    assert len(both) > 1.5 * len(one)


def test_what_is_due_is_listed_over_all_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(changed(tmp_path))])
    main(["import", str(SAMPLE), "--again", "new"])
    options = ["--report", "due-list", "--period", "year", "--as-of", "2026-03-31"]
    one = printed(tmp_path / "一份.docx", *options, plan="1")
    both = printed(tmp_path / "全部.docx", *options, "--also", "all", plan="1")
    assert len(both) > 1.5 * len(one)
    capsys.readouterr()
    assert main(["print", "1", *options, "--also", "all", "--format", "txt"]) == 0
    assert capsys.readouterr().out.startswith("【2026年（2026年1月1日—12月31日）到期的任务】截至3月31日，共")
    assert "没有“明天”" in refused(capsys, "--report", "due-list", "--period", "明天")
    assert "没有 --period" in refused(capsys, "--report", "ledger", "--period", "month")


def test_a_template_and_the_head_of_a_meeting(tmp_path: Path) -> None:
    meeting = ["--meeting", "会议名称=全县教育工作会", "地点=一楼"]
    words = printed(tmp_path / "单.docx", "--report", "checklist", *meeting)
    assert "会议名称：全县教育工作会" in words
    assert "地点：一楼" in words


def test_a_stop_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.cli import print_command

    def stopped(_meter: object, _done: int, _count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(print_command.Meter, "__call__", stopped)
    for options in (["--out", str(tmp_path / "单.docx")], ["--out", str(tmp_path / "单.pdf")]):
        assert main(["print", str(SAMPLE), *options]) == 130
    folder = ["--report", "unit-lists", "--each-unit", "--out", str(tmp_path / "清单")]
    assert main(["print", str(SAMPLE), *folder]) == 130
    assert not list(tmp_path.iterdir())


def test_progress_is_shown_on_a_terminal_only() -> None:
    import io

    from planner.cli.console import Console
    from planner.cli.meter import Meter

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shows in ((Terminal(), True), (io.StringIO(), False)):
        meter = Meter(Console(io.StringIO(), stream), "正在生成责任分解表")
        meter._next = 0
        meter(3, 9)
        meter.clear()
        assert ("正在生成责任分解表 3/9" in stream.getvalue()) is shows
        assert stream.getvalue().endswith("\r\x1b[K") is shows


@pytest.mark.parametrize("more", [(), ("--report", "unit-lists", "--each-unit")])
def test_a_name_too_long_is_told_in_words(
    more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "太长" in refused(capsys, *more, "--out", str(tmp_path / ("长" * 300)), status=5)
    assert list(tmp_path.iterdir()) == []


def test_words_too_long_for_a_file_name_are_those_of_a_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path))
    assert main(["print", "要点" * 200]) == 2
    assert "没有找到计划" in capsys.readouterr().err
    assert main(["list", "--store", str(tmp_path / ("库" * 300))]) == 4
    assert "没有找到数据文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["progress", "1", "1", "--percent", "150"], "0 到 100"),
        (["progress", "1", "1", "--on", "三月"], "2026-03-31"),
        (["due", "--as-of", "31.3"], "2026-03-31"),
        (["due", "--within", "-3"], "30"),
        (["due", "--within", "36525", "--as-of", "9999-12-31"], "年份不对"),
        (["assign", "1", "1", "--due", "下周"], "2026-06-30"),
        (["print", "1", "--depth", "all"], "可选：title、first、full"),
    ],
)
def test_a_wrong_value_is_told_with_the_way_to_write_it(
    command: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path))
    main(["import", str(SAMPLE)])
    capsys.readouterr()
    assert main(command) == 2
    assert words in capsys.readouterr().err


def test_days_are_understood_as_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path))
    main(["import", str(SAMPLE)])
    for place, day in enumerate(("2026年3月31日", "2026/3/31", "20260331", "2026-03-31"), 1):
        assert main(["progress", "1", str(place), "--status", "推进中", "--on", day]) == 0
        assert main(["assign", "1", str(place), "--due", day]) == 0


def test_a_file_is_called_by_the_bureaus_word_for_the_table(tmp_path: Path) -> None:
    assert main(["print", str(SAMPLE), "--word", "责任清单", "--out", str(tmp_path)]) == 0
    (made,) = tmp_path.iterdir()
    assert "_责任清单_" in made.name
