"""R17: no private traces. A clerk of a telling name on a PC of a telling name makes every file the program can make.

Each file is unpacked as deep as it goes and searched for the clerk, the PC and the folders; the log and the temporary
folder are searched for words of the plan; a package is searched for what was deleted.
"""

import contextlib
import io
import os
import random
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from planner.cli import main
from planner.reports.catalog import REPORTS
from planner.services import Store, items, plans
from tests.builders import sample_draft
from tests.reliability.result import Result, counted

CLERK, COMPUTER, FOLDER = "canaryclerk", "CANARY-PC", "金丝雀的文件夹"
WORDS, DELETED = "金丝雀任务不得入日志", "金丝雀已删的任务"
MAKERS = ("openpyxl", "ReportLab", "anonymous", "python-docx", "(unspecified)", "untitled")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def run(scale: float, seed: int) -> Result:
    """Make the files (of every report and kind at scale 1), and search them."""
    wanted = [(name, kind) for name, report in REPORTS.items() for kind in report.formats]
    chosen = random.Random(seed).sample(wanted, counted(len(wanted), scale, 8))
    with tempfile.TemporaryDirectory() as name, clerk_at_work(Path(name)) as home:
        findings = [*make(home, chosen), *search(home)]
        files = [path for path in (home / "出").rglob("*") if path.is_file()]
        parts = sum(1 for path in files for _ in layers(path.read_bytes()))
    done = (
        f"{len(chosen)} of {len(wanted)} tables, forms of a round and a package: {len(files)} files, {parts} parts",
        f"searched for {len(canaries(home))} canaries and {len(MAKERS)} usual makers",
    )
    return Result(done, tuple(findings))


@contextlib.contextmanager
def clerk_at_work(folder: Path) -> Iterator[Path]:
    """Be the clerk: names, home and temporary folder are canaries."""
    home = folder / CLERK / FOLDER
    for part in ("data", "出", "temp"):
        (home / part).mkdir(parents=True)
    names = {"USER": CLERK, "USERNAME": CLERK, "LOGNAME": CLERK, "COMPUTERNAME": COMPUTER, "HOSTNAME": COMPUTER}
    places = {"HOME": home.parent, "USERPROFILE": home.parent, "PLANNER_HOME": home / "data", "TMPDIR": home / "temp"}
    environment = names | {name: str(place) for name, place in places.items()}
    with patch.dict(os.environ, environment), patch.object(tempfile, "tempdir", str(home / "temp")):
        yield home


def make(home: Path, chosen: list[tuple[str, str]]) -> Iterator[str]:
    """Make all files into the folder 出 and have a command fail; yield what could not be made, and what lies about."""
    with Store.open(home / "data" / "planner.db") as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        first, second = store.snapshot(1).items[:2]
        store.write("改", lambda session: items.set_title(session, first.node_id, WORDS))
        store.write("改", lambda session: items.set_title(session, second.node_id, DELETED))
        store.write("删", lambda session: items.delete_node(session, second.node_id))
    out = home / "出"
    other = home / "另一份.txt"
    against = ["--against", str(other)]
    other.write_text("一、总体要求\n1.开展检查。牵头单位：义教股\n", encoding="utf-8")
    commands = [
        [
            "print",
            "1",
            "--report",
            name,
            "--format",
            kind,
            "--out",
            str(out),
            *(against if name == "comparison" else []),
        ]
        for name, kind in chosen
    ]
    rounds = [["round", "new", "1", "3月"], ["round", "send", "1", "--out", str(out)]]
    rest = [["pack", "1", "--out", str(out / "包.zip")], ["import", str(other)], ["import", str(other), "--dry-run"]]
    for command in [*commands, *rounds, *rest]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = main(command)
        if status == 1:
            yield f"{' '.join(command[:6])} is a fault of the program: {said.getvalue()[-300:]}"
        left = [path.name for path in (home / "temp").rglob("*")]
        if left:
            yield f"{' '.join(command[:6])} left in the temporary folder: {left[:3]}"


def search(home: Path) -> Iterator[str]:
    """Yield every canary in the files that go to others, and every word of the plan in the logs."""
    for path in sorted((home / "出").rglob("*")):
        if not path.is_file():
            continue
        found = {word for part in layers(path.read_bytes()) for word in canaries(home) if holds(part, word)}
        makers = {maker for part in metadata(path) for maker in MAKERS if maker.encode() in part}
        yield from (f"{path.name} holds “{word}”" for word in sorted(found | makers))
        if path.suffix == ".zip" and any(holds(part, DELETED) for part in layers(path.read_bytes())):
            yield f"{path.name} holds what was deleted"
    for path in (home / "data" / "logs").rglob("*"):
        for word in (WORDS, DELETED, CLERK, FOLDER):
            if holds(path.read_bytes(), word):
                yield f"the log {path.name} holds “{word}”"


def canaries(home: Path) -> tuple[str, ...]:
    """Return what no file for others may hold; the real names of this PC among them."""
    real = os.uname().nodename if hasattr(os, "uname") else ""
    return CLERK, COMPUTER, FOLDER, str(home), *((real,) if len(real) > 3 else ())


def layers(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a file, of every part packed in it, and of every stream of a PDF, as deep as it goes."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.infolist():
                yield part.filename.encode() + part.comment + part.extra
                yield from layers(package.read(part))
    elif data.startswith(b"%PDF"):
        for stream in _STREAM.findall(data):
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(stream)


def metadata(path: Path) -> Iterator[bytes]:
    """Yield the parts that say who made a file; a library's name elsewhere may be a word of a font's licence."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(name) for name in package.namelist() if name.startswith("docProps"))
    elif data.startswith(b"%PDF"):
        yield data[:400]  # where ReportLab puts its comment
        yield from re.findall(rb"/(?:Author|Creator|Producer|Title|Subject|Keywords) .*", data)


def holds(data: bytes, word: str) -> bool:
    """Return whether bytes hold a word in any spelling that the files know."""
    spellings = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("gb18030"))
    return any(spelling in data for spelling in spellings)
