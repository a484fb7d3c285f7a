"""R13 on every push: six days with a clock that errs."""

from tests.reliability.result import ON_PUSH
from tests.reliability.rotation import run


def test_a_good_backup_is_always_there_whatever_the_clock_says() -> None:
    assert run(ON_PUSH, 20310218).findings == ()
