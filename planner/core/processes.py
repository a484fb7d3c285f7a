"""Which PC this is, and whether a process of it still runs."""

import os
import sys
from pathlib import Path

_QUERY = 0x1000
_NO_SUCH_PROCESS = 87
_STILL_RUNNING = 259


def this_pc() -> str:
    """Return the name of this PC; empty when the system does not tell it."""
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "")


if sys.platform == "win32":

    def is_gone(pid: int) -> bool:
        """Return whether no process has this number; False when it cannot be told."""
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        kernel.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        handle = kernel.OpenProcess(_QUERY, False, pid & 0xFFFFFFFF)
        if not handle:
            return ctypes.get_last_error() == _NO_SUCH_PROCESS
        status = wintypes.DWORD()
        is_told = kernel.GetExitCodeProcess(handle, ctypes.byref(status))
        kernel.CloseHandle(handle)
        return bool(is_told) and status.value != _STILL_RUNNING

else:

    def is_gone(pid: int) -> bool:
        """Return whether no process has this number; False when it cannot be told."""
        try:
            os.kill(pid, 0)  # asks only; on Windows it would end the process
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return _has_ended(pid)

    def _has_ended(pid: int) -> bool:
        """Return whether only the number of a process is left, because nobody asked yet how it ended."""
        try:
            return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[:1] == [b"Z"]
        except OSError:
            return False
