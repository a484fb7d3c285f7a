"""R3: every write of every operation fails once, and nothing is lost."""

import pytest

from tests.reliability.faults import tried
from tests.reliability.nine_operations import MORE, NINE, Operation


@pytest.mark.parametrize("operation", [*NINE, *MORE], ids=lambda operation: operation.name)
def test_whichever_write_fails_nothing_is_lost_and_it_goes_on(operation: Operation) -> None:
    trials = tried(operation, 20310218)
    assert trials.findings == []
    assert len(trials.calls) >= trials.done > 5
    assert trials.told.total() > trials.told["nothing"], "no fault was ever told"
