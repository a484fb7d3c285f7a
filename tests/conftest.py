"""What all tests share: no display, no clerk's data folder."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_STYLE_OVERRIDE", None)

import pytest


@pytest.fixture(autouse=True)
def planner_home(tmp_path_factory, monkeypatch):
    """Give each test a data folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PLANNER_HOME", str(home))
    return home
