"""What comes in is told by its bytes, read by the right reader, and its oddities are said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from planner.core.errors import InputError
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_clipboard, read_data, read_file
from planner.importing.document import SourceDocument
from tests.importing.formats import html
from tests.importing.hostile.cases import ITEMS, LINES, ROWS, TEXT
from tests.importing.hostile.packages import docx, zipped

TABLE = html([LINES[0], ROWS]).decode()
TABLE_TEXT = "\n".join([LINES[0], *("\t".join(row) for row in ROWS)])


def items(source: object) -> tuple[str, ...]:
    plan = parse(source)  # type: ignore[arg-type]
    return tuple(node.title for node in plan.nodes if node.kind is NodeKind.ITEM)


def refused(data: bytes, name: str = "计划.docx") -> InputError:
    with pytest.raises(InputError) as caught:
        read_data(data, name)
    return caught.value


@pytest.mark.parametrize(
    ("data", "said", "hint"),
    [
        (zipped({"OFD.xml": "<ofd/>"}), "OFD 版式文件", "另存为 Word"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "图片", "文字识别"),
        (b"Rar!\x1a\x07\x01\0", "压缩文件", "先解压"),
        (zipped({"计划.docx": docx()}), "压缩文件", "先解压"),
        (b"MZ\x90\0\x03\0\0\0" + bytes(99), "程序文件", "来历不明"),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(99), "快捷方式", "选择原来的计划文件"),
        (b'<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org"/>', "UOF 标文通文件", "另存为 .docx"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(data: bytes, said: str, hint: str) -> None:
    error = refused(data)
    assert error.code == "WRONG_TYPE"
    assert f"实际内容是{said}" in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    "text", ["BM公司的计划\n1.办好学校。", "MZ计划\n1.办好学校。\n2.办好食堂。", "RIFF\n1.甲。\n2.乙。"]
)
def test_a_text_may_begin_as_binary_files_do(text: str) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert read_data(text.encode(encoding), "计划.txt").text == text


def test_a_text_that_speaks_of_tags_is_a_text() -> None:
    text = "某校计划\n1.用<table>标签写网页。\n2.学会<p>标签。"
    assert read_data(text.encode(), "计划.txt").kind == "txt"


@pytest.mark.parametrize("name", ["计划.docx", "计划.DOCX", "计划", "计划.wps", "计划.bak", "计划.2024"])
def test_only_an_extension_that_misleads_is_remarked(name: str) -> None:
    assert "WRONG_EXTENSION" not in {fault.code for fault in parse(read_data(docx(), name)).faults}


def test_a_misleading_extension_is_a_note() -> None:
    (fault,) = [fault for fault in parse(read_data(docx(), "计划.txt")).faults if fault.code == "WRONG_EXTENSION"]
    assert fault.message == "扩展名是 .txt，内容却是“Word 文档”，已按内容读取。"


def test_a_text_under_another_name_is_the_same_plan() -> None:
    assert items(read_data(TEXT.encode(), "计划.docx")) == items(read_data(TEXT.encode(), "计划.txt")) == ITEMS


def test_a_table_copied_elsewhere_comes_as_a_table() -> None:
    source = read_clipboard(TABLE, TABLE_TEXT)
    assert isinstance(source, SourceDocument)
    assert source.grids
    assert items(source) == ITEMS


def test_a_page_is_not_read_in_the_encoding_it_once_had() -> None:
    old = TABLE.replace('charset="utf-8"', 'charset="gb2312"')
    assert items(read_clipboard(old, TABLE_TEXT)) == ITEMS


def test_running_text_comes_as_text() -> None:
    source = read_clipboard(html(LINES).decode(), TEXT)
    assert (source.kind, source.text) == ("txt", TEXT)


@pytest.mark.parametrize(
    "markup", [None, "", "<table></table>", "<table><tr><td>别的</td></tr></table>", "<!DOCTYPE x [ <table"]
)
def test_the_text_is_taken_where_the_markup_tells_less(markup: str | None) -> None:
    assert read_clipboard(markup, TEXT).text == TEXT


def test_an_empty_clipboard_is_empty() -> None:
    for markup in (None, "<table></table>"):
        with pytest.raises(InputError) as caught:
            read_clipboard(markup, " ")
        assert caught.value.code == "EMPTY"


def test_the_error_knows_the_file(tmp_path: Path) -> None:
    path = tmp_path / "计划.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(InputError) as caught:
        read_file(path)
    assert caught.value.file == path


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "计划.docx"
    if sys.platform == "win32":
        path = Path("NUL")
    else:
        os.mkfifo(path)
    with pytest.raises(InputError) as caught:
        read_file(path)
    assert caught.value.code == "NO_ACCESS"
    assert caught.value.file == path


@pytest.mark.parametrize("name", ["长" * 300 + ".docx", "没有/" * 2000, "计划\0.docx"])
def test_a_path_that_cannot_be_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / name)
    assert caught.value.code == "NO_FILE"


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_sheet_saved_as_text_is_a_table(sign: str) -> None:
    text = "\n".join(sign.join(row) for row in ROWS)
    for encoding in ("utf-8-sig", "gb18030"):
        source = read_data(text.encode(encoding), "任务.csv")
        assert source.kind == "csv"
        assert items(source) == ITEMS
