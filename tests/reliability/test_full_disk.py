"""R3: a disk that is really full, with more and less room left."""

from tests.reliability.full_disk import EVERY, filled


def test_a_full_disk_is_told_and_harms_nothing() -> None:
    found = filled(EVERY, 3, 20310218)
    assert found.findings == []
    assert found.trials == 3 * len(EVERY)
    assert found.told >= len(EVERY)
