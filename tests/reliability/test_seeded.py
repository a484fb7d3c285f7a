"""R24 on every push: fifteen seeded faults by chance, every one of them noticed; all of them still have their place."""

from pathlib import Path

import pytest

from tests.reliability.seeded import ROOT, by_chance, copied, escaped, not_caught
from tests.reliability.seeded_faults import FAULTS, SeededFault

SEEDED = 15


def test_seeded_faults_are_caught_by_the_tests_named_for_them() -> None:
    assert not_caught(by_chance(SEEDED, 20310218, quick=True)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_seeded_fault_has_its_place_and_its_test(fault: SeededFault) -> None:
    assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.was) == 1
    file, _, name = fault.caught_by.partition("::")
    assert f"def {name}" in (ROOT / file).read_text(encoding="utf-8")


def test_a_change_that_is_no_fault_is_not_called_caught(tmp_path: Path) -> None:
    harmless = SeededFault(
        "another word",
        "planner/core/atomic_file.py",
        "_PAUSE = 0.2",
        "_PAUSE = 0.1",
        "tests/core/test_atomic_file.py::test_the_new_bytes_take_the_name",
    )
    assert escaped(harmless, copied(tmp_path)).endswith("did not notice")
