"""R12 on every push: every schema, and faults and kills at statements by chance."""

from pathlib import Path

import pytest

from tests.reliability.result import ON_PUSH
from tests.reliability.schemas import GOLDEN, SCHEMAS, newer_is_refused, opens_as_it_was, run


def test_every_schema_has_a_store_of_its_time() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"schema-{number}.sql" for number in SCHEMAS]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_store_of_its_time_opens_as_it_was_and_can_be_undone(schema: int, tmp_path: Path) -> None:
    assert opens_as_it_was(schema, tmp_path / "s") == []


def test_a_newer_store_is_refused_with_nothing_changed(tmp_path: Path) -> None:
    assert newer_is_refused(tmp_path / "s") == []


def test_a_fault_or_a_kill_at_any_statement_leaves_the_old_store_or_the_new_one() -> None:
    assert run(ON_PUSH, 20310218).findings == ()
