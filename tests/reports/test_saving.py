"""A finished document on its way to the disk: whole under its name, or nothing but a sentence."""

import pytest

from planner.core.errors import OutputError
from planner.reports import catalog
from planner.reports.catalog import PrintRequest
from tests.reports.making import render

FORMATS = ("pdf", "xlsx", "docx")


@pytest.fixture(params=FORMATS)
def rendered(request, plan):
    return render(plan, PrintRequest(bundled_fonts_only=True), request.param)


@pytest.fixture
def folder(tmp_path):
    """A folder with a table of last month."""
    (tmp_path / "旧表").write_bytes(b"of last month")
    return tmp_path


def save_fails(rendered, path):
    """Save, and return the code of what went wrong; the folder is as it was."""
    before = {entry.name: entry.read_bytes() for entry in path.parent.iterdir()} if path.parent.is_dir() else {}
    with pytest.raises(OutputError) as told:
        catalog.save(rendered, path)
    after = {entry.name: entry.read_bytes() for entry in path.parent.iterdir()} if path.parent.is_dir() else {}
    assert after == before
    assert told.value.message.endswith("。")
    assert told.value.hint
    return told.value.code


def test_it_takes_the_name_and_leaves_nothing_beside_it(rendered, folder):
    catalog.save(rendered, folder / "旧表")
    assert (folder / "旧表").read_bytes() == rendered.data
    assert [entry.name for entry in folder.iterdir()] == ["旧表"]


def test_a_name_that_is_too_long_is_told(rendered, folder):
    assert save_fails(rendered, folder / f"{'很长的名字' * 60}.xlsx") == "PATH"


def test_a_folder_that_is_not_there_is_told(rendered, folder):
    assert save_fails(rendered, folder / "没有" / "表.xlsx") == "PATH"


def test_a_file_in_the_place_of_the_folder_is_told(rendered, folder):
    assert save_fails(rendered, folder / "旧表" / "表.xlsx") == "PATH"


def test_bytes_that_did_not_reach_the_disk_whole_replace_nothing(rendered, folder):
    cut = catalog.Rendered(rendered.data[:-40], rendered.file_name, rendered.page_count)
    assert save_fails(cut, folder / "旧表") == "WRITE_FAILED"
