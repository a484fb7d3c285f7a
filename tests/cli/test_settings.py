"""`planner settings` as a script calls it, and what it does to a print."""

import json

import openpyxl
import pytest

from planner.cli import main
from planner.core.paths import resource

SAMPLE = str(resource("samples", "sample-plan.txt"))


@pytest.fixture
def store(tmp_path):
    return tmp_path / "planner.db"


def test_settings_are_set_shown_and_brought_back(store, capsys):
    at = ["--store", str(store)]
    assert main(["settings", "set", "单位名称", "青禾县教育局", *at]) == 0
    assert main(["settings", "set", "亮灯.提前几天", "12", *at]) == 0
    capsys.readouterr()
    assert main(["settings", *at]) == 0
    shown = capsys.readouterr().out
    assert "单位名称：青禾县教育局（已改）" in shown
    assert "亮灯.提前几天：12（已改）" in shown
    assert "学期.春季学期：3月1日至7月10日\n" in shown
    assert main(["settings", "set", "单位名称", *at]) == 0
    assert main(["settings", "show", "--json", "-", *at]) == 0
    values = json.loads(capsys.readouterr().out.split("\n", 1)[1])["values"]
    assert values["单位名称"] == ""
    assert values["亮灯.提前几天"] == 12


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("没有的", "1", "可选的有"), ("学期.春季学期", "开学", "应写成"), ("亮灯.规则", "五色", "三色")],
)
def test_what_cannot_be_set_is_refused_in_words(store, capsys, name, value, words):
    assert main(["settings", "set", name, value, "--store", str(store)]) == 2
    assert words in capsys.readouterr().err
    assert not store.with_name("settings.json").exists()


def test_a_print_of_a_file_takes_the_offices_settings(store, tmp_path, capsys):
    store.with_name("settings.json").write_text('{"亮灯": {"提前几天": "许多"}}', encoding="utf-8")
    main(["settings", "set", "单位名称", "青禾县教育局", "--store", str(store)])
    capsys.readouterr()
    out = tmp_path / "x.xlsx"
    assert main(["print", SAMPLE, "--out", str(out), "--store", str(store)]) == 0
    assert "亮灯.提前几天" in capsys.readouterr().err
    texts = [str(cell.value) for row in openpyxl.load_workbook(out).worksheets[0].iter_rows() for cell in row]
    assert any("青禾县教育局" in text for text in texts)


def test_doctor_tells_of_a_broken_file_and_leaves_it(store, capsys):
    broken = store.with_name("settings.json")
    broken.write_bytes(b"{")
    assert main(["doctor", "--store", str(store)]) == 4
    assert "有问题  设置" in capsys.readouterr().out
    assert broken.read_bytes() == b"{"
