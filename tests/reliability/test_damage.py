"""R18 on every push: 40 damaged stores."""

import pytest

from tests.reliability import damage
from tests.reliability.result import ON_PUSH


def test_a_damaged_store_is_found_told_and_never_gone_on_with_in_silence(qapp: object) -> None:
    result = damage.run(ON_PUSH, 20310218)
    assert result.findings == ()
    assert result.done[0].startswith("40 damaged stores")


def test_the_judge_sees_a_silent_loss(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.services.seal.was_altered", lambda _connection: False)
    monkeypatch.setattr(damage, "KINDS", (damage.flip_in_a_text,))
    monkeypatch.setattr(damage, "LARGE", 4)
    assert any("in silence" in found for found in damage.run(1, 5).findings)
