"""R11 on every push: the nasty texts in every table, and some by chance."""

import random

from openpyxl import Workbook

from tests.reliability.nasty import NASTY, by_chance
from tests.reliability.spreadsheets import book, in_every_table, missing, not_text, plan_with, said_otherwise


def test_nasty_texts_stay_text_in_every_table_and_are_read_back_the_same() -> None:
    assert in_every_table(NASTY) == []


def test_texts_by_chance_are_read_back_to_the_letter() -> None:
    chance = random.Random(20310218)
    texts = [by_chance(chance) for _ in range(120)]
    plan = plan_with(texts)
    assert said_otherwise(book(plan, "data"), texts) == []
    table = book(plan, "breakdown")
    assert list(not_text(table)) == []
    assert missing(table, texts) == []


def test_the_look_itself_sees_formulas_and_errors(tmp_path) -> None:
    workbook = Workbook()
    workbook.active.append(["=1+1", "#N/A", 5, "字"])
    workbook.save(tmp_path / "表.xlsx")
    data = (tmp_path / "表.xlsx").read_bytes()
    assert len(list(not_text(data))) == 3
    assert missing(data, ["字", "词"]) == ["词"]
