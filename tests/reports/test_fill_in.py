"""填报表: what may be written is open and yellow, all else is locked; nothing in it is a formula or tells of a PC."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from planner.core.customs import Customs
from planner.core.errors import UsageError
from planner.core.forms import FORMAT, META_SHEET, UNIT_LABEL, WRITABLE, Field
from planner.core.progress import STORED, ProgressEntry, Status
from planner.core.rounds import ReturnState, RoundUnit, duties
from planner.core.vocabulary import Role
from planner.reports.catalog import finished
from planner.reports.folders import save_folder
from planner.reports.request import PrintRequest
from planner.reports.round_folder import asked_units, render_round
from planner.reports.round_list import group_text, round_document
from planner.reports.workbook.form_sheet import WIDTHS, FormBook
from planner.services import Store, progress
from tests.builders import FINANCE, TEACHING
from tests.filling import DAY, DUE, begun, heads, item_rows, listed, sent

BLANK_ROWS = 3


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "planner.db") as opened:
        yield opened


@pytest.fixture
def book(store: Store, tmp_path: Path):
    return openpyxl.load_workbook(sent(store, tmp_path / "out")[FINANCE])


def test_the_sheet_stands_as_the_others_do(book) -> None:
    sheet = book.worksheets[0]
    assert "2031年3月进展填报表" in sheet["B1"].value
    assert sheet["B2"].value.startswith(f"{UNIT_LABEL}{FINANCE}")
    assert "请于3月25日前报送" in sheet["B2"].value
    assert [cell.value for cell in sheet[3]] == [column.value for column in WIDTHS]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape",
        9,
        1,
    )
    assert sum(WIDTHS.values()) - WIDTHS[Field.ID] == 257


def test_only_the_yellow_cells_may_be_written(book) -> None:
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    columns = heads(sheet)
    for row in item_rows(sheet):
        for column, place in columns.items():
            cell = sheet.cell(row, place)
            assert cell.protection.locked is (column not in WRITABLE), column
            assert (cell.fill.fgColor.rgb == "FFFFF8D6") is (column in WRITABLE)
    last = item_rows(sheet)[-1]
    new = [sheet.cell(row, columns[Field.TASK]) for row in range(last + 2, last + 2 + BLANK_ROWS)]
    assert all(not cell.protection.locked and cell.value is None for cell in new)
    assert sheet.cell(last + 2 + BLANK_ROWS, 2).protection.locked


def test_statuses_and_percentages_are_checked_as_they_are_typed(book) -> None:
    sheet = book.worksheets[0]
    checks = {check.type: check for check in sheet.data_validations.dataValidation}
    assert checks["list"].formula1 == f'"{",".join(STORED)}"'
    assert (checks["whole"].formula1, checks["whole"].formula2) == ("0", "100")
    rows = item_rows(sheet)
    first = f"E{rows[0] - 1}"
    assert str(checks["list"].sqref).startswith(first)


def test_a_long_list_of_statuses_goes_to_the_hidden_sheet(store: Store) -> None:
    from dataclasses import replace

    round_ = begun(store)
    words = tuple((status, f"{status.value}" * 12) for status in STORED)
    plan = replace(store.snapshot(1), customs=Customs(status_words=words))
    (one, *_) = asked_units(plan, round_, DAY)
    made = openpyxl.load_workbook(BytesIO(FormBook(plan, round_, "题", "话").write(one.unit, one.asked)))
    (check,) = [one for one in made.worksheets[0].data_validations.dataValidation if one.type == "list"]
    listed_words = [cell.value for (cell,) in made[META_SHEET][check.formula1.partition("!")[2].replace("$", "")]]
    assert listed_words == [word for _, word in words]


def test_the_hidden_sheet_says_what_the_book_is_and_tells_no_secrets(book, store: Store, tmp_path: Path) -> None:
    meta = book[META_SHEET]
    assert meta.sheet_state == "veryHidden"
    said = {row[0].value: row[1].value for row in meta.iter_rows()}
    assert said[FORMAT] == "1"
    assert said["round"] == listed(store)[0].token
    sheet = book.worksheets[0]
    assert said["ids"] == ",".join(str(sheet.cell(row, 1).value) for row in item_rows(sheet))
    for path in (tmp_path / "out").iterdir():
        with zipfile.ZipFile(path) as package:
            words = b"".join(package.read(part) for part in package.namelist())
        assert str(tmp_path).encode() not in words
        assert b"<f>" not in words


def test_last_words_stand_in_their_cells_and_what_is_done_is_left_out(store: Store, tmp_path: Path) -> None:
    begun(store)
    duty = next(duty for duty in duties(store.snapshot(1), DAY, only_leads=True) if duty.unit.name == TEACHING)
    node = duty.parts[0].item.node_id
    said = ProgressEntry(0, DAY, Status.GOING, 40, "=已招标", "缺钱", "下月进场")
    store.write("进展", lambda session: progress.add_entry(session, node, said))
    sheet = openpyxl.load_workbook(sent(store, tmp_path / "a", name="4月")[TEACHING]).worksheets[0]
    row = next(row for row in item_rows(sheet) if sheet.cell(row, 1).value == node)
    columns = heads(sheet)
    cells = [sheet.cell(row, columns[column]) for column in (Field.STATUS, Field.PERCENT, Field.TEXT, Field.DIFFICULTY)]
    assert [cell.value for cell in cells] == ["推进中", 40, "=已招标", "缺钱"]
    assert cells[2].data_type == "s"
    store.write("完成", lambda session: progress.set_status(session, node, Status.DONE, DAY))
    asked = asked_units(store.snapshot(1), listed(store)[-1], DAY)
    assert node not in {item.node_id for one in asked for item in one.asked}


def test_only_leads_are_asked_unless_partners_are_wanted(store: Store) -> None:
    round_ = begun(store, only_leads=True)
    asked = asked_units(store.snapshot(1), round_, DAY)
    assert {item.role for one in asked for item in one.asked} == {Role.LEAD}
    both = begun(store, name="4月")
    asked = asked_units(store.snapshot(1), both, DAY)
    assert {item.role for one in asked for item in one.asked} == set(Role)
    assert all(item.is_own is (item.role is Role.LEAD) or not item.is_own for one in asked for item in one.asked)


def test_the_folder_has_a_list_and_a_book_for_each_unit_in_order_of_print(store: Store, tmp_path: Path) -> None:
    round_ = begun(store)
    plan = store.snapshot(1)
    asked = asked_units(plan, round_, DAY)
    told: list[tuple[int, int]] = []
    folder = render_round(
        plan, round_, asked, PrintRequest(bundled_fonts_only=True), lambda done, count: told.append((done, count))
    )
    names = sorted(path.name for path in save_folder(folder, tmp_path).iterdir())
    assert names[0] == "00_分发目录.pdf"
    for place, one in enumerate(asked, 1):
        assert f"{place:02}_{one.unit.name}_任务清单.pdf" in names
        assert f"{place:02}_{one.unit.name}_填报表_3月.xlsx" in names
    assert len(names) == 2 * len(asked) + 1
    assert told[-1] == (len(asked), len(asked))


def test_how_far_a_unit_is_follows_from_its_days() -> None:
    after = DUE + timedelta(days=1)
    asked = (None, None)
    assert RoundUnit(1).state(DUE, DAY) is ReturnState.UNSENT
    assert RoundUnit(1, asked, DAY).state(DUE, DUE) is ReturnState.WAITING
    assert RoundUnit(1, asked, DAY).state(DUE, after) is ReturnState.LATE
    assert RoundUnit(1, asked, DAY).state(None, after) is ReturnState.WAITING
    assert RoundUnit(1, asked, DAY, DUE, 1).state(DUE, after) is ReturnState.INCOMPLETE
    assert RoundUnit(1, asked, DAY, DUE, 2).state(DUE, after) is ReturnState.RETURNED
    assert RoundUnit(1, asked, DAY, after, 2).state(DUE, after) is ReturnState.RETURNED_LATE


def test_the_list_and_the_text_for_the_group_name_who_is_missing(store: Store, tmp_path: Path) -> None:
    sent(store, tmp_path / "out")
    plan, round_, after = store.snapshot(1), listed(store)[0], DUE + timedelta(days=1)
    document = round_document(plan, round_, after, only_missing=True)
    shown = [row.cells[1].text for row in document.tables[0].rows]
    assert len(shown) == len(round_.units)
    assert {row.cells[4].text for row in document.tables[0].rows} == {"■逾期未报"}
    words = group_text(plan, round_, after)
    assert all(name in words for name in shown)
    assert "抓紧报送" in words
    assert finished(document, "x.pdf", "pdf", bundled_only=True).data.startswith(b"%PDF")


def test_a_list_of_nobody_is_refused(store: Store) -> None:
    round_ = begun(store)
    with pytest.raises(UsageError, match="没有可打印"):
        round_document(store.snapshot(1), round_, DAY, only_missing=True)
