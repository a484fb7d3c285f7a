"""Where the program keeps things: the clerk's data folder and the resources beside the package."""

import os
from pathlib import Path

APPLICATION = "planner"
STORE_FILE = "planner.db"


def data_folder() -> Path:
    """Return the folder of the store and the logs, from `PLANNER_HOME` or the user's local data (never roaming)."""
    override = os.environ.get("PLANNER_HOME")
    if override:
        return Path(override)
    import platformdirs  # 30 ms that a run with PLANNER_HOME or --store need not pay

    return platformdirs.user_data_path(APPLICATION, appauthor=False, roaming=False)


def default_store() -> Path:
    """Return the path of the store that is opened when none is named."""
    return data_folder() / STORE_FILE


def log_folder() -> Path:
    """Return the folder of the log files."""
    return data_folder() / "logs"


def resource(*parts: str) -> Path:
    """Return the path of a bundled resource, e.g. `resource("fonts", "PlannerKai-Regular.ttf")`."""
    return Path(__file__).resolve().parents[2].joinpath("resources", *parts)
