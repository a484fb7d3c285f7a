"""The kinds of units in the clerk's words, and what the form of a name says of its kind."""

import re

from planner.core.unit_names import is_group, level_prefix
from planner.core.vocabulary import UnitKind

KIND_WORDS = {
    UnitKind.OFFICE: "科室",
    UnitKind.AFFILIATE: "直属单位",
    UnitKind.SCHOOL: "学校",
    UnitKind.COUNTY: "县区",
    UnitKind.OUTSIDE: "外单位",
    UnitKind.GROUP: "群组",
    UnitKind.UNSORTED: "",
}
_NAMED = (
    (re.compile(r"群组|集合"), UnitKind.GROUP),
    (re.compile(r"学校|中小学|幼儿园|高校|院校"), UnitKind.SCHOOL),
    (re.compile(r"直属|局属|所属|二层|二级|事业"), UnitKind.AFFILIATE),
    (re.compile(r"县|区|乡镇|街道|地方"), UnitKind.COUNTY),
    (re.compile(r"外|市直|部门|兄弟"), UnitKind.OUTSIDE),
    (re.compile(r"科室|处室|股室|机关|内设|[科室处股]$"), UnitKind.OFFICE),
)
_SCHOOL = re.compile(r"(?:学校|中学|小学|高中|初中|幼儿园|大学|学院|党校|[一二三四五六七八九十0-9](?:中|小|幼|高))$")
_OFFICE = re.compile(r"(?:[科室股处]|办|办公室|党委|纪委|团委|工会|妇委会|关工委)$")
_PLACE = re.compile(r"..(?:县|市|区|镇|乡|街道)(?:人民)?(?:政府|教育局|教体局|教科体局|中心校|办事处)$")
_OUTSIDE = re.compile(r"(?:局|委|委员会|厅|政府|法院|检察院|公司|银行|集团|联合会|妇联|残联|团委|工会|总队|支队|大队)$")
_AFFILIATE = re.compile(r"(?:中心|站|馆|所|院|基地|电视台|报社)$")


def kind_named(word: str) -> UnitKind | None:
    """Return the kind that a word of a list means; None for a word that says no kind."""
    word = "".join(word.split())
    if not word:
        return UnitKind.UNSORTED
    return next((kind for pattern, kind in _NAMED if pattern.search(word)), None)


def kind_by_form(name: str) -> UnitKind:
    """Return the kind that the form of a name speaks for: something to propose, for the clerk to agree to."""
    if is_group(name):
        return UnitKind.GROUP
    if _SCHOOL.search(name):
        return UnitKind.SCHOOL
    if _PLACE.search(name):
        return UnitKind.COUNTY
    if level_prefix(name) and (_OUTSIDE.search(name) or _OFFICE.search(name)):
        return UnitKind.OUTSIDE
    if _OFFICE.search(name):
        return UnitKind.OFFICE
    if _OUTSIDE.search(name):
        return UnitKind.OUTSIDE
    return UnitKind.AFFILIATE if _AFFILIATE.search(name) else UnitKind.UNSORTED
