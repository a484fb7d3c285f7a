"""Bytes that fit no encoding throughout: a few broken places are shown and counted, a wrong encoding is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.core.draft import DraftPlan, Source
from planner.core.errors import InputError
from planner.importing import parse, read_file, read_text

ITEM = "{0}.办好第{0}所学校的事情。先查看现场，再定出方案，逐项落实到人，按月报告办理情况。（办公室、财务科）"
LINES = [ITEM.format(number) for number in range(1, 31)]
TEXT = "\n".join(LINES)


def read(data: bytes, tmp_path: Path) -> DraftPlan:
    path = tmp_path / "计划.txt"
    path.write_bytes(data)
    return parse(read_file(path))


def broken(encoding: str, *lines: int) -> bytes:
    """The text with one byte of the second character of 办好 spoilt in some lines (counted from 1)."""
    written = [line.encode(encoding) for line in LINES]
    for line in lines:
        at = written[line - 1].index("好".encode(encoding))
        written[line - 1] = written[line - 1][:at] + b"\xff" + written[line - 1][at + len("好".encode(encoding)) :]
    return b"\n".join(written)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_broken_byte_is_shown_and_counted(encoding: str, tmp_path: Path) -> None:
    data = broken(encoding.removesuffix("-sig"), 12)
    plan = read(b"\xef\xbb\xbf" + data if encoding.endswith("-sig") else data, tmp_path)
    text = plan.source.text
    assert text == TEXT.replace("12.办好", "12.办□")
    assert [node.number for node in plan.nodes] == [f"{number}." for number in range(1, 31)]
    (fault,) = [fault for fault in plan.faults if fault.code == "BAD_CHARS"]
    assert fault.message.startswith("第12行有1个字符无法识别，已用 □ 标出")
    assert text[fault.start : fault.end] == "□"


def test_each_broken_line_is_named(tmp_path: Path) -> None:
    plan = read(broken("utf-8", 3, 7, 8).replace(b"\n", b"\r\n"), tmp_path)
    messages = [fault.message[:4] for fault in plan.faults if fault.code == "BAD_CHARS"]
    assert messages == ["第3行有", "第7行有", "第8行有"]


def test_the_draft_keeps_a_plain_source(tmp_path: Path) -> None:
    assert type(read(broken("gb18030", 5), tmp_path).source) is Source


def test_a_box_of_the_plan_itself_is_no_broken_character(tmp_path: Path) -> None:
    plan = read(TEXT.replace("3.办好", "3.□办好").encode(), tmp_path)
    assert "BAD_CHARS" not in {fault.code for fault in plan.faults}
    assert "BAD_CHARS" not in {fault.code for fault in parse(read_text("1.□是。\n2.□否。")).faults}


def test_a_character_cut_off_at_the_end_of_the_file_is_one_broken_place(tmp_path: Path) -> None:
    plan = read(TEXT.encode()[:-1], tmp_path)
    assert plan.source.text == TEXT[:-1] + "□"


def test_many_broken_places_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(broken("utf-8", *range(1, 31)), tmp_path)
    assert caught.value.code == "ENCODING"


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be", "utf-32"])
def test_four_bytes_for_a_character_are_read(encoding: str, tmp_path: Path) -> None:
    assert read(TEXT.encode(encoding), tmp_path).source.text == TEXT


def test_big5_is_named(tmp_path: Path) -> None:
    text = "\n".join(f"{n}.加強學校管理，提高教育質量，逐項落實到人。（辦公室、財務科）" for n in range(1, 20))
    with pytest.raises(InputError) as caught:
        read(text.encode("big5"), tmp_path)
    assert caught.value.code == "ENCODING"
    assert "Big5" in caught.value.message
    assert "UTF-8" in caught.value.hint
    assert read(text.encode("gb18030"), tmp_path).source.text == text


def test_rules_of_a_table_drawn_with_signs_are_text(tmp_path: Path) -> None:
    text = f"┌{'─' * 400}┐\n{TEXT}\n└{'─' * 400}┘"
    assert read(text.encode("gb18030"), tmp_path).source.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_zeros_in_a_text_are_broken_places(encoding: str, tmp_path: Path) -> None:
    inside = TEXT.encode(encoding).replace("12.办好".encode(encoding), "12.办\0好".encode(encoding))
    assert read(inside, tmp_path).source.text == TEXT.replace("12.办好", "12.办□好")
    plan = read(TEXT.encode(encoding) + bytes(4096), tmp_path)
    assert plan.source.text == TEXT + "□"
    assert [fault.code for fault in plan.faults if fault.code == "BAD_CHARS"] == ["BAD_CHARS"]


def test_what_is_mostly_zeros_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(TEXT.replace("办", "\0").encode(), tmp_path)
    assert caught.value.code == "WRONG_TYPE"
