"""What all tests share: no display, no clerk's data folder."""

import os
import sys
from pathlib import Path

# A screen of an office; the platform's own is 800 × 600.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).parent / 'ui' / 'screen.json'}"
os.environ.pop("QT_STYLE_OVERRIDE", None)

import pytest

_TO_THE_NETWORK = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def _refuse_network(event, _arguments):
    if event in _TO_THE_NETWORK or event in {"urllib.Request", "http.client.connect", "webbrowser.open"}:
        raise RuntimeError(f"the program goes to the network: {event}")


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def planner_home(tmp_path_factory, monkeypatch):
    """Give each test a data folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PLANNER_HOME", str(home))
    return home
