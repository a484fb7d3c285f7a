"""Windows as Debian has it: a fresh prefix of Wine with the two libraries that Wine 8 lacks, and programs run in it.

The user's name is Chinese, so every path of the profile is.

Wine hands none of the environment's QT_* on to its programs; what they need of them they are told by arguments.
"""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

COMPILER = "x86_64-w64-mingw32-gcc"
STAND_INS = Path(__file__).parent / "stand_ins"
_SECONDS_FOR_THE_LAST_WORDS = 2
_QUIET = {
    "USER": "王老师",
    "LOGNAME": "王老师",
    "WINEDEBUG": "-all",
    "WINEARCH": "win64",
    "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended, and what it said."""

    status: int
    out: str
    err: str


def _wine() -> str | None:
    return shutil.which("wine64", path=f"{os.defpath}:/usr/lib/wine:{os.environ.get('PATH', '')}") or shutil.which(
        "wine"
    )


class Prefix:
    """A Windows of its own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "drive_c"
        self._display = ""

    def make(self) -> None:
        """Make it, and put the stand-ins in their place."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._call(["wineboot", "--init"], timeout=300)
        self._call(["wineserver", "--wait"], timeout=300)
        system = self.drive / "windows" / "system32"
        for source in sorted(STAND_INS.glob("*.c")):
            target = system / f"{source.stem}.dll"
            subprocess.run([COMPILER, "-shared", "-O2", "-s", "-o", target, source, "-ladvapi32"], check=True)

        for link in [path for path in self.profile.iterdir() if path.is_symlink()]:
            link.unlink()  # Wine leads desktop and documents to those of this machine's user
            link.mkdir()
        self.be_windows("win10")

    def be_windows(self, version: str) -> None:
        """Tell programs from now on that this is Windows 10 (`win10`), 7 (`win7`) or 8.1 (`win81`)."""
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", version, "/f")

    @property
    def profile(self) -> Path:
        """The folder of the user."""
        (found,) = [path for path in (self.drive / "users").iterdir() if path.name != "Public"]
        return found

    def run(
        self,
        program: Path | str,
        *arguments: str | Path,
        timeout: float = 300,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> Ended:
        """Run a program to its end; paths among the arguments are told as Windows calls them."""
        words = [
            str(_wine()),
            str(program),
            *(self.name(word) if isinstance(word, Path) else word for word in arguments),
        ]
        ended = self._call(words, timeout=timeout, environment=environment, folder=folder)
        text = [stream.decode("utf-8", "replace").replace("\r\n", "\n") for stream in (ended.stdout, ended.stderr)]
        return Ended(ended.returncode, *text)

    @contextmanager
    def screen(self) -> Iterator[None]:
        """Give the programs a screen to draw on, which nobody sees."""
        line = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
            assert server.stdout is not None
            self._display = f":{server.stdout.readline().decode().strip()}"
            try:
                yield
            finally:
                self._display = ""
                server.terminate()

    def run_into(self, target: Path, program: Path, *arguments: str | Path) -> int:
        """Run a program whose words go to a file, as a shell leads them there; return its status."""
        with target.open("wb") as file:
            line = self._words(program, arguments)
            return subprocess.call(line, env=self._environment(), cwd=self.folder, stdout=file, stderr=file)

    def start(self, program: Path | str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start a program and go on; its streams are open."""
        pipe = subprocess.PIPE
        words = self._words(program, arguments)
        return subprocess.Popen(words, env=self._environment(), cwd=self.folder, stdin=pipe, stdout=pipe, stderr=pipe)

    def name(self, path: Path) -> str:
        """Return what Windows calls a path of this machine."""
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def registry(self, key: str, value: str | None = None) -> str:
        """Return what the registry says of a key, empty when it is not there."""
        asked = ["/v", value] if value else []
        ended = self.run("reg", "query", key, *asked)
        return ended.out if ended.status == 0 else ""

    def wait(self) -> None:
        """Wait until no program runs any more."""
        self._call(["wineserver", "--wait"], timeout=300)

    def end(self) -> None:
        """End what still runs in this prefix, and nothing else."""
        self._call(["wineserver", "--kill"], timeout=60)

    def _words(self, program: Path | str, arguments: Sequence[str | Path]) -> list[str]:
        told = [self.name(word) if isinstance(word, Path) else word for word in arguments]
        return [str(_wine()), self.name(program) if isinstance(program, Path) else program, *told]

    def _environment(self) -> dict[str, str]:
        """Return an environment without the marks of this session, nor its screen."""
        foreign = ("PYTHON", "QT_", "PLANNER", "DISPLAY", "WAYLAND")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
        screen = {"DISPLAY": self._display} if self._display else {}
        return {**kept, **_QUIET, **screen, "WINEPREFIX": str(self.folder)}

    def _call(
        self,
        words: Sequence[str],
        *,
        timeout: float,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        process = subprocess.Popen(
            words,
            env={**self._environment(), **(environment or {})},
            cwd=folder or self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        said = [_Listener(stream) for stream in (process.stdout, process.stderr) if stream is not None]
        try:
            status = process.wait(timeout)
        finally:
            process.kill()
        return subprocess.CompletedProcess(words, status, *(listener.heard() for listener in said))


class _Listener(threading.Thread):
    """Hears a pipe, but not to its end: the desktop that Wine starts for a first window would hold that open.

    No file instead of a pipe: Python under Wine does not start with one.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._heard = bytearray()
        self.start()

    def run(self) -> None:
        with self._stream as stream:
            while part := os.read(stream.fileno(), 65536):
                self._heard += part

    def heard(self) -> bytes:
        """Return what was said until now; the process is at its end."""
        self.join(_SECONDS_FOR_THE_LAST_WORDS)
        return bytes(self._heard)
