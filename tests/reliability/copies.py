"""A folder of data copied by hand while the program has it open and writes: the copy is whole, or says that it is not.

Between two commits, where a clerk's copy nearly always falls, every copy is whole; one torn in the midst of a commit is
refused, never gone on with.
"""

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from planner.core.errors import StoreError
from planner.services import Store, plans
from tests.builders import big_draft
from tests.reliability.starts import ROOT, Starter

COPIES_PER_PAUSE = 4

# By another process: the one that holds the store would lose its lock by opening the file.
COPIER = """
import shutil, sys
for line in sys.stdin:
    source, target = line.rstrip("\\n").split("\\t")
    shutil.copytree(source, target)
    print("copied", flush=True)
"""


class Copier:
    """A process that copies folders."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", COPIER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def begin(self, source: Path, target: Path) -> None:
        """Begin to copy a folder."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{source}\t{target}\n")
        self.process.stdin.flush()

    def wait(self) -> None:
        """Wait until it is copied."""
        assert self.process.stdout is not None
        self.process.stdout.readline()

    def end(self) -> None:
        """Let it end."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.process.wait()


def copy_while_open(folder: Path, count: int) -> tuple[str, list[str]]:
    """Copy a store `count` times between commits and as often amid them; return what was done and the findings."""
    path = folder / "live" / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, big_draft(200)))
    found, amid = list[str](), {"whole": 0, "refused": 0}
    writer, copier = Starter(), Copier()
    try:
        writer.ask("open", str(path), 0)
        for number in range(count):
            words = f"第{number}步"
            writer.ask("write", words)
            copier.begin(path.parent, folder / "still")
            copier.wait()
            if (said := _in_copy(folder / "still")) != words:
                found.append(f"copy {number} between two commits: {said}")
            copier.begin(path.parent, folder / "amid")
            known = {words}
            for turn in range(COPIES_PER_PAUSE):
                known.add(f"{words}{turn}")
                writer.ask("write", f"{words}{turn}")
            copier.wait()
            said = _in_copy(folder / "amid")
            amid["refused" if said == "STORE_DAMAGED" else "whole"] += 1
            if said not in known | {"STORE_DAMAGED"}:
                found.append(f"copy {number} amid commits: {said}")
    finally:
        writer.end()
        copier.end()
    return f"{count} copies between commits, {count} amid them ({amid['refused']} torn and refused)", found


def _in_copy(folder: Path) -> str:
    """What was written last in a copy, or the code by which it is refused; the copy goes."""
    try:
        with Store.open(folder / "planner.db") as copy:
            copy.check()
            return copy.snapshot(1).by_id[2].body
    except StoreError as error:
        return error.code
    finally:
        shutil.rmtree(folder)
