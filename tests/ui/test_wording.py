"""The short sentences of the window."""

from dataclasses import replace

import pytest

from planner.core.draft import Fault
from planner.core.snapshot import PlanSnapshot, snapshot_of_draft
from planner.core.unit_names import split_names
from planner.core.vocabulary import Role, Severity
from planner.ui.wording import counts, fault_counts, role_word, without_lead
from tests.builders import big_draft, sample_draft


@pytest.fixture
def snapshot() -> PlanSnapshot:
    return snapshot_of_draft(sample_draft())


def test_the_line_of_counts_tells_remarks_from_doubts(snapshot):
    assert counts(snapshot, review=True) == "12 项，3 个部分，1 处待核对，1 条提示，2 处余文"
    assert counts(snapshot) == "12 项 · 3 个部分 · 1 处疑点 · 1 条提示 · 2 处余文"
    assert counts(replace(snapshot, faults=(), leftovers=()), review=True) == "12 项，3 个部分，0 处待核对"
    assert fault_counts([Fault("X", Severity.ERROR, "错。")]) == ["1 处疑点"]


def test_items_without_a_lead_are_counted(snapshot):
    assert without_lead(snapshot) == 1


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("教研室、义教股", ("教研室", "义教股")),
        (" 教研室， 义教股；教研室/督学室 校安股、", ("教研室", "义教股", "督学室", "校安股")),
        ("各县（市、区）教育局", ("各县（市、区）教育局",)),
        ("", ()),
        ("、、", ()),
    ],
)
def test_a_line_of_units_is_split_at_any_usual_mark(typed, names):
    assert split_names(typed) == names


def test_the_plans_own_words_for_the_roles_are_used_when_short(snapshot):
    assert role_word(snapshot, Role.LEAD) == "牵头股室"
    assert role_word(replace(snapshot, lead_word="牵头负责的单位和部门"), Role.LEAD) == "牵头"
    assert role_word(snapshot_of_draft(big_draft(1)), Role.PARTNER) == "配合"
    assert role_word(None, Role.PARTNER) == "配合"
