"""The names of backups, their order, and which of them may go, whatever the clock says."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core import backups
from planner.core.backups import (
    ASKED_KEPT,
    DAYS_KEPT,
    MONTHS_KEPT,
    NEWEST_KEPT,
    WEEKS_KEPT,
    BackupFile,
    Reason,
    backup_folder,
    listed,
    next_backup,
    thinned,
)

NOON = datetime(2031, 2, 18, 12, 0)


def backup(sequence: int, made_at: datetime, size: int = 1, reason: str = Reason.HOURLY) -> BackupFile:
    return BackupFile(Path(f"{sequence}.db"), sequence, made_at, reason, size)


def kept(made: list[BackupFile], most_bytes: int = 10**9) -> list[BackupFile]:
    gone = set(thinned(made, most_bytes))
    return [one for one in made if one not in gone]


def test_a_name_tells_the_sequence_the_time_and_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "planner.db"
    folder = backup_folder(store)
    folder.mkdir()
    monkeypatch.setattr(backups, "now", lambda: NOON)
    first = next_backup(store, Reason.MERGE)
    assert first.path == folder / "planner-000001-20310218-120000-合并前.db"
    first.path.write_bytes(b"12345")
    monkeypatch.setattr(backups, "now", lambda: datetime(2009, 1, 1))
    second = next_backup(store, Reason.CLOSE)
    second.path.write_bytes(b"")
    assert [(one.sequence, one.made_at, one.reason, one.size) for one in listed(store)] == [
        (2, datetime(2009, 1, 1), "关闭", 0),
        (1, NOON, "合并前", 5),
    ]


def test_only_backups_of_this_store_are_listed(tmp_path: Path) -> None:
    store = tmp_path / "计划 (1).db"
    folder = backup_folder(store)
    folder.mkdir()
    right = "计划 (1)-000007-20310218-120000-手动.db"
    for name in (
        right,
        "planner-000008-20310218-120000-手动.db",
        "计划 (1)-000009-20311399-120000-手动.db",
        "计划 (1)-9-20310218-120000-手动.db",
        "计划 (1)-000010-20310218-120000-手动.db-journal",
        "计划 (1)-000011-20310218-120000-.db",
        "旧计划 (1)-000012-20310218-120000-手动.db",
        ".~planner-1-0000000000000000.tmp",
    ):
        (folder / name).write_bytes(b"")
    (folder / "计划 (1)-000013-20310218-120000-手动.db").mkdir()
    assert [one.path.name for one in listed(store)] == [right]
    assert next_backup(store, Reason.ASKED).sequence == 8


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert listed(tmp_path / "planner.db") == ()
    assert next_backup(tmp_path / "planner.db", Reason.START).sequence == 1


def test_every_reason_can_be_read_back_from_a_name(tmp_path: Path) -> None:
    store = tmp_path / "planner.db"
    backup_folder(store).mkdir()
    for reason in Reason:
        next_backup(store, reason).path.write_bytes(b"")
    assert [one.reason for one in listed(store)][::-1] == list(Reason)


def test_the_newest_the_days_the_weeks_and_the_months_stay() -> None:
    hourly = [backup(number, NOON + timedelta(hours=number)) for number in range(24 * 400)]
    left = kept(hourly)
    assert left[-NEWEST_KEPT:] == hourly[-NEWEST_KEPT:]
    days = {one.made_at.date() for one in hourly[::-1][: 24 * DAYS_KEPT]}
    assert {one.made_at.date() for one in left} >= days - {min(days)}
    weeks = sorted({one.made_at.isocalendar()[:2] for one in hourly})[-WEEKS_KEPT:]
    assert {one.made_at.isocalendar()[:2] for one in left} >= set(weeks)
    months = sorted({(one.made_at.year, one.made_at.month) for one in hourly})[-MONTHS_KEPT:]
    assert {(one.made_at.year, one.made_at.month) for one in left} >= set(months)
    assert len(left) <= NEWEST_KEPT + DAYS_KEPT + WEEKS_KEPT + MONTHS_KEPT


def test_what_is_kept_of_a_day_is_its_last() -> None:
    made = [backup(number, NOON + timedelta(minutes=30 * number)) for number in range(1000)]
    day = made[400].made_at.date()
    of_day = [one for one in made if one.made_at.date() == day]
    assert [one for one in kept(made) if one.made_at.date() == day] == of_day[-1:]


@pytest.mark.parametrize("year", [2009, 2099])
def test_a_wrong_clock_never_costs_the_newest(year: int) -> None:
    made = [backup(number, NOON + timedelta(days=number)) for number in range(100)]
    made += [backup(100 + number, datetime(year, 1, 1) + timedelta(hours=number)) for number in range(30)]
    made += [backup(130 + number, NOON + timedelta(days=101 + number)) for number in range(3)]
    left = kept(made)
    assert left[-NEWEST_KEPT:] == made[-NEWEST_KEPT:]
    assert len({one.made_at.date() for one in left}) >= DAYS_KEPT


def test_too_many_bytes_take_from_the_far_and_the_near_past_alike() -> None:
    made = [backup(number, NOON + timedelta(hours=number), size=10) for number in range(24 * 300)]
    left = kept(made, most_bytes=120)
    assert len(left) == 12
    assert left[-1] == made[-1]
    assert left[0].made_at < made[-1].made_at - timedelta(days=60)
    assert len([one for one in left if one.made_at > made[-1].made_at - timedelta(days=1)]) >= 3


def test_one_backup_stays_however_large_it_is() -> None:
    assert kept([backup(1, NOON, size=50), backup(2, NOON, size=50)], most_bytes=10) == [backup(2, NOON, size=50)]


def test_the_backup_before_the_last_upgrade_stays() -> None:
    upgrade = backup(5, NOON, reason=Reason.UPGRADE)
    made = [backup(4, NOON, reason=Reason.UPGRADE), upgrade]
    made += [backup(number, NOON + timedelta(days=4 * number)) for number in range(6, 100)]  # beyond the months kept
    left = kept(made)
    assert upgrade in left
    assert made[0] not in left


def test_those_the_clerk_asked_for_stay_among_many_others() -> None:
    made = [
        backup(number, NOON + timedelta(minutes=number), reason=Reason.ASKED if number % 40 == 0 else Reason.HOURLY)
        for number in range(800)
    ]
    asked = [one for one in made if one.reason == Reason.ASKED]
    assert [one for one in kept(made) if one.reason == Reason.ASKED] == asked[-ASKED_KEPT:]


MOMENTS = st.datetimes(datetime(2009, 1, 1), datetime(2099, 12, 31))


@given(st.lists(st.tuples(MOMENTS, st.integers(1, 400)), min_size=1, max_size=120), st.integers(1, 4000))
def test_whatever_the_clock_says_the_newest_stays_and_the_rest_fits(
    found: list[tuple[datetime, int]], most: int
) -> None:
    made = [backup(number, moment, size) for number, (moment, size) in enumerate(found)]
    left = kept(made, most)
    assert made[-1] in left
    assert len(left) <= NEWEST_KEPT + DAYS_KEPT + WEEKS_KEPT + MONTHS_KEPT
    assert sum(one.size for one in left) <= most or left == made[-1:]
    assert thinned(left, most) == ()
    assert thinned(made[::-1], most) == thinned(made, most)
