"""R18: a damaged store at the start. It is found, told with a way on, kept aside, and never gone on with in silence.

Each case spoils a store that has a backup, enters as the window does, and takes the first way that is offered.
"""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from planner.core.errors import StoreError
from planner.services import Store, items, plans
from tests.builders import big_draft, sample_draft
from tests.reliability.copies import copy_while_open
from tests.reliability.result import Result, counted

ROOT = Path(__file__).parents[2]
LARGE, COPIES = 400, 100
WINDOWS_EACH = 8
"""Of so many cases one is entered through the whole program with its window."""
PAGE = 4096
LOST = ("STORE_DAMAGED", "NOT_OUR_DB", "STORE_GONE")


@dataclass(slots=True)
class Ground:
    """A folder with a sound store, what is in it, what is in its newest backup, and a store of other people."""

    folder: Path
    whole: object = None
    backed_up: object = None
    foreign: Path = field(default_factory=Path)


Spoil = Callable[[Path, random.Random, Ground], None]


def flip(path: Path, chance: random.Random, _ground: Ground) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 1, 5, 40))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def flip_in_a_text(path: Path, chance: random.Random, _ground: Ground) -> None:
    data = bytearray(path.read_bytes())
    places = [place for place in range(len(data) - 3) if 0xE4 <= data[place] <= 0xE8 and data[place + 3] & 0xF0 == 0xE0]
    data[chance.choice(places) + 2] ^= 1
    path.write_bytes(data)


def cut(path: Path, chance: random.Random, _ground: Ground) -> None:
    length = path.stat().st_size
    whole_pages = chance.randrange(1, length // PAGE) * PAGE
    os.truncate(path, chance.choice((chance.randrange(1, length), whole_pages, 100, length - 1)))


def blank(path: Path, chance: random.Random, _ground: Ground) -> None:
    data = bytearray(path.read_bytes())
    page = chance.randrange(len(data) // PAGE) * PAGE
    data[page : page + PAGE] = bytes(PAGE)
    path.write_bytes(data)


def swap(path: Path, chance: random.Random, _ground: Ground) -> None:
    data = bytearray(path.read_bytes())
    first, second = (page * PAGE for page in chance.sample(range(1, len(data) // PAGE), 2))
    held = data[first : first + PAGE]
    data[first : first + PAGE] = data[second : second + PAGE]
    data[second : second + PAGE] = held
    path.write_bytes(data)


def empty(path: Path, _chance: random.Random, _ground: Ground) -> None:
    path.write_bytes(b"")


def foreign_file(path: Path, chance: random.Random, _ground: Ground) -> None:
    path.write_bytes(chance.choice((b"PK\x03\x04", "工作要点".encode(), b"\x00")) * chance.randrange(1, 3000))


def foreign_database(path: Path, _chance: random.Random, _ground: Ground) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE plans (id INTEGER PRIMARY KEY, title)")


def foreign_journal(path: Path, _chance: random.Random, ground: Ground) -> None:
    shutil.copy(ground.foreign.with_name("planner.db-journal"), path.with_name("planner.db-journal"))


def torn_with_foreign_journal(path: Path, chance: random.Random, ground: Ground) -> None:
    blank(path, chance, ground)
    foreign_journal(path, chance, ground)


def garbage_journal(path: Path, chance: random.Random, _ground: Ground) -> None:
    path.with_name("planner.db-journal").write_bytes(chance.randbytes(chance.randrange(1, 9000)))


def gone(path: Path, _chance: random.Random, _ground: Ground) -> None:
    path.unlink()


def gone_with_journal(path: Path, chance: random.Random, ground: Ground) -> None:
    foreign_journal(path, chance, ground)
    path.unlink()


def headless(path: Path, chance: random.Random, _ground: Ground) -> None:
    data = bytearray(path.read_bytes())
    data[: chance.choice((1, 16, 100))] = bytes(chance.choice((1, 16, 100)))
    path.write_bytes(data)


def grown(path: Path, chance: random.Random, _ground: Ground) -> None:
    with path.open("ab") as stream:
        stream.write(chance.randbytes(chance.randrange(1, 3 * PAGE)))


def torn_note(path: Path, chance: random.Random, _ground: Ground) -> None:
    path.with_name("planner.db.open").write_bytes(chance.choice((b"", b"\xff\xfe\x00", b"[1]", b'{"pid": -1}')))


KINDS: tuple[Spoil, ...] = (
    flip,
    flip_in_a_text,
    cut,
    blank,
    swap,
    empty,
    foreign_file,
    foreign_database,
    foreign_journal,
    torn_with_foreign_journal,
    garbage_journal,
    gone,
    gone_with_journal,
    headless,
    grown,
    torn_note,
    flip,
    flip_in_a_text,
    cut,
    blank,
)


def content(store: Store) -> object:
    """All rows of a store but what the program remembers for its comfort."""

    def rows(connection: sqlite3.Connection) -> object:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return [
            (name, connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall())
            for (name,) in names
            if name != "settings"
        ]

    return store.read(rows)


def prepare(folder: Path) -> Ground:
    """Make a store with a backup, and steps after it; and the store of other people that died in a commit."""
    sound = Ground(folder)
    path = folder / "sound" / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        store.write("导入", lambda session: plans.add_plan(session, big_draft(40)))
        store.write("改", lambda session: items.set_title(session, 2, "备份以前"))
        store.back_up("定时")
        sound.backed_up = content(store)
        for number in range(3):
            store.write("改", lambda session, number=number: items.set_title(session, 3, f"备份以后{number}"))
        sound.whole = content(store)
    sound.foreign = folder / "foreign" / "planner.db"
    with Store.open(sound.foreign) as store:
        store.write("导入", lambda session: plans.add_plan(session, big_draft(70)))
    subprocess.run([sys.executable, "-c", DIES, str(sound.foreign)], check=True, cwd=ROOT)
    return sound


DIES = """
import os, sqlite3, sys
writer = sqlite3.connect(sys.argv[1], isolation_level=None)
writer.execute("PRAGMA cache_size = 2")
writer.execute("BEGIN IMMEDIATE")
writer.execute("UPDATE nodes SET body = printf('%.*c', 3000, 'x')")
os._exit(0)
"""

# Enters with a robot for the clerk's hand: of each question the first way; the window, once it stands, is closed.
ENTERS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from planner.app import make_application, run
from planner.ui.dialogs.entrance import EntranceDialog
from planner.ui.main_window import MainWindow

app = make_application()
told, bar, seen = [], [], [0]

def hand():
    modal = app.activeModalWidget()
    seen[0] += 1
    if isinstance(modal, EntranceDialog):
        told.append(modal.sentence.text())
        modal.buttons[0 if len(told) < 4 else -1].click()
        return
    for window in app.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and hasattr(window, "place_watch") and seen[0] > 8:
            bar.append(window.center.bar.words)
            window.close()

timer = QTimer()
timer.timeout.connect(hand)
timer.start(120)
try:
    status = run([], Path(sys.argv[1]))
except BaseException:
    import traceback
    traceback.print_exc()
    raise
print(json.dumps([status, told, bar]))
"""


def run(scale: float, seed: int) -> Result:
    """Spoil stores in every way, and enter."""
    chance, findings = random.Random(seed), list[str]()
    count = counted(LARGE, scale)
    answers: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="damage-") as name:
        ground = prepare(Path(name))
        for number in range(count):
            spoil = KINDS[number % len(KINDS)]
            folder = Path(name) / f"case-{number}"
            shutil.copytree(ground.folder / "sound", folder)
            path = folder / "planner.db"
            spoil(path, chance, ground)
            enter = enter_window if number % WINDOWS_EACH == WINDOWS_EACH - 1 else enter_here
            try:
                answer = enter(path, ground)
            except Exception as error:
                answer = f"!{type(error).__name__}: {error}"
            if answer.startswith("!"):
                findings.append(f"case {number} of seed {seed}, {spoil.__name__}: {answer[1:]}")
            answers[answer] = answers.get(answer, 0) + (not answer.startswith("!"))
            shutil.rmtree(folder)
        copied, torn = copy_while_open(Path(name) / "copies", counted(COPIES, scale))
    done = ", ".join(f"{words} {found}" for words, found in sorted(answers.items()) if found)
    return Result((f"{count} damaged stores in {len(set(KINDS))} ways: {done}", copied), (*findings, *torn))


def enter_here(path: Path, ground: Ground) -> str:
    """Enter as the window does, without its panes."""
    from PySide6.QtCore import QTimer

    from planner.app import make_application
    from planner.ui.dialogs.entrance import EntranceDialog
    from planner.ui.entrance import Entrance

    app = make_application()
    told: list[str] = []
    spoiled = path.read_bytes() if path.exists() else None

    def hand() -> None:
        dialog = app.activeModalWidget()
        if isinstance(dialog, EntranceDialog):
            told.append(dialog.sentence.text())
            dialog.buttons[0 if len(told) < 4 else -1].click()

    timer = QTimer()
    timer.timeout.connect(hand)
    timer.start(5)
    try:
        found = Entrance(path, ()).enter(None)
    finally:
        timer.stop()
    if not isinstance(found, Store):
        return f"!left with {found} after {told}"
    with found as store:
        try:
            was_altered = store.was_altered()
        except StoreError:  # the window tells this too
            was_altered = True
        now = None if was_altered else content(store)  # what is no text any more cannot be read
    return judged(path, ground, now, spoiled, told, was_altered)


def enter_window(path: Path, ground: Ground, before: str = "") -> str:
    """Enter with the whole program and its window."""
    spoiled = path.read_bytes() if path.exists() else None
    done = subprocess.run(
        [sys.executable, "-c", before + ENTERS, str(path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PLANNER_HOME": str(path.parent)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    if done.returncode != 0 or "Traceback" in done.stderr:
        return f"!the program ended with {done.returncode}: {done.stderr[-600:]}"
    status, told, bar = json.loads(done.stdout.splitlines()[-1])
    if status != 0:
        return f"!the program left with {status} after {told}"
    with Store.open(path) as store:
        now = content(store)
    was_altered = any("程序以外" in words for words in bar)
    return judged(path, ground, now, spoiled, told, was_altered)


def judged(path: Path, ground: Ground, now: object, spoiled: bytes | None, told: list[str], was_altered: bool) -> str:
    """Say how a case ended; what goes against the goal begins with !."""
    if list(path.parent.glob(".~planner-*")):
        return "!a temporary file is left"
    kept = [aside.read_bytes() for aside in path.parent.glob("损坏-*planner.db")]
    if now == ground.whole:
        return "opened, nothing lost" if not kept else "!all was there, and yet it was replaced"
    if was_altered:
        return "opened, the change told"
    if not told:
        return "!gone on in silence with another content"
    if now != ground.backed_up:
        return f"!neither the store nor its backup is there, after {told}"
    if spoiled is not None and spoiled not in kept:
        return "!the damaged file was not kept as it was"
    return "brought back from the backup"
