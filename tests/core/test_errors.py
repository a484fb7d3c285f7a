"""Every code of reliability.md 3.6 has its own class, and each class a sentence that a clerk can act on."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from planner.core import backup_errors, input_errors, output_errors, store_errors
from planner.core.errors import InputError, OutputError, PlannerError, StepError, StoreError
from planner.importing.faults import FAULTS

PATH = Path("/资料/计划.docx")
NAMES = {"Excel", "WPS", "PDF", "Word", "UTF", "MB", "U", "docx", "txt", "store"}
ERRORS = {
    "EMPTY",
    "WRONG_TYPE",
    "DAMAGED",
    "ENCRYPTED",
    "TOO_BIG",
    "BOMB",
    "TIMEOUT",
    "UNSAFE_XML",
    "UNSAFE_PATH",
    "NO_TEXT",
    "GARBLED",
    "NOT_OUR_DB",
    "NEWER",
    "STORE_DAMAGED",
    "STORE_LOCKED",
    "TARGET_LOCKED",
    "DISK_FULL",
    "READ_ONLY",
    "NO_ACCESS",
    "PATH",
    "BACKUP_FAILED",
    "PRINT_FAILED",
}
RESERVATIONS = {
    "MACRO",
    "EXTERNAL_LINK",
    "PARTIAL",
    "BAD_CHARS",
    "HIDDEN",
    "TRACKED",
    "FORMULA",
    "NUMBER_REPEATED",
    "TRIMMED",
    "WRONG_EXTENSION",
}


def classes() -> list[type[PlannerError]]:
    return [
        found
        for module in (input_errors, output_errors, store_errors, backup_errors)
        for found in vars(module).values()
        if inspect.isclass(found) and issubclass(found, PlannerError) and found.__module__ == module.__name__
    ]


def made(kind: type[PlannerError]) -> PlannerError:
    values = {
        "name": PATH.name,
        "path": PATH,
        "file": PATH,
        "kind": "像是图片",
        "limit_mb": 50,
        "held": True,
        "holder": "（自 9:12）",
        "folder": PATH.parent,
        "host": "办公室",
        "since": "（自 9:12）",
        "message": "这个位置存不住数据。",
        "hint": "请换一个位置。",
    }
    wanted = inspect.signature(kind).parameters.values()
    return kind(**{p.name: values[p.name] for p in wanted if p.default is p.empty or p.name == "holder"})


def english(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]+", text.replace(str(PATH.parent), "").replace(PATH.name, ""))) - NAMES


@pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
def test_each_error_says_what_happened_and_what_to_do(kind: type[PlannerError]) -> None:
    error = made(kind)
    assert len(error.message) <= 60
    assert error.message.endswith("。")
    assert re.search(r"[\u4e00-\u9fff]{4}", error.message)
    assert re.search(r"[\u4e00-\u9fff]{3}", error.hint), "what to do next"
    assert english(error.message + error.hint) == set()
    assert "\n" not in error.message


def test_every_code_has_a_class_of_its_own() -> None:
    codes: dict[tuple[type, str], list[type]] = {}
    for kind in classes():
        if issubclass(kind, StepError):  # what was chosen makes no sense; nothing is wrong with a file
            continue
        family = next(base for base in (InputError, OutputError, StoreError) if issubclass(kind, base))
        if kind.__base__ is family:
            codes.setdefault((family, made(kind).code), []).append(kind)
    assert {code for _, code in codes} >= ERRORS
    assert [found for found in codes.values() if len(found) > 1] == []


def test_what_the_reading_process_may_raise_is_known_by_its_code() -> None:
    assert {code: made(kind).code for code, kind in input_errors.by_code().items()} == {
        code: code for code in input_errors.by_code()
    }


def test_every_reservation_is_a_doubt_in_chinese() -> None:
    assert RESERVATIONS - set(FAULTS) == set()
    for code in RESERVATIONS:
        message = FAULTS[code][1].format(words="3", other="2")
        assert message.endswith("。")
        assert english(message) == set(), code


def test_nothing_is_raised_without_a_class_of_its_own() -> None:
    root = Path(input_errors.__file__).parents[1]
    bare = re.compile(
        r"\braise (?:InputError|StoreError|OutputError)\(|\breturn (?:InputError|StoreError|OutputError)\("
    )
    assert [path.name for path in root.rglob("*.py") if bare.search(path.read_text(encoding="utf-8"))] == []
