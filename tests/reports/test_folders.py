"""A folder of single files: names, order, the directory on top, progress and stopping."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from planner.core.errors import UsageError
from planner.core.stopping import Stopped
from planner.core.vocabulary import UnitKind
from planner.reports.catalog import PrintRequest, Subject
from planner.reports.folders import render_folder, save_folder
from tests.reports.bureau import bureau, counted, node, plan, unit
from tests.reports.making import page_texts

LONG = "校园及周边安全综合治理领导小组" * 4
ODD = unit(1, "体卫艺股/资助中心：甲*?", full_name="体卫艺股")
UNITS = (ODD, unit(2, LONG), unit(3, "财审股"))


def request(report="unit-lists", **more):
    return PrintRequest(report, bundled_fonts_only=True, **more)


def small():
    return plan([node(2, "1.", "甲", "", [ODD], [UNITS[1]]), node(3, "2.", "乙", "", [UNITS[2]], [ODD])])


def test_a_file_for_each_unit_in_order_of_print_below_the_directory():
    folder = render_folder(Subject(small()), request(), ("pdf",))
    assert folder.name == "青禾县2031年工作要点_单位任务清单_20310312"
    names = [file.file_name for file in folder.files]
    assert names[0] == "00_分发目录.pdf"
    assert names[1] == "01_体卫艺股资助中心：甲_任务清单.pdf"
    assert names[2].startswith("02_校园及周边安全")
    assert len(names[2]) < 60
    assert names[3] == "03_财审股_任务清单.pdf"
    (page,) = page_texts(folder.files[1].data)
    assert "体卫艺股2031年工作任务清单" in page
    assert "第1页共1页" in page


def test_the_directory_says_what_goes_to_whom():
    found = bureau()
    folder = render_folder(Subject(found), request(), ("xlsx", "pdf"))
    by_hand = counted(found)
    assert [file.file_name for file in folder.files[:4]] == [
        "00_分发目录.xlsx",
        "00_分发目录.pdf",
        "01_第1股_任务清单.xlsx",
        "01_第1股_任务清单.pdf",
    ]
    sheet = load_workbook(BytesIO(folder.files[0].data)).worksheets[0]
    rows = [[str(cell) if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if row[0] == "序号")
    assert rows[head][:8] == ["序号", "分发单位（材料）", "牵头", "配合", "合计", "页数", "签收人", "签收日期"]
    listed = [row for row in rows[head + 1 :] if row[0]]
    assert {row[1]: (int(row[2]), int(row[3])) for row in listed} == by_hand
    assert all(int(row[4]) == int(row[2]) + int(row[3]) for row in listed)
    pages = {file.file_name[:2]: file.page_count for file in folder.files[3::2]}
    assert all(int(row[5]) == pages[row[0]] for row in listed)
    assert any("成员还没有确定" in note for note in folder.notes)


def test_the_meeting_set_is_a_folder_of_its_parts():
    folder = render_folder(Subject(small()), request("meeting-set", copies=20), ("pdf",))
    names = [file.file_name for file in folder.files]
    assert names[:2] == ["00_分发目录.pdf", "01_责任分解表.pdf"]
    assert names[-1] == "05_检查清单.pdf"
    assert "会议材料" in folder.name
    (page,) = page_texts(folder.files[0].data)
    assert "份数" in page
    assert "20" in page


def test_progress_is_told_and_a_stop_is_heeded():
    told = []
    render_folder(Subject(small()), request(), ("pdf",), lambda done, count: told.append((done, count)))
    assert told == [(0, 4), (1, 4), (2, 4), (4, 4)]

    def stop(done, _count):
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        render_folder(Subject(small()), request(), ("pdf",), stop)


def test_a_folder_is_saved_beside_what_is_there(tmp_path):
    folder = render_folder(Subject(small()), request(), ("pdf",))
    first, second = save_folder(folder, tmp_path), save_folder(folder, tmp_path)
    assert first.name == folder.name
    assert second.name == f"{folder.name} (2)"
    assert sorted(file.name for file in second.iterdir()) == sorted(file.file_name for file in folder.files)
    assert (first / "00_分发目录.pdf").read_bytes() == folder.files[0].data
    assert sorted(path.name for path in tmp_path.iterdir()) == [first.name, second.name]


def test_what_is_no_folder_is_told():
    with pytest.raises(UsageError, match="“责任分解表”不能分成几个文件"):
        render_folder(Subject(small()), request("breakdown"), ("pdf",))
    with pytest.raises(UsageError, match="没有 txt 格式"):
        render_folder(Subject(small()), request(), ("txt",))


def test_hundred_units_are_numbered_so_that_they_sort():
    units = tuple(unit(place, f"第{place}校", UnitKind.SCHOOL) for place in range(1, 101))
    found = plan([node(2, "1.", "甲", "", units)])
    folder = render_folder(Subject(found), replace(request(), depth="title"), ("docx",))
    names = [file.file_name for file in folder.files]
    assert names == sorted(names)
    assert names[0].startswith("000_")
    assert names[-1] == "100_第100校_任务清单.docx"
