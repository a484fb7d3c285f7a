"""The importer against invented plans: what a careful clerk reads, nothing lost, nothing made up."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from planner.core.draft import DraftPlan
from planner.core.errors import InputError
from planner.importing import parse, read_file, read_text
from tests.importing.plans import labels as labelled
from tests.importing.plans.invent import choose, invent
from tests.importing.plans.invent_tables import invent_table
from tests.importing.plans.labels import FOLDER, NAMES, Labels

CHECKS: dict[str, Callable[[DraftPlan, Labels], Iterator[str]]] = {
    "head": labelled.head_problems,
    "tree": labelled.tree_problems,
    "text": labelled.text_problems,
    "units": labelled.unit_problems,
    "nothing invented": labelled.invention_problems,
    "faults": labelled.fault_problems,
}


@cache
def plan_of(name: str) -> DraftPlan:
    return parse(read_file(FOLDER / f"{name}.txt"))


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_read_as_a_clerk_reads_it(name: str, check: str) -> None:
    problems = list(CHECKS[check](plan_of(name), labelled.load(name)))
    assert not problems, f"{name}: {len(problems)}\n" + "\n".join(problems)


@pytest.mark.parametrize("name", NAMES)
def test_no_character_is_lost_or_doubled(name: str) -> None:
    problems = list(labelled.lossless_problems(plan_of(name), text_of(name)))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", NAMES)
def test_reading_twice_gives_the_same(name: str) -> None:
    assert parse(read_file(FOLDER / f"{name}.txt")) == plan_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_pasted_text_is_read_like_the_file(name: str) -> None:
    pasted = parse(read_text(text_of(name)))
    assert (pasted.head, pasted.nodes, pasted.spans) == (plan_of(name).head, plan_of(name).nodes, plan_of(name).spans)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("gb18030", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("utf-16-le", "")],
)
@pytest.mark.parametrize("name", NAMES)
def test_the_encoding_makes_no_difference(name: str, encoding: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_bytes((mark + text_of(name)).replace("\n", "\r\n").encode(encoding))
    read = read_file(path)
    assert read.text == text_of(name)
    assert parse(read).nodes == plan_of(name).nodes


@pytest.mark.parametrize("name", NAMES)
def test_every_label_stands_in_its_text(name: str) -> None:
    """The labels are checked against the text, so that none can ask for what is not there."""
    flat, want = labelled.squeeze(text_of(name)), labelled.load(name)
    quotes = [label[key] or "" for label in want["sections"] + want["items"] for key in ("number", "title")]
    for label in want["items"]:
        quotes += [unit for key in ("lead", "partners", "units", "unit_set") for unit in label.get(key, [])]
        quotes += [*label.get("persons", []), label.get("deadline", "")]
    for key in ("faults_near", "not_in_nodes", "not_units", "glossary"):
        quotes += want.get(key, [])
    torn = want.get("torn_units", [])
    assert [quote for quote in quotes if labelled.squeeze(quote) not in flat and quote not in torn] == []


def damaged(text: str) -> Iterator[str]:
    """The text cut off, with lines lost, doubled or moved, and with its line breaks or blanks gone."""
    chance = random.Random(len(text))
    lines = text.split("\n")
    for _ in range(6):
        yield text[: chance.randrange(len(text))]
        yield text[chance.randrange(len(text)) :]
        yield "\n".join(line for line in lines if chance.random() > 0.15)
        yield "\n".join(line for line in lines for _ in range(1 + (chance.random() < 0.1)))
        yield "\n".join(chance.sample(lines, len(lines)))
        yield "".join(ch for ch in text if chance.random() > 0.02)
    yield text.replace("\n\n", "\n")
    yield text.replace("\n", " ")
    yield "\n".join("\u3000\u3000" + line for line in lines)
    yield text.replace("（", "(").replace("）", ")").replace("：", ":").replace("，", ",")
    yield text.replace("）", "")
    yield text.replace("（", "")


@pytest.mark.parametrize("name", NAMES)
def test_no_damage_loses_a_character_or_stops_the_import(name: str) -> None:
    problems = []
    for text in damaged(text_of(name)):
        try:
            plan = parse(read_text(text))
        except InputError as error:
            problems += [] if error.code in {"NOT_A_PLAN", "EMPTY"} else [str(error)]
            continue
        problems += list(labelled.lossless_problems(plan, text))
    assert not problems, "\n".join(problems[:10])


@pytest.mark.parametrize("name", NAMES)
def test_blanks_at_line_ends_change_nothing(name: str) -> None:
    if name.startswith("table-") or "\t" in text_of(name):
        trailing = "\u00a0"  # a tab or a blank could be an empty cell
    else:
        trailing = " \u3000\t"
    lines = [line + trailing if line.strip() else line for line in text_of(name).split("\n")]
    got, want = parse(read_text("\n".join(lines))), plan_of(name)
    assert [labelled.heading(node) for node in got.nodes] == [labelled.heading(node) for node in want.nodes]
    assert [node.assignments for node in got.nodes] == [node.assignments for node in want.nodes]
    assert got.head == want.head


@pytest.mark.parametrize("name", NAMES)
def test_marks_without_width_change_nothing(name: str) -> None:
    """Text copied from web pages carries zero-width spaces and joiners at the beginnings of lines and between words."""
    text = text_of(name).replace("\n", "\n\u200b").replace("。", "。\u200b").replace("、", "、\ufeff")

    def bare(words: str) -> str:
        return labelled.squeeze(words.replace("\u200b", "").replace("\ufeff", ""))

    got, want = parse(read_text(text)), plan_of(name)
    assert [bare(labelled.heading(node)) for node in got.nodes] == [labelled.heading(node) for node in want.nodes]
    assert [[bare(a.as_written) for a in node.assignments] for node in got.nodes] == [
        [labelled.squeeze(a.as_written) for a in node.assignments] for node in want.nodes
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_labels_notice_a_plan_that_was_not_read(name: str) -> None:
    unread = DraftPlan(read_text(text_of(name)))
    assert list(labelled.tree_problems(unread, labelled.load(name)))
    assert list(labelled.lossless_problems(unread, text_of(name)))


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        parse(read_file(path))
    error = caught.value
    assert error.exit_status == 3
    for sentence in (error.message, error.hint):
        assert any("\u4e00" <= ch <= "\u9fff" for ch in sentence), f"no Chinese sentence: {sentence!r}"
    return error


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\r\n", "　\n　　\n\u00a0".encode()])
def test_a_file_without_text_is_empty(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "空白.txt"
    path.write_bytes(data)
    assert refused(path).code == "EMPTY"


ZIP = b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"  # docx, xlsx
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # doc, xls, wps
NOISE = bytes(range(256)) * 40


@pytest.mark.parametrize("start", [ZIP, OLE, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"])
def test_another_format_under_the_name_of_a_text_is_known_by_its_first_bytes(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "工作要点.txt"
    path.write_bytes(start + NOISE)
    error = refused(path)
    assert error.code == "DAMAGED"  # a file of that kind, and a broken one: no text that ends in .txt
    assert Path(str(error.file)).name == path.name or path.name in error.message


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"MZ\x90\x00\x03\x00\x00\x00", b""])
def test_bytes_that_are_no_text_are_refused(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "扫描.txt"
    path.write_bytes(start + NOISE)
    assert refused(path).code in {"WRONG_TYPE", "ENCODING"}


def test_a_file_over_the_limit_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "太大.txt"
    path.write_bytes("1.做好工作。（办公室）\n".encode() * 900_000)
    error = refused(path)
    assert error.code == "TOO_BIG"
    assert "20" in str(error)


def test_a_file_that_is_not_there_is_told_in_chinese(tmp_path: Path) -> None:
    refused(tmp_path / "没有.txt")


@pytest.mark.parametrize("name", sorted(path.stem for path in (FOLDER / "others").glob("*.txt")))
def test_what_is_no_plan_is_said_to_be_none(name: str) -> None:
    assert refused(FOLDER / "others" / f"{name}.txt").code == "NOT_A_PLAN"


@pytest.mark.parametrize("seed", range(160))
def test_an_invented_plan_is_read_as_it_was_written(seed: int) -> None:
    text, want = invent(seed)
    plan = parse(read_text(text))
    problems = [problem for check in CHECKS.values() for problem in check(plan, want)]
    problems += labelled.lossless_problems(plan, text)
    assert not problems, f"{choose(random.Random(seed))}\n" + "\n".join(problems) + "\n\n" + text


@pytest.mark.parametrize("seed", range(80))
def test_an_invented_table_is_read_as_it_was_written(seed: int) -> None:
    text, want = invent_table(seed)
    plan = parse(read_text(text))
    problems = [problem for check in CHECKS.values() for problem in check(plan, want)]
    problems += labelled.lossless_problems(plan, text)
    assert not problems, "\n".join(problems) + "\n\n" + text
