"""R14 on every push: 20 pairs of starts, and starts after kills."""

from tests.reliability import starts
from tests.reliability.result import ON_PUSH


def test_there_are_never_two_writers_and_a_kill_locks_nobody_out() -> None:
    result = starts.run(ON_PUSH, 20310218)
    assert result.findings == ()
    assert result.done[0].startswith("20 pairs of starts")
