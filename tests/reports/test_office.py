"""What the settings of the office say of every document: name, telephone, words of the heads, fonts."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from planner.core.settings import Fonts, Settings
from planner.core.snapshot import snapshot_of_draft
from planner.reports.catalog import PrintRequest, Subject, build, render
from planner.reports.clipboard import table_html
from planner.reports.office import by_settings
from tests.builders import sample_draft

OFFICE = Settings(
    bureau="青禾县教育局",
    contact="林一 0000-1234567",
    lead_word="主办单位",
    partner_word="协办单位",
    fonts=Fonts(title="没有的标题体", heading="没有的黑体", body="没有的<正文>体"),
)


@pytest.fixture
def subject():
    return Subject(replace(snapshot_of_draft(sample_draft()), lead_word="", partner_word=""))


def test_heads_name_and_telephone_are_the_offices(subject):
    table = build(subject, by_settings(PrintRequest(), OFFICE)).tables[0]
    heads = {column.head for column in table.columns}
    assert {"主办单位", "协办单位"} <= heads
    assert not heads & {"牵头单位", "配合单位"}
    assert "青禾县教育局" in table.subtitle
    lists = build(subject, by_settings(PrintRequest(report="unit-lists"), OFFICE))
    assert any(OFFICE.contact in line for table in lists.tables for line in table.foot)


def test_the_words_of_a_plan_count_more_than_the_offices(subject):
    own = Subject(replace(subject.plan, lead_word="牵头股室", partner_word="责任股室"))
    heads = {column.head for column in build(own, by_settings(PrintRequest(), OFFICE)).tables[0].columns}
    assert {"牵头股室", "责任股室"} <= heads


def test_what_is_said_for_this_print_counts_more(subject):
    request = by_settings(PrintRequest(bureau="安澜县教育局", contact="周二"), OFFICE)
    assert "安澜县教育局" in build(subject, request).tables[0].subtitle
    assert request.contact == "周二"


def test_usual_settings_change_nothing(subject):
    assert build(subject, by_settings(PrintRequest(), Settings())) == build(subject, PrintRequest())


def test_the_offices_fonts_are_named_in_word_files_workbooks_and_pasted_tables(subject):
    request = by_settings(PrintRequest(), OFFICE)
    with ZipFile(BytesIO(render(subject, request, "docx").data)) as package:
        styles = package.read("word/styles.xml").decode()
        table = package.read("word/fontTable.xml").decode()
    assert 'w:eastAsia="没有的标题体"' in styles
    assert 'w:eastAsia="没有的&lt;正文&gt;体"' in styles
    assert "仿宋_GB2312" not in styles
    assert 'w:name="没有的标题体"><w:altName w:val="方正小标宋简体' in table
    with ZipFile(BytesIO(render(subject, request, "xlsx").data)) as package:
        fonts = package.read("xl/styles.xml").decode()
    assert "没有的标题体" in fonts
    assert "仿宋_GB2312" not in fonts
    html = table_html(build(subject, request))
    assert "font-family:'没有的标题体',方正小标宋简体" in html
    assert "<正文>" not in html


def test_a_font_that_is_not_installed_is_told_by_name(subject):
    notes = " ".join(render(subject, by_settings(PrintRequest(), OFFICE), "pdf").notes)
    assert "没有的标题体" in notes
    assert "没有安装" in notes
    bundled = replace(by_settings(PrintRequest(), OFFICE), bundled_fonts_only=True)
    assert "没有的" not in " ".join(render(subject, bundled, "pdf").notes)
