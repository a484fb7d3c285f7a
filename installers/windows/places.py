"""Where the build for Windows takes things from and puts them, and what it calls them."""

import os
import subprocess
from pathlib import Path

from installers import leaflet
from planner import __version__

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "windows"
APP = BUILD / "app"
FETCHED = BUILD / "fetched"
DIST = ROOT / "dist"

WHEELS_LOCK = HERE / "wheels.lock"
RUNTIME_LOCK = HERE / "runtime.lock"
DIGESTS = HERE / "digests.txt"

# As in the window's title. Files that are handed round keep to ASCII: some pages of the web spoil other names.
TITLE = "工作要点分解"
VERSION = __version__
SETUP = DIST / f"planner-{VERSION}-setup.exe"
PORTABLE = DIST / f"planner-{VERSION}-portable.zip"
LEAFLET = DIST / leaflet.LEAFLET
SUMS = DIST / "SHA256SUMS"

# What stands at the top of the folder that is installed; the installer moves and removes these and nothing else.
PARTS = ("runtime", "site", "resources", "licences", "planner", leaflet.LEAFLET, "planner-cli.exe", "planner.exe")

# The runtime's own version (runtime.lock is only its packaging), and the oldest Windows that Qt 6.11 runs on.
PYTHON_VERSION = (3, 11)
OLDEST_WINDOWS_BUILD = 17763

_BEFORE_ANY_COMMIT = 1_735_689_600


def moment() -> int:
    """Return the time that all built files bear: of the commit, so that two builds of one commit are alike."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isdecimal():
        return int(told)
    try:
        # A checkout that belongs to another user, as in a container, is read as well.
        line = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        answer = subprocess.run(line, capture_output=True, encoding="ascii", check=False).stdout.strip()
    except OSError:
        answer = ""
    return int(answer) if answer.isdecimal() else _BEFORE_ANY_COMMIT


class BuildTrouble(Exception):
    """The build cannot go on; the message says why and what to do."""
