"""Where the program keeps things: the clerk's data folder and the resources beside the package."""

import os
from pathlib import Path

APPLICATION = "planner"
STORE_FILE = "planner.db"
BACKUP_FOLDER = "备份"
PORTABLE_MARK = "portable.ini"
PORTABLE_FOLDER = "data"


def application_folder() -> Path:
    """Return the folder that the package and its resources lie in: the checkout, or where the program was installed."""
    return Path(__file__).resolve().parents[2]


def is_portable() -> bool:
    """Return whether the program lies on a stick with its data beside it: a file `portable.ini` says so."""
    return (application_folder() / PORTABLE_MARK).is_file()


def data_folder() -> Path:
    """Return the folder of the store and the logs.

    It is `PLANNER_HOME`, or `data` beside a portable program, or the user's local data (never roaming).
    """
    override = os.environ.get("PLANNER_HOME")
    if override:
        return Path(override)
    if is_portable():
        return application_folder() / PORTABLE_FOLDER
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
    return application_folder().joinpath("resources", *parts)
