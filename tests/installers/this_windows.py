"""The Windows that the tests themselves run on, asked in the same words as the one under Wine (`wine.Prefix`)."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.installers.wine import Ended


class ThisWindows:
    """This PC. Only one that has no data of the program is tried on: the steps end with taking it off."""

    def __init__(self, folder: Path) -> None:
        self.drive = folder

    def make(self) -> None:
        """Refuse a PC on which somebody works with the program."""
        places = [self.profile / "AppData" / "Local" / "planner", self.profile / "AppData/Local/Programs/planner"]
        there = [str(path) for path in places if path.exists()]
        assert there == [], f"somebody uses the program here, so it is not tried on: {there}"

    @property
    def profile(self) -> Path:
        """The folder of the user."""
        return Path(os.environ["USERPROFILE"])

    def run(self, program: Path | str, *arguments: str | Path, timeout: float = 300) -> Ended:
        """Run a program to its end."""
        ended = subprocess.run(
            self._line(program, arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=timeout,
            check=False,
        )
        text = [stream.decode("utf-8", "replace").replace("\r\n", "\n") for stream in (ended.stdout, ended.stderr)]
        return Ended(ended.returncode, *text)

    @contextmanager
    def screen(self) -> Iterator[None]:
        """It has one."""
        yield

    def run_into(self, target: Path, program: Path, *arguments: str | Path) -> int:
        """Run a program whose words go to a file, as a shell leads them there; return its status."""
        with target.open("wb") as file:
            return subprocess.call(self._line(program, arguments), env=_environment(), stdout=file, stderr=file)

    def start(self, program: Path | str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start a program and go on; its streams are open."""
        pipe = subprocess.PIPE
        line = self._line(program, arguments)
        return subprocess.Popen(line, env=_environment(), stdin=pipe, stdout=pipe, stderr=pipe)

    def name(self, path: Path) -> str:
        """Return what Windows calls a path."""
        return str(path)

    def registry(self, key: str, value: str | None = None) -> str:
        """Return what the registry says of a key, empty when it is not there."""
        ended = self.run("reg", "query", key, *(["/v", value] if value else []))
        return ended.out if ended.status == 0 else ""

    def end(self) -> None:
        """Nothing is left running."""

    def _line(self, program: Path | str, arguments: Sequence[str | Path]) -> list[str] | str:
        """Return the words; the uninstaller takes what follows `_?=` as it stands, without quotes."""
        words = [str(program), *map(str, arguments)]
        if any(word.startswith("_?=") for word in words):
            return " ".join([f'"{words[0]}"', *words[1:]])
        return words


def _environment() -> dict[str, str]:
    foreign = ("PYTHON", "QT_", "PLANNER")
    return {key: value for key, value in os.environ.items() if not key.upper().startswith(foreign)}
