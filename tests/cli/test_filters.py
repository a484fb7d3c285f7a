"""The options by which show and print take a part of the items."""

import json

import pytest

from planner.cli import main
from planner.core.filtering import ItemFilter
from planner.core.views import View
from planner.services import Store, plans, reviews
from planner.services.views import save_view
from tests.builders import ALL_UNITS, FINANCE, TEACHERS, sample_draft


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        view = View(0, "师资股的", ItemFilter(units=(TEACHERS,)))
        store.write("保存视图", lambda session: save_view(session, view))
    return path


def shown(capsys, stored, *options: str) -> str:
    assert main(["show", "1", *options, "--store", str(stored)]) == 0
    return capsys.readouterr().out


def test_show_takes_what_has_the_words_or_sounds_so(capsys, stored):
    said = shown(capsys, stored, "--text", "信访 群众")
    whole = shown(capsys, stored)
    assert 0 < len(said.splitlines()) < len(whole.splitlines())
    assert "群众来信" in shown(capsys, stored, "--text", "qzlx")


def test_show_takes_what_wants_something(capsys, stored):
    said = shown(capsys, stored, "--lacking", "无时限")
    assert "8月底前" not in said
    assert "做好控辍保学" not in shown(capsys, stored, "--month", "8")


def test_show_takes_a_view_by_its_name(capsys, stored):
    said = shown(capsys, stored, "--view", "师资股的")
    assert TEACHERS in said
    assert shown(capsys, stored, "--view", "未报进展") != said


def test_a_view_that_is_not_there_is_told_with_those_that_are(capsys, stored):
    assert main(["show", "1", "--view", "没有", "--store", str(stored)]) == 2
    said = capsys.readouterr().err
    assert "师资股的" in said
    assert "未定牵头" in said


def test_print_says_the_choices_in_the_sub_title(capsys, stored, tmp_path):
    out = tmp_path / "表.txt"
    options = ("--report", "summary", "--format", "txt", "--lacking", "未报进展", "--unit", FINANCE)
    assert main(["print", "1", *options, "--store", str(stored), "--out", str(out)]) == 0
    assert "未报进展" in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("options", [("--month", "13"), ("--light", "紫"), ("--lacking", "什么")])
def test_a_value_that_cannot_be_is_refused(capsys, stored, options):
    assert main(["show", "1", *options, "--store", str(stored)]) == 2


def test_a_counting_group_is_asked_for_by_the_offices_word_too(capsys, stored):
    assert main(["settings", "set", "状态的叫法.未启动", "还没动", "--store", str(stored)]) == 0
    capsys.readouterr()
    assert shown(capsys, stored, "--counted", "还没动") == shown(capsys, stored, "--counted", "未启动")
    assert main(["show", "1", "--counted", "别的", "--store", str(stored)]) == 2
    assert "还没动" in capsys.readouterr().err


def test_a_unit_has_what_it_is_reached_in_by_a_group(capsys, stored):
    assert main(["units", "add", "后勤中心", "--store", str(stored)]) == 0
    assert main(["show", "1", "--unit", "后勤中心", "--store", str(stored)]) == 2
    assert main(["units", "group", ALL_UNITS, "后勤中心", "--store", str(stored)]) == 0
    capsys.readouterr()
    by_group = shown(capsys, stored, "--unit", "后勤中心")
    assert by_group == shown(capsys, stored, "--unit", "后勤中心", "--reach", "群组")
    assert by_group == shown(capsys, stored, "--unit", ALL_UNITS)
    items = [line for line in by_group.splitlines()[1:] if "［" in line]
    assert main(["units", "list", "后勤中心", "--store", str(stored)]) == 0
    assert f"牵头 0 项，配合 0 项，经群组 {len(items)} 项" in capsys.readouterr().out


def test_the_list_of_plans_tells_a_new_version(capsys, stored):
    with Store.open(stored) as store:
        store.write("新版本", lambda session: reviews.agree(session, sample_draft(), None, 1))
    assert main(["list", "--store", str(stored)]) == 0
    old, new = capsys.readouterr().out.splitlines()
    assert new == f"   2  {old.strip()[1:].strip()}（计划 1 的新版本）"
    assert main(["list", "--json", "-", "--store", str(stored)]) == 0
    assert [plan["earlier"] for plan in json.loads(capsys.readouterr().out)["plans"]] == [None, 1]
