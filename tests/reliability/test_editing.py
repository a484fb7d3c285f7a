"""R7 on every push: two hundred runs of fifty steps."""

from tests.reliability.editing import run
from tests.reliability.result import ON_PUSH


def test_the_store_is_what_a_plain_model_says_after_every_step() -> None:
    assert run(ON_PUSH, 20310218).findings == ()
