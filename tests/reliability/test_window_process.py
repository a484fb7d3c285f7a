"""R19: references do not drift, and a random hand on the real program brings it neither to fall nor to a fault."""

import pytest

from tests.reliability import window_process
from tests.reliability.window_process import CALLS, drift, drift_of, hand


def test_no_reference_drifts(qapp):
    assert {name: share for name, share in drift().items() if share >= 0.01} == {}


def test_a_drift_would_be_seen():
    kept = []
    thing = object()
    assert drift_of(lambda: kept.append(thing), thing) == pytest.approx(1.0)
    assert len(kept) == CALLS + 1


def test_a_random_hand_does_no_harm():
    told, trouble = hand(seed=7, seconds=12, items=40)
    assert trouble == []
    assert told["steps"] > 20


def test_a_fall_would_be_seen(monkeypatch):
    monkeypatch.setattr(window_process.sys, "executable", "false")
    assert "fell" in hand(seed=1, seconds=1)[1][0]
