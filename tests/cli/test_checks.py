"""The checks of a plan on the command line."""

import pytest

from planner.cli import main
from planner.services import Store, items, plans, units
from tests.builders import SCHOOLS, TEACHERS, sample_draft


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        teachers = next(unit for unit in store.units() if unit.name == TEACHERS)
        store.write("停用", lambda session: units.retire_unit(session, teachers.unit_id))
    return path


def test_show_tells_what_the_checks_found_and_what_to_do(capsys, stored):
    assert main(["show", "1", "--checks", "--store", str(stored)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("！没有牵头单位  1 处：在牵头栏填上单位")
    assert lines[2].strip() == "4.做好控辍保学"
    assert f"    {SCHOOLS}  用在 3 处" in lines
    assert f"    5.推进教师县管校聘  ［{TEACHERS}］" in lines
    assert any(line.startswith("　没有时限") for line in lines)


def test_an_empty_plan_has_nothing_to_tell(capsys, tmp_path):
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("新建", lambda session: plans.add_plan(session, sample_draft()))
        for node in store.snapshot(1).nodes:
            if node.parent_id is None:
                store.write("删除", lambda session, node=node: items.delete_node(session, node.node_id))
        for unit in store.units():
            store.write("删除", lambda session, unit=unit: units.delete_unit(session, unit.unit_id))
    assert main(["show", "1", "--checks", "--store", str(path)]) == 0
    assert "没有检查出问题。" in capsys.readouterr().out
