"""Windows: a job object around the reading process, so that it cannot outgrow its memory, its parent or its number."""

import ctypes
import sys
from typing import Protocol

_MB = 1024 * 1024
_MEMORY = 600 * _MB
_ACTIVE_PROCESS = 0x8
_PROCESS_MEMORY = 0x100
_KILL_ON_JOB_CLOSE = 0x2000
_DIE_ON_UNHANDLED_EXCEPTION = 0x400
_EXTENDED_LIMITS = 9
_SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001


class JobObject(Protocol):
    """Holds the limits for as long as it is open."""

    def close(self) -> None:
        """End the process, if it still runs, and let go."""


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits() -> ctypes.Structure:
    """Return the limits of a reading process as Windows takes them."""
    found = _ExtendedLimits()
    found.basic.flags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _KILL_ON_JOB_CLOSE | _DIE_ON_UNHANDLED_EXCEPTION
    found.basic.active_processes = 1
    found.process_memory = _MEMORY
    return found


if sys.platform == "win32":
    from ctypes import wintypes

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    _kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    _kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    class _WindowsJob:
        def __init__(self, handle: int) -> None:
            self._handle = handle

        @classmethod
        def around(cls, pid: int) -> "_WindowsJob | None":
            handle = _kernel.CreateJobObjectW(None, None)
            if not handle:
                return None
            job = cls(handle)
            wanted = limits()
            process = _kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, pid)
            done = (
                process
                and _kernel.SetInformationJobObject(
                    handle, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
                )
                and _kernel.AssignProcessToJobObject(handle, process)
            )
            if process:
                _kernel.CloseHandle(process)
            if done:
                return job
            job.close()
            return None

        def close(self) -> None:
            _kernel.CloseHandle(self._handle)


def confine(pid: int) -> JobObject | None:
    """Put a process into a job of its own; None where the system has no jobs or does not allow one."""
    if sys.platform == "win32":
        return _WindowsJob.around(pid)
    return None
