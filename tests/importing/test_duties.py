"""Phrases that hand out work: who leads and who joins, verb by verb."""

import pytest

from planner.core.vocabulary import Role
from planner.importing.ambient import ambient_rule
from planner.importing.sentences import closing_sentence, said_units
from planner.importing.unit_phrases import is_unit_phrase, read_phrase

L, P = Role.LEAD, Role.PARTNER
PHRASES = [
    (
        "由县教育局牵头，会同县财政局、县发改局，于2025年6月底前完成",
        [("县教育局", L), ("县财政局", P), ("县发改局", P)],
    ),
    ("市民政局牵头，市残疾人联合会配合", [("市民政局", L), ("市残疾人联合会", P)]),
    ("责任单位：市教育局牵头，市财政局配合", [("市教育局", L), ("市财政局", P)]),
    ("市教育局为牵头单位，市财政局、市人社局为责任单位", [("市教育局", L), ("市财政局", P), ("市人社局", P)]),
    ("牵头单位为市教育局，配合单位为市财政局", [("市教育局", L), ("市财政局", P)]),
    ("以市教育局为主，市财政局配合", [("市教育局", L), ("市财政局", P)]),
    ("各县（市、区）党委和政府", [("各县（市、区）党委和政府", None)]),
    ("省发展改革委、省教育厅等14个部门", [("省发展改革委", None), ("省教育厅", None)]),
    ("市教育局、市体育局等市级有关部门", [("市教育局", None), ("市体育局", None)]),
    ("★市教育局、市财政局", [("市教育局", None), ("市财政局", None)]),
    ("各学校、幼儿园", [("各学校", None), ("幼儿园", None)]),
    ("市水利局人事科负责，市水利局监察室监督", [("市水利局人事科", L), ("市水利局监察室", P)]),
    ("县卫生监督所、县市场监督管理局负责，督办科配合", [("县卫生监督所", L), ("县市场监督管理局", L), ("督办科", P)]),
    ("市水利局、市林业局分别负责", [("市水利局", L), ("市林业局", L)]),
    ("市水利局、市林业局分别牵头，市财政局配合", [("市水利局", L), ("市林业局", L), ("市财政局", P)]),
    ("市水利局牵头，市林业局、市财政局分别配合", [("市水利局", L), ("市林业局", P), ("市财政局", P)]),
    ("市水利局牵头，4月底前提出方案，9月底前完成", [("市水利局", L)]),
    (
        "市水利局、市林业局牵头，市财政局配合，6月印发方案，7月10日前实施",
        [("市水利局", L), ("市林业局", L), ("市财政局", P)],
    ),
    ("市水利局、市林业局共同负责", [("市水利局", L), ("市林业局", L)]),
    ("市水利局、市林业局指导", [("市水利局", L), ("市林业局", L)]),
    ("市水利局、市林业局（按职责分工负责）", [("市水利局", L), ("市林业局", L)]),
    ("市水利局〔牵头〕、市林业局", [("市水利局", L), ("市林业局", P)]),
    ("主办：宣教股；协办：电教站", [("宣教股", L), ("电教站", P)]),
    ("牵头单位 市水利局 配合单位 市林业局", [("市水利局", L), ("市林业局", P)]),
    ("牵头人：陈安，责任科室：宣教股", [("宣教股", None)]),
    ("牽頭股室：黨建辦；配合股室：宣傳股、各學校", [("黨建辦", L), ("宣傳股", P), ("各學校", P)]),
    ("市级各行业主管部门按职责分工负责", [("市级各行业主管部门", L)]),
    ("市水利局等5部门负责", [("市水利局", None)]),
    ("市水利局 and 市林业局负责", [("市水利局", None), ("市林业局", None)]),
    ("——市水利局牵头，市林业局配合）", [("市水利局", L), ("市林业局", P)]),
    ("宣教股、电教站负责，4月、10月", [("宣教股", None), ("电教站", None)]),
    ("县水利局、各镇、各学校", [("县水利局", None), ("各镇", None), ("各学校", None)]),
    ("督导室、各街道、办公室", [("督导室", None), ("各街道", None), ("办公室", None)]),
    ("各乡镇、街道", [("各乡镇、街道", None)]),
    ("各县、区水利局", [("各县、区水利局", None)]),
    ("各区县党委、政府负责", [("各区县党委、政府", None)]),
]


@pytest.mark.parametrize(("words", "units"), PHRASES)
def test_a_phrase_names_units_and_what_they_do(words: str, units: list[tuple[str, Role | None]]) -> None:
    assert is_unit_phrase(words)
    assert [(unit.name, unit.role) for unit in read_phrase(words).units] == units


@pytest.mark.parametrize(
    "words",
    [
        "县财政局局长、县教育局局长",
        "列在第一位的为牵头单位，下同",
        "各单位要强化责任意识",
        "均为公办",
        "政府主导、部门协同",
        "市水利局联合发文",
        "市第二小学等10所学校",
        "由各镇自行组织，县级水利部门负责",
    ],
)
def test_what_names_no_unit_is_no_phrase(words: str) -> None:
    assert not is_unit_phrase(words)


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("按班师比核定。此项工作由县委编办负责。", "由县委编办负责"),
        ("分期实施。甲县教育局、甲县财政局按职责分工负责", "甲县教育局、甲县财政局按职责分工负责"),
        ("层层抓落实。学校负责，家长配合。", None),
        ("成立专班。由县教育局牵头，会同县公安局开展了联合检查。", None),
    ],
)
def test_a_closing_sentence_counts_only_when_it_hands_out_work(words: str, phrase: str | None) -> None:
    found = closing_sentence(words)
    assert (words[found[1] :].rstrip("。") if found else None) == phrase


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("9月底前由县住建局负责完成主体工程", ["县住建局"]),
        ("由县教育局会同县财政局制定办法", ["县教育局", "县财政局"]),
        ("本办法由市教育局负责解释", []),
        ("由班主任负责组织实施，由学校负责落实", []),
    ],
)
def test_units_said_in_a_sentence_are_offices(words: str, names: list[str]) -> None:
    found = said_units(words)
    assert ([unit.name for unit in found.units] if found else []) == names


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("以下任务均需各乡镇人民政府落实，不再一一列出", [("各乡镇人民政府", P)]),
        ("以上任务由县教育局牵头，县公安局配合。", [("县教育局", L), ("县公安局", P)]),
        ("本项创建由局办公室牵头，其余科室各按职能办理。", [("局办公室", L), ("其余科室", P)]),
        ("本方案由县教育局负责解释。", []),
    ],
)
def test_a_rule_for_many_tasks_is_told_from_its_words(words: str, units: list[tuple[str, Role]]) -> None:
    rule = ambient_rule(words)
    assert ([(unit.name, unit.role) for unit in rule.phrase.units] if rule else []) == units
    if rule:
        assert [words[unit.start : unit.end] for unit in rule.phrase.units] == [name for name, _ in units]


def test_a_list_of_a_hundred_units_and_a_unit_of_sixty_letters_are_read() -> None:
    places = "基教职教人事财务督导安全体卫电教招考规划法规信访宣传审计基建装备资助师训学前特教"
    many = "、".join(f"县{places[at : at + 2]}{kind}" for kind in "科股站所馆" for at in range(0, 40, 2))
    assert len(many) > 400
    assert is_unit_phrase(f"牵头单位：教研室；配合单位：{many}")
    long = "安澜县人民政府教育督导委员会基础教育质量监测与学生体质健康综合评价改革"
    long += "领导小组联席会议协调推进工作专班日常事务管理办公室"
    assert len(long) == 60
    phrase = read_phrase(f"牵头单位：{long}；配合单位：人事科")
    assert [unit.name for unit in phrase.units] == [long, "人事科"]
    assert is_unit_phrase(f"牵头单位：{long}；配合单位：人事科")
