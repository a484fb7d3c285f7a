"""The program's log: a rotating file in the data folder, without the text of any plan.

It holds versions, steps by their kind and the tracebacks of bugs, so that it can be sent to the developers as it is.
"""

import logging
import logging.handlers
from pathlib import Path

from planner.core.paths import log_folder

LOG_FILE = "planner.log"
_LIMIT_BYTES = 1_000_000
_KEPT_FILES = 3


def start_log() -> Path:
    """Send the log to its file and return the path; where the folder cannot be written, log nothing and go on."""
    path = log_folder() / LOG_FILE
    root = logging.getLogger()
    if any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in root.handlers):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_LIMIT_BYTES, backupCount=_KEPT_FILES - 1, encoding="utf-8", delay=True
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return path
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path
