"""Returned workbooks: whatever units and their programs do to them, nothing wrong is written and nothing unasked."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.core.forms import Field
from planner.core.package_file import read_package
from planner.core.progress import ProgressEntry, Status
from planner.core.returns import Return, Taken, Verdict, usual
from planner.core.rounds import ReturnState
from planner.reports.missing import missing_units
from planner.services import Store, items, merging, plans, progress, returns, reviews, rounds
from planner.services.collecting import compare_all, meant_round, read_forms, returned_files
from planner.services.packing import pack
from planner.services.unpacking import unpack
from tests.builders import FINANCE, SAFETY, TEACHERS, TEACHING, sample_draft
from tests.filling import DAY, DUE, edit, fill, heads, item_rows, listed, sent
from tests.services.looking import dump

Books = dict[str, Path]


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "planner.db") as opened:
        yield opened


@pytest.fixture
def books(store: Store, tmp_path: Path) -> Books:
    return sent(store, tmp_path / "out")


def compare(store: Store, *paths: Path) -> tuple[Return, ...]:
    found = listed(store)
    forms = read_forms(paths)
    wanted = meant_round(forms, found)
    assert wanted is not None
    return compare_all(forms, store.snapshot(1), found, wanted)


def take(store: Store, *taken: Taken, day: date = DAY) -> None:
    store.write("合并", lambda session: returns.collect(session, listed(store)[0].round_id, taken, day))


def merge(store: Store, *paths: Path) -> tuple[Return, ...]:
    found = compare(store, *paths)
    take(store, *map(usual, found))
    return found


def entries(store: Store, reporter: str) -> list[ProgressEntry]:
    return [e for node in store.snapshot(1).nodes for e in node.entries if e.reporter.startswith(reporter)]


def test_a_filled_book_becomes_entries_in_one_step_that_is_taken_back_at_once(store: Store, books: Books) -> None:
    before = store.snapshot(1)
    (found,) = merge(store, fill(books[TEACHING]))
    assert found.verdict is Verdict.READY
    said = entries(store, TEACHING)
    assert len(said) == len(found.rows) > 1
    assert {(one.status, one.percent, one.period, one.made_on) for one in said} == {
        (Status.GOING, 40, "2031年3月", DAY)
    }
    own = {row.asked.node_id for row in found.rows if row.asked.is_own}
    by_unit = {node.node_id for node in store.snapshot(1).nodes for e in node.entries if e.unit_id is not None}
    assert own
    assert not own & by_unit
    round_ = listed(store)[0]
    unit = round_.unit(found.unit_id or 0)
    assert unit is not None
    assert unit.state(DUE, DUE) is ReturnState.RETURNED
    store.undo()
    assert store.snapshot(1) == before
    assert listed(store)[0].unit(found.unit_id or 0).returned_on is None


def test_merging_twice_changes_nothing(store: Store, books: Books) -> None:
    merge(store, fill(books[TEACHING]))
    before = store.snapshot(1)
    (again,) = merge(store, books[TEACHING])
    assert again.verdict is Verdict.SAME
    assert store.snapshot(1) == before


def test_words_that_were_left_are_written_once_as_those_of_the_new_period(
    store: Store, books: Books, tmp_path: Path
) -> None:
    merge(store, fill(books[TEACHING]))
    again = sent(store, tmp_path / "april", name="2031年4月")
    (found,) = compare(store, again[TEACHING])
    assert found.verdict is Verdict.SAME
    for _ in range(2):
        take(store, usual(found), day=DUE)
    said = entries(store, TEACHING)
    assert sorted(one.period for one in said) == ["2031年3月"] * len(found.rows) + ["2031年4月"] * len(found.rows)
    assert {one.text for one in said if one.period == "2031年4月"} == {one.said.text for one in found.rows}
    assert TEACHING not in {one.unit.name for one in missing_units(store.snapshot(1), DUE, DAY + timedelta(days=1))}


def test_a_book_left_empty_is_told_and_writes_nothing(store: Store, books: Books) -> None:
    before = store.snapshot(1)
    (found,) = merge(store, books[TEACHING])
    assert found.verdict is Verdict.DOUBTS
    assert store.snapshot(1) == before
    unit = listed(store)[0].unit(found.unit_id or 0)
    assert unit.state(DUE, DAY) is ReturnState.INCOMPLETE


def moved_column(_book, sheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    place = heads(sheet)[Field.TEXT]
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, 20).value = sheet.cell(row, place).value
        sheet.cell(row, place).value = None


def renamed_sheet(book, sheet) -> None:
    sheet.title = "我们科的"
    book.create_sheet("草稿", 0)["A1"].value = "草稿"


def rows_turned_round(_book, sheet) -> None:
    rows = item_rows(sheet)
    kept = [[sheet.cell(row, column).value for column in range(1, 13)] for row in rows]
    for row, values in zip(rows, reversed(kept), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def rows_put_before(_book, sheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(1, 3)
    sheet.insert_cols(1, 2)


def no_hidden_sheet(book, _sheet) -> None:
    del book["_meta"]


def no_hidden_column(_book, sheet) -> None:
    for row in item_rows(sheet):
        sheet.cell(row, 1).value = None


@pytest.mark.parametrize(
    "change", [moved_column, renamed_sheet, rows_turned_round, rows_put_before, no_hidden_sheet, no_hidden_column]
)
def test_a_book_that_was_moved_about_is_merged_without_a_question(
    store: Store, books: Books, change: Callable[..., None]
) -> None:
    (plain,) = compare(store, fill(books[TEACHING]))
    wanted = {(row.asked.node_id, change_.field): change_.new for row, change_ in plain.changes}
    (found,) = compare(store, edit(books[TEACHING], change))
    assert {(row.asked.node_id, one.field): one.new for row, one in found.changes} == wanted
    assert found.sure == len(wanted)


def test_rows_that_are_gone_are_told_and_leave_the_return_incomplete(store: Store, books: Books) -> None:
    def change(_book, sheet) -> None:
        row = item_rows(sheet)[0]
        for column in range(1, 13):
            sheet.cell(row, column).value = None

    (found,) = merge(store, edit(fill(books[FINANCE]), change))
    assert len(found.missing) == 1
    assert found.verdict is Verdict.DOUBTS
    assert listed(store)[0].unit(found.unit_id or 0).state(DUE, DAY) is ReturnState.INCOMPLETE


def test_ids_slipped_by_a_row_are_a_doubt_and_go_by_the_words(store: Store, books: Books) -> None:
    def change(_book, sheet) -> None:
        rows = item_rows(sheet)
        ids = [sheet.cell(row, 1).value for row in rows]
        for row, node_id in zip(rows, ids[1:] + ids[:1], strict=True):
            sheet.cell(row, 1).value = node_id

    (plain,) = compare(store, fill(books[FINANCE]))
    wanted = {(row.asked.node_id, one.field): one.new for row, one in plain.changes}
    (found,) = compare(store, edit(books[FINANCE], change))
    assert {(row.asked.node_id, one.field): one.new for row, one in found.changes} == wanted
    assert found.sure == 0


def test_a_row_of_another_units_item_is_never_written(store: Store, books: Books) -> None:
    plan = store.snapshot(1)
    asked = {item.node_id for item in listed(store)[0].unit(_unit(store, TEACHERS)).asked}
    foreign = next(node for node in plan.items if node.node_id not in asked)

    def change(_book, sheet) -> None:
        row = item_rows(sheet)[0]
        sheet.cell(row, 1).value = foreign.node_id
        sheet.cell(row, heads(sheet)[Field.TASK]).value = foreign.title

    (found,) = merge(store, edit(fill(books[TEACHERS]), change))
    assert foreign.node_id not in {row.asked.node_id for row in found.rows}
    assert store.snapshot(1).by_id[foreign.node_id].entries == foreign.entries
    assert any("不是请这个单位填报" in note for note in found.notes)


def test_added_rows_come_back_as_proposals_and_become_items_when_agreed_to(store: Store, books: Books) -> None:
    def change(_book, sheet) -> None:
        row = item_rows(sheet)[-1] + 2
        sheet.cell(row, heads(sheet)[Field.TASK]).value = "新建一所公办幼儿园"
        sheet.cell(row, heads(sheet)[Field.TEXT]).value = "正在选址"

    (found,) = compare(store, edit(books[TEACHING], change))
    assert [one.task for one in found.proposals] == ["新建一所公办幼儿园"]
    before = len(store.snapshot(1).items)
    take(store, usual(found))
    assert len(store.snapshot(1).items) == before
    take(store, Taken(found, frozenset(), frozenset({0})))
    made = next(node for node in store.snapshot(1).items if node.title == "新建一所公办幼儿园")
    assert [one.unit.name for one in made.leads] == [TEACHING]
    assert made.entries[0].text == "正在选址"
    (again,) = compare(store, books[TEACHING])
    assert again.proposals == ()
    assert any("计划里已经有了" in note for note in again.notes)


def test_what_two_files_of_a_unit_ask_for_is_asked_once_and_not_lost(
    store: Store, books: Books, tmp_path: Path
) -> None:
    def asking(task: str) -> Callable:
        def change(_book, sheet) -> None:
            sheet.cell(item_rows(sheet)[-1] + 2, heads(sheet)[Field.TASK]).value = task

        return change

    other = tmp_path / "又一份.xlsx"
    edit(fill(books[TEACHING]), asking("新建一所公办幼儿园"))
    other.write_bytes(books[TEACHING].read_bytes())
    assert [len(one.proposals) for one in compare(store, books[TEACHING], other)] == [1, 0]
    edit(other, asking("办一次运动会"))
    edit(books[TEACHING], lambda _book, sheet: sheet.cell(4, 20, "看过"))
    found = compare(store, books[TEACHING], other)
    assert sorted(one.task for file in found for one in file.proposals) == ["办一次运动会", "新建一所公办幼儿园"]


def test_of_two_files_of_a_unit_the_fuller_counts_and_the_other_is_shown(
    store: Store, books: Books, tmp_path: Path
) -> None:
    other = tmp_path / "又一份.xlsx"
    fill(books[TEACHING])
    other.write_bytes(books[TEACHING].read_bytes())
    same = compare(store, books[TEACHING], other)
    assert [one.verdict for one in same] == [Verdict.READY, Verdict.DOUBLE]
    assert not same[1].changes

    def change(_book, sheet) -> None:
        for row in item_rows(sheet)[1:]:
            for column in (Field.STATUS, Field.PERCENT, Field.TEXT):
                sheet.cell(row, heads(sheet)[column]).value = None
        sheet.cell(item_rows(sheet)[0], heads(sheet)[Field.TEXT]).value = "旧的说法"

    edit(other, change)
    found = compare(store, other, books[TEACHING])
    assert [one.verdict for one in found] == [Verdict.DOUBLE, Verdict.READY]
    assert {one.new for _, one in found[0].changes} == {"旧的说法"}
    assert found[0].sure == 0


def test_what_two_leads_say_differently_is_a_doubt(store: Store, books: Books) -> None:
    found = compare(store, fill(books[TEACHING], "甲"), fill(books[FINANCE], "乙", percent=60))
    shared = [one for file in found for row, one in file.changes if row.asked.is_own and "共同牵头" in one.doubt]
    both = {row.asked.node_id for row in found[0].rows if row.asked.is_own} & {
        row.asked.node_id for row in found[1].rows if row.asked.is_own
    }
    assert bool(shared) == bool(both)


def test_what_changed_in_the_plan_since_it_was_sent_is_not_overwritten_unasked(store: Store, books: Books) -> None:
    node_id = compare(store, fill(books[TEACHING]))[0].rows[0].asked.node_id
    later = ProgressEntry(0, DAY + timedelta(days=1), Status.BEHIND, 10, "综合股核对后的说法")
    store.write("进展", lambda session: progress.add_entry(session, node_id, later))
    (found,) = merge(store, books[TEACHING])
    doubts = {one.field: one.doubt for row, one in found.changes if row.asked.node_id == node_id}
    assert set(doubts.values()) == {"发出以后计划中又有了新内容"}
    assert store.snapshot(1).by_id[node_id].entries[-1].text == "综合股核对后的说法"


def test_an_empty_cell_never_erases_unasked_but_does_when_told(store: Store, books: Books, tmp_path: Path) -> None:
    merge(store, fill(books[TEACHING]))
    second = sent(store, tmp_path / "again", name="2031年4月")

    def change(_book, sheet) -> None:
        for row in item_rows(sheet):
            sheet.cell(row, heads(sheet)[Field.TEXT]).value = None

    (found,) = compare(store, edit(second[TEACHING], change))
    assert {one.doubt for _, one in found.changes} == {"被清空了"}
    assert not usual(found).cells


@pytest.mark.parametrize(
    ("column", "value", "doubt"),
    [
        (Field.STATUS, "差不多了", "不认识的状态"),
        (Field.STATUS, "逾期", "“逾期”由程序按时限算出，不能填写"),
        (Field.PERCENT, "120", "不在 0 到 100 之间"),
        (Field.PERCENT, "一半", "不是 0 到 100 的数"),
        (Field.PERCENT, 0.4, "小于 1，看不出是不是百分数"),
    ],
)
def test_what_cannot_be_is_told_and_cannot_be_taken(
    store: Store, books: Books, column: Field, value: object, doubt: str
) -> None:
    def change(_book, sheet) -> None:
        sheet.cell(item_rows(sheet)[0], heads(sheet)[column]).value = value

    (found,) = compare(store, edit(fill(books[TEACHING]), change))
    (odd,) = [one for _, one in found.changes if not one.possible]
    assert (odd.field, odd.doubt) == (column, doubt)


@pytest.mark.parametrize(("written", "percent"), [("60%", 60), ("60％", 60), (60.0, 60), ("60", 60)])
def test_percentages_are_read_as_they_are_written(store: Store, books: Books, written: object, percent: int) -> None:
    (found,) = compare(store, fill(books[TEACHING], percent=written))
    assert {row.said.percent for row in found.rows} == {percent}


def test_locked_cells_that_were_changed_are_told_and_the_plan_keeps_its_own(store: Store, books: Books) -> None:
    before = store.snapshot(1)

    def change(_book, sheet) -> None:
        row = item_rows(sheet)[0]
        sheet.cell(row, heads(sheet)[Field.DUE]).value = "2035年底"
        task = sheet.cell(row, heads(sheet)[Field.TASK])
        task.value = f"{task.value}（改过）"

    (found,) = merge(store, edit(fill(books[TEACHING]), change))
    assert any("完成时限" in note for note in found.notes)
    assert any("任务文字被改动" in note for note in found.notes)
    now = store.snapshot(1)
    assert [(n.title, n.body, n.deadlines) for n in now.nodes] == [(n.title, n.body, n.deadlines) for n in before.nodes]


def test_an_older_round_another_plan_a_damaged_file_and_a_stranger_are_told_apart(
    store: Store, books: Books, tmp_path: Path
) -> None:
    later = sent(store, tmp_path / "later", name="2031年4月")
    torn, strange = tmp_path / "坏的.xlsx", tmp_path / "名单.csv"
    torn.write_bytes(b"PK\x03\x04 torn")
    strange.write_text("姓名,电话,地址\n王某,1,二\n李某,2,三\n", encoding="utf-8")

    def elsewhere(book, _sheet) -> None:
        book["_meta"]["B3"].value = "0badcafe"

    files = [
        fill(later[FINANCE]),
        fill(later[SAFETY]),
        fill(books[TEACHING]),
        edit(later[TEACHERS], elsewhere),
        torn,
        strange,
    ]
    found = compare(store, *files)
    wanted = [Verdict.OLDER, Verdict.OTHER_PLAN, Verdict.UNREADABLE, Verdict.NOT_OURS]
    assert [one.verdict for one in found][2:] == wanted
    assert found[2].sure == 0
    before = store.snapshot(1)
    take(store, *map(usual, found[2:]))
    assert store.snapshot(1) == before


def test_a_folder_is_looked_through_and_locks_are_passed_over(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "子/乙.ET", "~$甲.xlsx", ".隐.xlsx", "清单.pdf", "来信.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert {path.name for path in returned_files([tmp_path])} == {"乙.ET", "来信.docx", "甲.xlsx"}


def test_a_newer_form_is_refused_with_a_sentence(store: Store, books: Books) -> None:
    def change(book, _sheet) -> None:
        book["_meta"]["B1"].value = "9"

    (found,) = compare(store, edit(books[TEACHING], change))
    assert found.verdict is Verdict.UNREADABLE
    assert "更高版本" in found.notes[0]


def test_only_open_items_are_asked_and_last_words_are_carried(store: Store, books: Books, tmp_path: Path) -> None:
    (found,) = merge(store, fill(books[TEACHING], "三月做的", status="已完成"))
    own = [row.asked.node_id for row in found.rows if row.asked.is_own]
    merge(store, fill(books[FINANCE], "三月配合"))
    sent(store, tmp_path / "april", name="2031年4月")
    april = listed(store)[-1]
    asked = [item for unit in april.units for item in unit.asked]
    assert not {item.node_id for item in asked} & set(own)
    assert any(item.said.text.startswith("三月配合") for item in asked)


def test_a_round_goes_with_its_plan_and_follows_merged_units(store: Store, books: Books) -> None:
    before = dump(store)
    keep, gone = _unit(store, TEACHING), _unit(store, FINANCE)
    store.write("并入", lambda session: merging.merge_units(session, keep, gone))
    assert [unit.unit_id for unit in listed(store)[0].units].count(keep) == 1
    store.write("删除", lambda session: plans.delete_plan(session, 1))
    assert store.read(lambda connection: rounds.rounds_of(connection, 1)) == ()
    store.undo()
    store.undo()
    assert dump(store)["rounds"] == before["rounds"]
    assert dump(store)["round_units"] == before["round_units"]


def _unit(store: Store, name: str) -> int:
    return next(unit.unit_id for unit in store.units() if unit.name == name)


def rounds_of(store: Store, plan_id: int):
    return store.read(lambda connection: rounds.rounds_of(connection, plan_id))


def next_version(store: Store) -> int:
    """Store the plan's text again as its next version, and return that."""
    change = store.write("新版本", lambda session: reviews.agree(session, sample_draft(), None, 1))
    return change.plan_ids[0]


def test_what_comes_back_after_a_new_version_is_taken_by_that_version(store: Store, books: Books) -> None:
    old = store.snapshot(1)
    plan_id = next_version(store)
    assert rounds_of(store, 1) == ()
    forms = read_forms((fill(books[TEACHING]),))
    listed_now = rounds_of(store, plan_id)
    wanted = meant_round(forms, listed_now)
    assert wanted is not None
    (found,) = compare_all(forms, store.snapshot(plan_id), listed_now, wanted)
    assert found.verdict is Verdict.READY
    assert {row.asked.node_id for row in found.rows} <= set(store.snapshot(plan_id).by_id)
    store.write("合并", lambda session: returns.collect(session, wanted.round_id, (usual(found),), DAY))
    said = [e for node in store.snapshot(plan_id).nodes for e in node.entries if e.reporter.startswith(TEACHING)]
    assert len(said) == len(found.rows) > 1
    assert store.snapshot(1) == old


def test_a_version_made_of_an_older_one_goes_on_from_the_latest(store: Store, books: Books) -> None:
    second = next_version(store)
    node_id = store.snapshot(second).items[0].node_id
    entry = ProgressEntry(0, DAY, Status.GOING, 30, "第二版里报的")
    store.write("进展", lambda session: progress.add_entry(session, node_id, entry))
    third = next_version(store)
    assert [one.text for one in store.snapshot(third).items[0].entries] == ["第二版里报的"]
    assert rounds_of(store, second) == ()
    forms = read_forms((fill(books[TEACHING]),))
    (found,) = compare_all(forms, store.snapshot(third), rounds_of(store, third), rounds_of(store, third)[0])
    assert {row.asked.node_id for row in found.rows} <= set(store.snapshot(third).by_id)
    assert (found.missing, found.proposals) == ((), ())


def test_what_comes_back_is_taken_by_the_version_out_of_a_package(store: Store, books: Books, tmp_path: Path) -> None:
    path = tmp_path / "数据包.zip"
    plan = store.snapshot(1)
    path.write_bytes(store.read(lambda connection: pack(connection, plan)))
    package = read_package(path)
    change = store.write("取出", lambda session: unpack(session, package, path.name, 1))
    plan_id = change.plan_ids[0]
    assert rounds_of(store, 1) == ()
    forms = read_forms((fill(books[TEACHING]),))
    (found,) = compare_all(forms, store.snapshot(plan_id), rounds_of(store, plan_id), rounds_of(store, plan_id)[0])
    assert found.verdict is Verdict.READY
    places = {node.node_id: at for at, node in enumerate(store.snapshot(plan_id).nodes)}
    old = {node.node_id: at for at, node in enumerate(plan.nodes)}
    assert [places[row.asked.node_id] for row in found.rows] == [old[row.asked.printed_id] for row in found.rows]


def test_a_task_that_the_new_version_has_not_is_told(store: Store, books: Books) -> None:
    plan_id = next_version(store)
    round_ = rounds_of(store, plan_id)[0]
    forms = read_forms((fill(books[TEACHING]),))
    (found,) = compare_all(forms, store.snapshot(plan_id), (round_,), round_)
    gone = found.rows[0].asked.node_id
    store.write("删除", lambda session: items.delete_node(session, gone))
    (found,) = compare_all(forms, store.snapshot(plan_id), (round_,), round_)
    assert found.rows[0].notes == ("这项任务已经不在计划里了。",)
    assert not found.rows[0].changes


def test_the_rounds_go_back_when_the_new_version_is_deleted(store: Store, books: Books) -> None:
    before = rounds_of(store, 1)
    plan_id = next_version(store)
    store.write("删除", lambda session: plans.delete_plan(session, plan_id))
    assert rounds_of(store, 1) == before
    (found,) = merge(store, fill(books[TEACHING]))
    assert found.verdict is Verdict.READY
    assert entries(store, TEACHING)
