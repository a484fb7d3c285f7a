"""Loaded by every Python that starts with this folder on its path: notes each way to the network into a file.

The program's own child processes inherit it; the one that reads hostile files starts without, and is traced instead.
"""

import atexit
import os
import sys

_NOTES = os.environ["PLANNER_NETWORK_NOTES"]
_BEGINNINGS = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "webbrowser.")
_FORBIDDEN = ("PySide6.QtNetwork", "requests", "urllib3", "httpx", "http.server", "xmlrpc.client")


def _note(word: str) -> None:
    handle = os.open(_NOTES, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, f"{word}\n".encode())
    os.close(handle)


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_BEGINNINGS):
        _note(f"!{event} {arguments!r}")
        raise RuntimeError(f"the program goes to the network: {event}")


def _tell() -> None:
    for name in _FORBIDDEN:
        if name in sys.modules:
            _note(f"!loaded {name}")


_note("began")
sys.addaudithook(_listen)
atexit.register(_tell)
