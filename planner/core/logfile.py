"""The program's log: a rotating file in the data folder, without the text of any plan.

It holds versions, starts and ends and the ways to faults, so that it can be sent to the developers as it is.
"""

import logging
from contextlib import suppress
from pathlib import Path

from planner.core.fault_report import versions
from planner.core.paths import log_folder

LOG_FILE = "planner.log"
LIMIT_BYTES = 1_000_000
KEPT_FILES = 3


class LogFile(logging.FileHandler):
    """Begins a new file where the old one is full, and keeps the last ones under numbers.

    Python's own does the same and brings the network's module along, which this program never loads.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self._path = path
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; a log that cannot be written harms nobody."""
        with suppress(OSError):
            if self._path.exists() and self._path.stat().st_size >= LIMIT_BYTES:
                self._turn()
        with suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose the line rather than the step it tells of: the disk may be full, the stick gone."""
        del record

    def _turn(self) -> None:
        if self.stream is not None:
            self.stream.close()
            self.stream = None  # it is opened anew by the next line
        for number in range(KEPT_FILES - 1, 0, -1):
            older = self._path.with_name(f"{LOG_FILE}.{number}")
            newer = self._path if number == 1 else self._path.with_name(f"{LOG_FILE}.{number - 1}")
            if newer.exists():
                newer.replace(older)


def start_log() -> Path:
    """Send the log to its file and return the path; where the folder cannot be written, log nothing and go on."""
    path = log_folder() / LOG_FILE
    root = logging.getLogger()
    if any(isinstance(handler, LogFile) for handler in root.handlers):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = LogFile(path)
    except OSError:
        root.addHandler(logging.NullHandler())
        return path
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger(__name__).info("%s", versions())
    return path


def stop_log() -> None:
    """Let go of the file."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, LogFile)]:
        root.removeHandler(handler)
        handler.close()


def log_files() -> list[Path]:
    """Return the files of the log that are there, the newest first."""
    names = [LOG_FILE, *(f"{LOG_FILE}.{number}" for number in range(1, KEPT_FILES))]
    return [path for path in (log_folder() / name for name in names) if path.is_file()]
