"""R18 on every push: 40 damaged stores."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.reliability import damage
from tests.reliability.result import ON_PUSH


def test_a_damaged_store_is_found_told_and_never_gone_on_with_in_silence(qapp: object) -> None:
    result = damage.run(ON_PUSH, 20310218)
    assert result.findings == ()
    assert result.done[0].startswith("40 damaged stores")


def test_the_judge_sees_a_silent_loss(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.services.seal.altered", lambda _connection: iter(()))
    monkeypatch.setattr(damage, "KINDS", (damage.flip_in_a_text,))
    monkeypatch.setattr(damage, "LARGE", 4)
    monkeypatch.setattr(damage, "COPIES", 1)
    assert any("in silence" in found for found in damage.run(1, 5).findings)


@pytest.mark.parametrize("table", ["nodes", "journal_images"])
def test_damage_of_a_large_store_leads_to_the_same_choice(tmp_path: Path, table: str) -> None:
    """Met by the first picture, which reads before the store is looked through, or behind it."""
    ground = damage.prepare(tmp_path)
    path = tmp_path / "sound" / "planner.db"
    with closing(sqlite3.connect(path)) as whole:
        page = whole.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0] - 1
    data = bytearray(path.read_bytes())
    data[page * damage.PAGE : (page + 1) * damage.PAGE] = bytes(damage.PAGE)
    path.write_bytes(data)
    large = "import planner.models.connection as connection\nconnection.CHECKED_AT_ONCE = 1000\n"
    assert damage.enter_window(path, ground, large) == "brought back from the backup"
