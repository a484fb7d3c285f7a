"""Marks by the bureau's own rules: how they are written, and what they give for which items."""

from datetime import date
from decimal import Decimal

import pytest

from planner.core.errors import UsageError
from planner.core.marks import Marks, marked, read_marks
from planner.core.progress import Status
from planner.core.tally import Counter
from planner.core.vocabulary import Role
from tests.core.nodes import due, node, part, plan, said, unit

TEACHING, FINANCE = unit(2, "义教股"), unit(3, "财审股")
DAY, LAST = date(2031, 6, 30), date(2031, 5, 31)
RULES = Marks(Decimal(2), Decimal(1), Decimal("0.5"), Decimal(1))


@pytest.mark.parametrize(
    "words",
    ["牵头2 配合1 提前0.5 逾期1", "牵头=2，配合=1；提前：+0.5分、逾期：-1分", " 牵头 2 分 配合 1\n提前0.50 逾期－1。"],
)
def test_rules_are_read_as_a_clerk_writes_them(words):
    assert read_marks(words) == RULES


def test_a_rule_that_is_not_named_gives_nothing():
    assert read_marks("牵头3") == Marks(led=Decimal(3))


@pytest.mark.parametrize(
    "words", ["", " ", "2", "牵头", "牵头二", "牵头2 牵头3", "牵头2 主办1", "牵头2 3", "牵头2.5.1"]
)
def test_anything_else_is_refused_with_how_to_write_it(words):
    with pytest.raises(UsageError, match="计分规则"):
        read_marks(words)


def item(place, day, *entries):
    return node(
        place, assignments=(part(TEACHING), part(FINANCE, Role.PARTNER)), deadlines=(due(day),), entries=entries
    )


def test_every_number_has_the_items_behind_it():
    done = Status.DONE
    items = (
        item(1, LAST, said(date(2031, 5, 30), done)),
        item(2, LAST, said(LAST, done)),
        item(3, LAST, said(date(2031, 6, 1), done)),
        item(4, LAST, said(date(2031, 5, 1), Status.GOING)),
        item(5, date(2031, 7, 1)),
        item(6, LAST, said(date(2031, 5, 1), Status.PAUSED)),
        item(7, LAST, said(date(2031, 5, 1), done), said(date(2031, 5, 2), Status.GOING, entry_id=2)),
        item(8, LAST, said(date(2031, 5, 1), done), said(date(2031, 6, 9), done, entry_id=2)),
    )
    teaching, finance = marked(Counter(plan(*items), DAY), RULES)
    assert [one.node_id for one in teaching.early] == [1, 8]
    assert [one.node_id for one in teaching.late] == [3, 4, 7]
    assert (teaching.base, teaching.more, teaching.less, teaching.total) == (16, 1, 3, 14)
    assert (finance.base, finance.more, finance.less, finance.total) == (8, 0, 0, 8)
    assert [one.node_id for one in marked(Counter(plan(*items), LAST), RULES)[0].late] == []
