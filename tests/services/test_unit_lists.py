"""The register from a list and as a list: what the list says is taken in, what cannot be is said."""

import pytest

from planner.core.errors import InputError
from planner.core.vocabulary import UnitKind
from planner.importing import read_text
from planner.importing.document import Document, Grid, GridCell, Paragraph, render
from planner.services import Store, groups, unit_lists, units
from planner.services.records import UnitRecord
from planner.services.unit_lists import UnitEntry, read_entries
from tests.builders import FINANCE, GENERAL
from tests.services.looking import dump


def found(store: Store, name: str) -> UnitRecord:
    return next(unit for unit in store.units() if unit.name == name)


def take_in(store: Store, text: str) -> list[str]:
    remarks: list[str] = []
    entries = read_entries(read_text(text))
    store.write("导入名录", lambda s: unit_lists.take_in(s, entries, remarks))
    return remarks


@pytest.mark.parametrize("mark", ["\t", ","])
def test_a_list_with_a_head_is_read_by_its_columns(mark: str) -> None:
    text = (
        "安澜县教育局科室名录\n序号,科室,全称,类别,其他名称,联系电话\n"
        "1,基教股,基础教育股,机关科室,义教股、普教股,01\n2,资助中心,,直属单位,,\n合计,,,,,"
    )
    assert read_entries(read_text(text.replace(",", mark))) == (
        UnitEntry("基教股", "基础教育股", "机关科室", ("义教股", "普教股"), phone="01"),
        UnitEntry("资助中心", kind="直属单位"),
    )


def test_a_list_of_bare_names_needs_no_head() -> None:
    assert read_entries(read_text("基教股\n\n 资 助 中心 \n")) == (UnitEntry("基教股"), UnitEntry("资助中心"))


def test_a_short_form_beside_a_name_makes_that_the_full_name() -> None:
    assert read_entries(read_text("单位名称,简称\n安澜县电化教育站,电教站\n")) == (
        UnitEntry("电教站", "安澜县电化教育站"),
    )
    assert read_entries(read_text("全称\n安澜县电化教育站\n")) == (UnitEntry("安澜县电化教育站"),)


def test_a_sheet_is_read_by_its_cells() -> None:
    cells = [(0, 0, "名录"), (1, 0, "单位"), (1, 2, "成员"), (2, 0, "各学校"), (2, 2, "一中、\n二中"), (3, 2, "无名")]
    grid = Grid(tuple(GridCell(*cell) for cell in cells))
    document = Document("xlsx", (Paragraph("表一"), grid))
    assert read_entries(render(document, "名录.xlsx", "0" * 64)) == (UnitEntry("各学校", members=("一中", "二中")),)


@pytest.mark.parametrize("text", ["甲,乙\n丙,丁\n", "简称\n"])
def test_what_is_no_list_of_units_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_entries(read_text(text))
    assert caught.value.code == "NO_UNITS_LISTED"


def test_a_list_adds_fills_in_and_puts_in_order(world: Store) -> None:
    known = found(world, FINANCE)
    before = dump(world)
    remarks = take_in(
        world,
        "简称\t全称\t类别\t别名\t分管领导\t成员\n"
        f"电教站\t\t直属\t电教馆\t\t\n{FINANCE}\t安澜县教育局计财股\t科室\t财务股\t王某\t\n各学校\t\t群组\t\t\t一中、二中\n",
    )
    assert remarks == []
    assert [unit.name for unit in world.units()][:3] == ["电教站", FINANCE, "各学校"]
    unit = found(world, FINANCE)
    assert unit.unit_id == known.unit_id
    assert (unit.full_name, unit.kind, unit.aliases, unit.leader) == (
        "安澜县教育局计财股",
        UnitKind.OFFICE,
        ("财务股",),
        "王某",
    )
    assert found(world, "各学校").members_in(1) == (found(world, "一中").unit_id, found(world, "二中").unit_id)
    after = dump(world)
    assert take_in(world, f"单位,分管领导\n财务股,\n安澜县教育局计财股,\n{FINANCE},李某") == []
    assert found(world, FINANCE).leader == "李某"
    world.undo()
    assert dump(world) == after
    world.undo()
    assert dump(world) == before


def test_nothing_is_merged_by_a_list_and_what_cannot_be_is_said(world: Store) -> None:
    remarks = take_in(
        world,
        f"简称,类别,别名,全称\n{FINANCE},奇怪,{GENERAL},\n电教站,科室,,\n电教站,,,{GENERAL}\n各校,群组,,\n"
        f"综合室,,,{GENERAL}\n",
    )
    assert [remark.partition("：")[0] for remark in remarks] == [FINANCE, FINANCE, "电教站"]
    assert "不认识的类别“奇怪”" in remarks[0]
    assert f"别名“{GENERAL}”现在是单位“{GENERAL}”的名称" in remarks[1]
    assert f"名称“{GENERAL}”已经属于" in remarks[2]
    assert found(world, GENERAL).aliases == ("综合室",), "a list that gives a known unit a shorter name"
    assert found(world, GENERAL).node_count > 0


def test_what_is_written_is_read_again(world: Store) -> None:
    unit_id = found(world, FINANCE).unit_id
    world.write("别名", lambda s: units.add_alias(s, unit_id, "财务股（含审计）"))
    world.write("停用", lambda s: units.retire_unit(s, unit_id))
    world.write("添加", lambda s: units.add_unit(s, "各学校", UnitKind.GROUP))
    group_id = found(world, "各学校").unit_id
    world.write("成员", lambda s: groups.set_members(s, group_id, ["一中", "东河县（区、镇）学校"]))
    world.write("归类", units.set_kinds_by_form)
    before = world.units()
    text = unit_lists.written(before)
    assert take_in(world, text) == []
    assert world.units() == before
    assert world.write("再来", lambda s: unit_lists.take_in(s, read_entries(read_text(text)), [])).sequence == 0


def test_only_what_has_no_kind_is_sorted_by_its_name(world: Store) -> None:
    for name, kind in (("基教股", UnitKind.AFFILIATE), ("电教馆", UnitKind.UNSORTED), ("体卫艺", UnitKind.UNSORTED)):
        world.write("添加", lambda s, n=name, k=kind: units.add_unit(s, n, k))
    world.write("归类", units.set_kinds_by_form)
    assert [found(world, name).kind for name in ("基教股", "电教馆", "体卫艺")] == [
        UnitKind.AFFILIATE,
        UnitKind.AFFILIATE,
        UnitKind.UNSORTED,
    ]
