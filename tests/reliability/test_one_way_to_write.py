"""Rule 3.3: the program writes through one function alone. Read in its source, and watched while it runs."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "planner"

# Whose calls write, move or make a file; and names of classes that do.
_OF_OS = {"open", "fdopen", "replace", "rename", "renames", "link", "symlink", "truncate", "mkfifo", "write", "pwrite"}
_OF_SHUTIL = {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "make_archive", "unpack_archive"}
_OF_PATH = {"write_text", "write_bytes", "touch", "hardlink_to", "symlink_to"}
_CLASSES = {
    "FileHandler",
    "RotatingFileHandler",
    "NamedTemporaryFile",
    "TemporaryFile",
    "TemporaryDirectory",
    "mkdtemp",
    "mkstemp",
    "SpooledTemporaryFile",
    "QFile",
    "QSaveFile",
    "QSettings",
    "QTemporaryFile",
    "QImageWriter",
    "QPdfWriter",
    "QLockFile",
}
_WRITING = set("wxa+")

ALLOWED = {
    ("core/atomic_file.py", "open"): "the function itself",
    ("core/atomic_file.py", "os.open"): "a folder, to have a name reach the disk",
    ("core/atomic_file.py", "os.link"): "a name that must be free",
    ("core/atomic_file.py", "replace"): "the name",
    ("core/atomic_file.py", "rename"): "a name that must be free, where no links are",
    ("core/logfile.py", "replace"): "the full log, which gets a number",
    ("core/crash_file.py", "open"): "the last words of a crash, which no Python writes",
    ("cli/main.py", "os.open"): "nowhere: the reader of the output went away",
    ("importing/reading_process.py", "os.open"): "nowhere: what a library says",
    ("importing/reading_process.py", "os.fdopen"): "the pipe to the program",
    ("core/private_folders.py", "mkdtemp"): "the private folder of a reading process or of a conversion",
    ("reports/workbook/markup.py", "open"): "a part of a package in memory",
    ("models/connection.py", "sqlite3.connect"): "the store, and copies of it to look at",
    ("models/copying.py", "sqlite3.connect"): "a copy in the making under the name that `whole_file` gave",
    ("models/hot_journal.py", "sqlite3.connect"): "a copy of the store, to try a journal on",
    ("services/recovery.py", "sqlite3.connect"): "a torn store, to read and never to write",
    ("services/backups.py", "sqlite3.connect"): "a store in memory",
    ("services/self_test.py", "TemporaryFile"): "what the window of a self-test says, gone with the process",
    ("services/safekeeping.py", "sqlite3.connect"): "a store in memory",
}

# Who may put a file without a note of its folder: the folders that every start sweeps, and private ones.
OWN_FOLDERS = {
    "core/handing_out.py",
    "core/handover.py",
    "core/settings_file.py",
    "importing/office.py",
    "models/occupancy.py",
    "services/arrival.py",
    "ui/self_test.py",
}


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield what is called, as `os.open` or `open`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                of = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
                yield f"{of}.{node.func.attr}", node


def writes(name: str, call: ast.Call) -> str:
    """Return the kind of writing a call may do, empty for none."""
    of, _, what = name.rpartition(".")
    if (of == "os" and what in _OF_OS) or (of == "shutil" and what in _OF_SHUTIL) or name == "sqlite3.connect":
        return name
    if what in _CLASSES or what in _OF_PATH:
        return what
    words = [
        word.value for word in (*call.args, *(key.value for key in call.keywords)) if isinstance(word, ast.Constant)
    ]
    if what == "open" and any(isinstance(word, str) and len(word) <= 3 and _WRITING & set(word) for word in words):
        return "open"
    if of and what in {"replace", "rename"} and len(call.args) == 1 and not call.keywords:
        return what
    return ""


def found() -> set[tuple[str, str]]:
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for name, call in called(ast.parse(path.read_text(encoding="utf-8"))):
            kind = writes(name, call)
            if kind:
                found.add((path.relative_to(PACKAGE).as_posix(), kind))
    return found


def test_nothing_in_the_source_writes_but_by_the_one_function() -> None:
    assert found() - set(ALLOWED) == set()


def test_every_exception_is_still_needed() -> None:
    assert {place for place in ALLOWED if (PACKAGE / place[0]).exists()} - found() == set()


@pytest.mark.parametrize(
    "line",
    [
        "open('x', 'w')",
        "path.open('ab')",
        "path.open(mode='r+')",
        "path.write_text('x', encoding='utf-8')",
        "os.replace(a, b)",
        "shutil.copy2(a, b)",
        "a.replace(b)",
        "sqlite3.connect(path)",
        "tempfile.mkstemp()",
        "QSaveFile(name)",
    ],
)
def test_what_writes_is_seen(line: str) -> None:
    assert [writes(name, call) for name, call in called(ast.parse(line))] != [""]


@pytest.mark.parametrize("line", ["path.open('rb')", "open(x)", "text.replace('a', 'b')", "path.read_text('utf-8')"])
def test_what_only_reads_is_not(line: str) -> None:
    assert {writes(name, call) for name, call in called(ast.parse(line))} == {""}


def test_files_for_the_clerk_go_out_with_a_note_of_their_folder() -> None:
    callers = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        names = {name.rpartition(".")[2] for name, _ in called(ast.parse(path.read_text(encoding="utf-8")))}
        if names & {"write_atomically", "write_folder", "write_note"}:
            callers.add(path.relative_to(PACKAGE).as_posix())
    assert callers - OWN_FOLDERS - {"core/atomic_file.py", "core/atomic_folder.py"} == set()


# Runs the command line with a hook that notes each file that Python opens to write, and each that gets another name.
WATCHED = """
import json, os, sys
seen = {"written": [], "named": [], "stores": []}
def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if (mode and set("wxa+") & set(mode)) or (flags or 0) & (os.O_WRONLY | os.O_RDWR):
            seen["written"].append(str(path))
    elif event in ("os.rename", "os.link"):
        seen["named"].append([str(arguments[0]), str(arguments[1])])
    elif event == "sqlite3.connect":
        name = arguments[0]
        seen["stores"].append(os.fsdecode(name) if isinstance(name, (bytes, os.PathLike)) else name)
    elif event in ("os.truncate", "shutil.copyfile", "shutil.move", "shutil.copytree"):
        seen["written"].append(f"{event} {arguments}")
from planner.cli import main
sys.addaudithook(hook)
status = [main(arguments) for arguments in json.loads(sys.argv[1])]
print("SEEN" + json.dumps([status, seen]))
"""


def test_nothing_is_written_under_its_own_name_while_the_program_runs(tmp_path: Path, planner_home: Path) -> None:
    out = tmp_path / "出"
    out.mkdir()
    sample = ROOT / "resources" / "samples" / "sample-plan.txt"
    commands: list[list[str]] = [
        ["import", str(sample), "--json", str(out / "计划.json")],
        *(["print", "1", "--out", str(out / f"表.{kind}")] for kind in ("pdf", "xlsx", "docx")),
        ["print", "1", "--report", "unit-lists", "--each-unit", "--out", str(out)],
        ["pack", "1", "--out", str(out / "包.zip")],
        ["units", "export", "--out", str(out / "名录.csv")],
        ["settings", "set", "用户姓名", "某甲"],
        ["backup", "now"],
    ]
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps(commands)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "SEEN" in ran.stdout, ran.stderr
    status, seen = json.loads(ran.stdout.rpartition("SEEN")[2])
    assert status == [0] * len(commands), ran.stderr
    written = [Path(path) for path in seen["written"] if not path.startswith((str(planner_home / "logs"), os.devnull))]
    assert len(written) > 20
    assert [path for path in written if not any(part.startswith(".~planner-") for part in path.parts[-2:])] == []
    assert all(Path(old).name.startswith(".~planner-") for old, _new in seen["named"])
    made = {path.name for path in out.iterdir()} | {"planner.db", "settings.json"}
    assert made <= {Path(new).name for _old, new in seen["named"]}
    stores = {Path(name.partition("?")[0]).name for name in seen["stores"]}
    assert all(name.startswith((".~planner-", "planner.db", "planner-0", ":memory:")) for name in stores)
