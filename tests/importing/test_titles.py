"""Titles: which blanks belong to them, and which were left by what tore the text."""

from __future__ import annotations

import pytest

from planner.importing import parse, read_text

OTHER = "1.办好实事。提高教育质量，先查后改。\n2.修好操场。先查后修。"


def titles(text: str) -> list[str]:
    return [node.title for node in parse(read_text(text)).nodes]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("提高站位 抓党建", "提高站位 抓党建"),
        ("提高站位\u3000抓党建", "提高站位\u3000抓党建"),
        ("提高站位   抓党建", "提高站位 抓党建"),
        ("提高站位 狠抓落实 办好学校", "提高站位 狠抓落实 办好学校"),
        ("提升质 量水平", "提升质量水平"),
        ("总 体 要 求", "总体要求"),
        ("总\u3000体\u3000要\u3000求", "总体要求"),
        ("用好 2024 年资金", "用好2024年资金"),
        ("推动 AI 赋能教学", "推动AI赋能教学"),
        ("提高站位 、抓党建", "提高站位、抓党建"),
        ("落实“抓党建 促发展”行动", "落实“抓党建 促发展”行动"),
    ],
)
def test_a_title_keeps_the_blanks_between_its_clauses(written: str, title: str) -> None:
    assert titles(f"一、{written}\n{OTHER}")[0] == title
    assert titles(f"{OTHER}\n3.{written}\n4.守好校门。先查后放。")[2] == title
    assert titles(f"{OTHER}\n3.{written}。先查后改。\n4.守好校门。先查后放。")[2] == title


def test_the_title_of_the_document_keeps_them_too() -> None:
    plan = parse(read_text(f"提高站位 狠抓落实 某县2024年工作计划\n{OTHER}"))
    assert plan.head.title == "提高站位 狠抓落实 某县2024年工作计划"


def test_blanks_that_stay_are_not_said_to_be_left_out() -> None:
    faults = parse(read_text(f"一、提高站位 抓党建\n{OTHER}")).faults
    assert "BLANKS_IN_TEXT" not in {fault.code for fault in faults}


def test_the_task_of_a_table_row_keeps_them() -> None:
    table = "序号\t重点任务\t责任单位\n1\t提高站位 抓党建\t办公室\n2\t用好 2024 年资金\t财务科"
    assert titles(table) == ["提高站位 抓党建", "用好2024年资金"]
