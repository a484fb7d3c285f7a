"""R22 on every push: zones, clocks that are wrong by ten years, and a night slept through."""

from tests.reliability.clocks import run
from tests.reliability.result import ON_PUSH


def test_days_and_order_are_kept_whatever_the_clock_says() -> None:
    assert run(ON_PUSH, 20310218).findings == ()
