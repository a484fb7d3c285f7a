"""What stands in the supervision slips, which items get one, and that each stays on its page."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import Deadline
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import ProgressEntry, Status
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from tests.builders import FINANCE, GENERAL, TEACHING
from tests.reports.making import item, page_texts, plan_of, render, reported, section

DAY = date(2031, 6, 30)


def told(status):
    return ProgressEntry(1, date(2031, 5, 10), status)


def asked(**more):
    return PrintRequest(report="supervision", **{"as_of": DAY, "bundled_fonts_only": True, **more})


def due(month, day):
    return (Deadline(f"{month}月{day}日前", None, date(2031, month, day), "day"),)


def slips(plan, **more):
    return catalog.build(Subject(plan), asked(**more)).tables


def words(table):
    """Return the value of each label of a slip."""
    found = {}
    for row in table.rows:
        texts = [cell.text for cell in row.cells]
        found[texts[0]] = texts[1]
        if row.cells[1].span == 1:
            found[texts[2]] = texts[3]
    return found


@pytest.fixture
def several():
    """Return a plan of which one item is late, one due soon, one behind, and three are to be left in peace."""
    plan = plan_of(
        section(),
        item("1.", "建食堂", "新建2所。招标在先。", [TEACHING], [FINANCE, GENERAL], deadlines=due(6, 20)),
        item("2.", "查食堂", lead=[TEACHING], deadlines=due(7, 5)),
        item("3.", "管食堂", lead=[FINANCE]),
        item("4.", "送课下乡", lead=[FINANCE], deadlines=due(12, 31)),
        item("5.", "读书", lead=[TEACHING], deadlines=due(3, 1)),
        item("6.", "歇一歇", lead=[TEACHING], deadlines=due(3, 1)),
        issuers=("青禾县教育体育局",),
    )
    plan = reported(plan, "3.", told(Status.BEHIND))
    plan = reported(plan, "5.", told(Status.DONE))
    return reported(plan, "6.", told(Status.PAUSED))


def test_a_slip_says_what_why_who_and_when_with_room_to_write(several):
    table, *_ = slips(several)
    assert (table.title, table.subtitle, table.profile) == ("督办单", "青禾县教育体育局", "P5")
    assert words(table) == {
        "督办事项": "建食堂",
        "依据": "《青禾县2031年工作要点》第1项",
        "责任单位": "牵头：义教股\n配合：财审股、综合股",
        "交办时间": "2031年6月30日",
        "办理时限": "6月20日前",
        "办理要求": "新建2所。招标在先。\n时限已过10天，请抓紧办理，尽快报送办理情况。",
        "办理情况": "",
        "领导批示": "",
        "签收": "签收人：______________　　签收日期：______年____月____日",
    }
    room = {row.cells[0].text: row.least for row in table.rows}
    assert (room["办理情况"], room["领导批示"]) == (60, 40)
    assert [column.width for column in table.columns] == [30, 55, 30, 55]
    assert not table.has_head
    assert table.outline == "督办单 1 建食堂"


def test_what_is_late_is_urged_and_what_is_due_soon_is_reminded_of(several):
    found = slips(several)
    assert [(table.title, words(table)["督办事项"]) for table in found] == [
        ("督办单", "建食堂"),
        ("催办单", "查食堂"),
        ("督办单", "管食堂"),
    ]
    assert words(found[1])["办理要求"] == "请于2031年7月5日前办结，并及时报送办理情况。"
    assert words(found[2])["办理时限"].replace("　", "") == "年月日"
    assert found[0].remarks == ("共督办单2份、催办单1份。",)
    assert {table.title for table in slips(several, word="催办通知单")} == {"催办通知单"}


def test_all_that_is_open_gets_a_slip_when_units_or_a_filter_choose(several):
    found = slips(several, units=(FINANCE,))
    assert [words(table)["督办事项"] for table in found] == ["管食堂", "送课下乡"]
    found = slips(several, chosen=ItemFilter(units=(TEACHING,)))
    assert [words(table)["督办事项"] for table in found] == ["建食堂", "查食堂"]
    found = slips(several, chosen=ItemFilter(statuses=(Status.DONE,)))
    assert [words(table)["督办事项"] for table in found] == ["读书"]


def test_a_unit_gets_one_slip_for_all_it_leads(several):
    found = slips(several, by="unit")
    assert [(table.title, words(table)["责任单位"]) for table in found] == [("督办单", TEACHING), ("督办单", FINANCE)]
    assert words(found[0])["督办事项"] == "1．建食堂（第1项，6月20日前）\n2．查食堂（第2项，7月5日前）"
    assert words(found[0])["办理时限"] == "见督办事项"
    assert words(found[1])["依据"] == "《青禾县2031年工作要点》第3项"
    assert found[1].outline == "督办单 财审股"


def test_nothing_to_urge_is_said(several):
    with pytest.raises(UsageError, match="没有滞后、逾期或7日内到期的任务"):
        slips(several, as_of=date(2031, 1, 31))
    with pytest.raises(UsageError, match="选定的范围里没有需要办理的任务"):
        slips(several, units=(GENERAL,))
    bare = plan_of(item("1.", "建食堂", deadlines=due(3, 1)))
    with pytest.raises(UsageError, match="还没有落实牵头单位"):
        slips(bare, by="unit")
    assert words(slips(bare)[0])["责任单位"] == ""


def test_numbers_that_begin_anew_are_told_with_their_part():
    plan = plan_of(
        section(),
        item("1.", "建食堂", deadlines=due(3, 1)),
        section("二、", "强师"),
        item("1.", "读书", deadlines=due(3, 1)),
    )
    assert [words(table)["依据"] for table in slips(plan)] == [
        "《青禾县2031年工作要点》“一、办好学校”部分第1项",
        "《青禾县2031年工作要点》“二、强师”部分第1项",
    ]


def long_items():
    sentence = "按照统一部署，全面排查各校食堂设施设备，逐校建立台账，限期整改到位"
    long = "，".join([sentence] * 160) + "。"
    many = [f"青禾县第{place}中心学校食品安全与校园餐管理工作领导小组办公室" for place in range(7)]
    name = "青禾县" + "校园食品安全工作" * 7 + "小组"
    return {
        "sentences": item("1.", "建食堂", f"{sentence}。" * 170, [TEACHING], deadlines=due(3, 1)),
        "one sentence": item("1.", "建食堂", long, [TEACHING], deadlines=due(3, 1)),
        "no title": item("1.", "", long, [TEACHING], deadlines=due(3, 1)),
        "long name": item("1.", "建食堂", long, [name], [name], deadlines=due(3, 1)),
        "many names": item("1.", "建食堂", long, many[:1], many[1:], deadlines=due(3, 1)),
        "sentences of fields": item(
            "1.",
            "建食堂",
            fields=[("问题描述", f"{sentence}。" * 40), ("工作措施", f"{sentence}。" * 40)],
            deadlines=due(3, 1),
        ),
        "labelled": item("1.", "建食堂", fields=[("问题描述", long), ("工作措施", long)], deadlines=due(3, 1)),
    }


@pytest.mark.parametrize("kind", sorted(long_items()))
@pytest.mark.parametrize("size", [12.0, 9.0])
def test_a_slip_stays_on_its_page_and_says_that_it_is_cut(kind, size):
    plan = plan_of(section(), long_items()[kind], title="青禾县教育体育局关于进一步加强学校食堂管理工作的实施方案")
    request = asked(contact="综合股 0000-1234567")
    request = replace(request, page=replace(request.page, size=size))
    done = render(plan, request, "pdf")
    assert done.page_count == 1
    (text,) = page_texts(done.data)
    assert "其余要求见计划原文。时限已过121天" in text
    assert "签收日期" in text
    assert any("只印了一部分" in note for note in done.notes)


def test_a_long_text_is_cut_behind_a_sentence():
    sentences = [f"第{place}步逐校建立食堂设施设备台账并限期整改到位。" for place in range(1, 80)]
    plan = plan_of(section(), item("1.", "建食堂", "".join(sentences), [TEACHING], deadlines=due(3, 1)))
    told, expected = words(slips(plan)[0])["办理要求"].split("\n")
    assert expected.startswith("其余要求见计划原文。")
    assert told in {"".join(sentences[:count]) for count in range(10, 40)}


def test_behind_its_first_sentence_a_field_goes_on_as_far_as_the_page_holds():
    sentences = [f"第{place}步逐校建立食堂设施设备台账并限期整改到位。" for place in range(1, 60)]
    fields = [("问题描述", "设施陈旧。管理薄弱。"), ("工作措施", "".join(sentences))]
    plan = plan_of(section(), item("1.", "建食堂", "", [TEACHING], fields=fields, deadlines=due(3, 1)))
    problem, told, expected = words(slips(plan)[0])["办理要求"].split("\n")
    assert problem == "问题描述：设施陈旧。管理薄弱。"
    assert told in {"工作措施：" + "".join(sentences[:count]) for count in range(8, 30)}
    assert expected.startswith("其余要求见计划原文。")
    assert render(plan, asked(), "pdf").page_count == 1


def test_a_slip_that_no_page_holds_says_so():
    plan = plan_of(
        section(), *(item(f"{place}.", "建好食堂" * 12, lead=[TEACHING], deadlines=due(3, 1)) for place in range(1, 30))
    )
    done = render(plan, asked(by="unit"), "pdf")
    assert done.page_count > 1
    assert "“义教股”的督办单内容较多，一页排不下。" in done.notes
    assert all(f"（第{place}项，3月1日前）" in "".join(page_texts(done.data)) for place in range(1, 30))


def test_each_slip_has_a_page_of_its_own_number(several):
    texts = page_texts(render(several, asked(), "pdf").data)
    assert len(texts) == 3
    assert all("第1页共1页" in text for text in texts)
