"""R20: every odd name and place."""

import pytest

from planner.core.safe_names import is_swallowed
from tests.reliability.places import cases, tried


def test_any_name_and_place_works_or_is_told() -> None:
    every = list(cases())
    assert len(every) > 100
    assert [wrong for case in every if (wrong := tried(case))] == []


@pytest.mark.parametrize("name", ["NUL", "nul.pdf", "Con.xlsx", "COM3", "人事科. ", "表.pdf.", "表:1.pdf", "NUL .txt"])
def test_what_windows_swallows_is_known(name: str) -> None:
    assert is_swallowed(name, "win32")
    assert not is_swallowed(name, "linux")


@pytest.mark.parametrize("name", ["表.pdf", "CONTENT.pdf", "nullität.pdf", ".hidden", "COM10.pdf"])
def test_what_windows_takes_is_not(name: str) -> None:
    assert not is_swallowed(name, "win32")
