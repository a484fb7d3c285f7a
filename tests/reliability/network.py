"""R16: no network. The whole main job runs with every way to the network noted, in an empty network, and traced."""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from planner.core.paths import resource
from tests.reliability.result import Result

ROOT = Path(__file__).resolve().parents[2]
HOOKED = Path(__file__).with_name("hooked")
SAMPLE = resource("samples", "sample-plan.txt")
SECONDS = 600
_OPENED = re.compile(r"socket\((AF_\w+)")


@dataclass(frozen=True, slots=True)
class Watched:
    """How a run of the program ended, what it noted of the network, and the families of its sockets where traced."""

    status: int
    output: str
    ways: tuple[str, ...]
    processes: int
    families: tuple[str, ...] | None


def run(scale: float, seed: int) -> Result:
    """Run the self-test of the installed program, then each command of the command line, all of it watched."""
    done, findings = [f"empty network: {'yes' if can_be_alone() else 'not possible here'}"], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = [self_test(folder), *commands(folder)]
        if scale < 1:
            runs = [runs[0], *random.Random(seed).sample(runs[1:], round(len(runs[1:]) * scale))]
        watched = [(arguments, watch(arguments, folder)) for arguments in runs]
    for arguments, one in watched:
        if one.status not in {0, 4}:
            findings.append(f"{' '.join(arguments)} ended with {one.status}: {one.output[-400:]}")
        findings += [f"{' '.join(arguments)}: {way}" for way in one.ways]
        findings += [f"{' '.join(arguments)} opened {family}" for family in one.families or () if "INET" in family]
    traced = [one.families for _, one in watched if one.families is not None]
    done.append(f"{len(watched)} runs of the program, {sum(one.processes for _, one in watched)} processes watched")
    findings += [] if traced or scale < 1 else ["nothing was traced: there is no strace here"]
    local = sum(len(families) for families in traced)
    done.append(f"{len(traced)} of them traced: 0 AF_INET sockets wanted, {local} sockets of any kind opened")
    return Result(tuple(done), tuple(findings))


def self_test(folder: Path) -> list[str]:
    """Return the arguments of the self-test: window, import, store, prints, preview, backup."""
    return ["doctor", "--self-test", str(folder / "自检"), "--offscreen"]


def commands(folder: Path) -> list[list[str]]:
    """Return the arguments of the ordinary commands, in an order in which they build upon one another."""
    prints = [["print", "1", "--out", str(folder / f"表.{ending}")] for ending in ("pdf", "xlsx", "docx")]
    reads = [["import", str(folder / f"表.{ending}"), "--dry-run"] for ending in ("pdf", "xlsx", "docx")]
    rest = [["list"], ["show", "1"], ["due"], ["history", "1"], ["units", "list"], ["settings", "show"], ["doctor"]]
    return [["import", str(SAMPLE)], *prints, *reads, ["pack", "1", "--out", str(folder / "包.zip")], *rest]


def watch(arguments: list[str], folder: Path) -> Watched:
    """Run the program with these arguments, alone in an empty network and traced where the machine can do so."""
    notes, trace = folder / "notes.txt", folder / "trace.txt"
    notes.write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "planner", *arguments]
    is_traced = shutil.which("strace") is not None
    if is_traced:
        command = ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(trace), *command]
    if can_be_alone():
        command = ["unshare", "-rn", *command]
    path = os.pathsep.join([str(HOOKED), str(ROOT)])
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "DBUS", "WAYLAND"))},
        "PYTHONPATH": path,
        "PLANNER_NETWORK_NOTES": str(notes),
        "PLANNER_HOME": str(folder / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUTF8": "1",
    }
    answer = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    lines = notes.read_text(encoding="utf-8").splitlines()
    families = tuple(_OPENED.findall(trace.read_text(encoding="utf-8", errors="replace"))) if is_traced else None
    return Watched(
        answer.returncode,
        answer.stdout + answer.stderr,
        tuple(line for line in lines if line.startswith("!")),
        sum(line == "began" for line in lines),
        families,
    )


def can_be_alone() -> bool:
    """Return whether a process can be started here in a network of its own, which is empty."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
