"""Numbers that a plan wants reached, and those that only look like it."""

import pytest

from planner.core.targets import find_targets, worded


@pytest.mark.parametrize(
    ("words", "value", "unit", "bound"),
    [
        ("新建13所幼儿园。", "13", "所", "exactly"),
        ("新增５３７０个学位。", "5370", "个学位", "exactly"),
        ("新增5370个学位。", "5370", "个学位", "exactly"),
        ("普惠率达80%以上。", "80", "%", "at least"),
        ("力争普及率达到95％。", "95", "%", "at least"),
        ("不低于60学时。", "60", "学时", "at least"),
        ("招聘教师1223名以上。", "1223", "名", "at least"),
        ("至少组织2次演练。", "2", "次", "at least"),
        ("比例控制在5%以内。", "5", "%", "at most"),
        ("不超过3门。", "3", "门", "at most"),
        ("大班额比例降至9.3%。", "9.3", "%", "at most"),
        ("新增学位不少于1200个。", "1200", "个", "at least"),
        ("确保学位不得少于500个。", "500", "个", "at least"),
        ("力争普惠率不低于88%。", "88", "%", "at least"),
        ("确保事故少于3次。", "3", "次", "at most"),
        ("大班额比例降低至8%。", "8", "%", "at most"),
        ("确保每校不能少于2名。", "2", "名", "at least"),
        ("减少大班额不超过3个。", "3", "个", "at most"),
        ("投入资金约1.2亿元。", "1.2亿", "元", "about"),
        ("新建学校近20所。", "20", "所", "about"),
        ("新建附近3所。", "3", "所", "exactly"),
        ("培育学校10所左右。", "10", "所", "about"),
        ("培训校长500余人次。", "500余", "人次", "about"),
        ("投入2.14亿元。", "2.14亿", "元", "exactly"),
        ("建设校舍4.44万平方米。", "4.44万", "平方米", "exactly"),
        ("开发课程一百门。", "一百", "门", "exactly"),
        ("提高3个百分点。", "3", "个百分点", "exactly"),
        ("新建 幼儿园 6 所。", "6", "所", "exactly"),
    ],
)
def test_a_wanted_number_is_a_target(words: str, value: str, unit: str, bound: str) -> None:
    targets = [target for _, _, target in find_targets(words)]
    assert [(one.value, one.unit, one.bound) for one in targets] == [(value, unit, bound)]


@pytest.mark.parametrize(
    "words",
    [
        "现有学校13所。",
        "建校20周年。",
        "三年级以上学生。",
        "《关于建设100所示范校的意见》",
        "安教发〔2026〕5号",
        "开展“一师一优课”活动。",
        "召开十九届四中全会。",
        "增强四个意识。",
        "推进提升工程2.0项目。",
        "2026年6月30日前完成。",
        "第3节课。",
        "截至去年底已建成12所。",
    ],
)
def test_other_numbers_are_none(words: str) -> None:
    assert find_targets(words) == []


def test_the_place_of_a_target_is_that_of_its_words() -> None:
    text = "一是扩大资源，新建13所幼儿园。"
    ((start, end, target),) = find_targets(text)
    assert text[start:end] == target.text == "新建13所"


def test_a_number_is_said_with_what_it_belongs_to():
    text = "到2026年6月，全市毛入园率达到93.5%，普惠率达到 88 %。新建学校8所、惠及群众约3,000人。生师比不高于4%"
    found = [target for _, _, target in find_targets(text)]
    assert worded(found, text) == [
        "全市毛入园率达到93.5%",
        "普惠率达到88%",
        "新建学校8所",
        "惠及群众约3,000人",
        "生师比不高于4%",
    ]
    assert worded(found[:1], "别的话。") == ["达到93.5%"]
