"""Opening a store: the lock, the pragmas, and what is refused with not a byte changed."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from planner.core.errors import PlannerError, StoreError
from planner.core.leftovers import temporary
from planner.models.connection import PRAGMAS, close_connection, open_connection
from planner.models.engine import build_engine
from planner.models.migrations.runner import APPLICATION_ID, newest_version

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store that was closed properly."""
    made = tmp_path / "数据 （一）😀" / "planner.db"
    close_connection(open_connection(made), made)
    return made


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    opened = open_connection(path)
    yield opened
    close_connection(opened, path)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def refused(path: Path) -> StoreError:
    """Open what must be refused, and see that nothing in its folder has changed."""
    before = contents(path.parent)
    with pytest.raises(StoreError) as caught:
        open_connection(path)
    assert contents(path.parent) == before
    assert path.name in caught.value.message
    return caught.value


def test_a_new_store_is_ours_and_of_the_newest_schema(connection: sqlite3.Connection, path: Path) -> None:
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == newest_version()
    assert path.exists()


@pytest.mark.parametrize(("name", "expected"), [(name, expected) for name, _, expected in PRAGMAS])
def test_each_pragma_took(connection: sqlite3.Connection, name: str, expected: str | int) -> None:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    assert (row[0] if row else 0) == expected


def test_durability_is_what_the_rules_ask_for(connection: sqlite3.Connection) -> None:
    asked = dict.fromkeys(("journal_mode", "synchronous", "locking_mode", "foreign_keys"))
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert found == {"journal_mode": "truncate", "synchronous": 2, "locking_mode": "exclusive", "foreign_keys": 1}


def test_a_pragma_that_does_not_take_is_not_passed_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.models.connection.PRAGMAS", (*PRAGMAS, ("cache_size", "10", 11)))
    with pytest.raises(RuntimeError):
        open_connection(path)
    monkeypatch.undo()
    close_connection(open_connection(path), path)


def test_a_second_start_in_this_process_is_told_who_holds_the_store(connection: sqlite3.Connection, path: Path) -> None:
    error = refused(path)
    assert error.code == "STORE_LOCKED"
    assert "已在另一窗口打开（自 " in error.message
    connection.execute("INSERT INTO settings VALUES ('still', 'ours')")


def test_a_second_process_is_kept_out_until_the_first_ends(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from planner.models.connection import open_connection\n"
        "held = open_connection(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    try:
        assert holder.stdout.readline().strip() == b"held"
        assert refused(path).code == "STORE_LOCKED"
    finally:
        holder.kill()
        holder.stdin.close()
        holder.stdout.close()
        holder.wait()
    close_connection(open_connection(path), path)


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"[]", b'{"pid": 1}', json.dumps({"since": "x"}).encode()])
def test_a_foreign_or_empty_note_never_blocks(path: Path, note: bytes) -> None:
    beside = path.with_name("planner.db.open")
    beside.write_bytes(note)
    opened = open_connection(path)
    beside.write_bytes(note)
    assert refused(path).message == "数据文件《planner.db》已在另一窗口打开。"
    close_connection(opened, path)
    assert not beside.exists()


def test_a_newer_store_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {newest_version() + 1}")
    assert refused(path).code == "NEWER"


@pytest.mark.parametrize("journal_mode", ["delete", "wal"])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, journal_mode: str) -> None:
    path = tmp_path / "foreign.db"
    with closing(sqlite3.connect(path)) as foreign:
        foreign.execute(f"PRAGMA journal_mode = {journal_mode}")
        foreign.execute("CREATE TABLE plans (id)")
    assert refused(path).code == "NOT_OUR_DB"


def test_a_store_with_somebody_elses_triggers_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as hostile:
        hostile.execute("CREATE TRIGGER t AFTER INSERT ON plans BEGIN DELETE FROM plans; END")
    assert refused(path).code == "NOT_OUR_DB"


@pytest.mark.parametrize("content", ["一份工作要点，不是数据库。" * 100, "x"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "要点.txt"
    path.write_text(content, encoding="utf-8")
    assert refused(path).code == "NOT_OUR_DB"


def test_an_empty_file_is_a_lost_store_and_no_new_one(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    path.touch()
    assert refused(path).code == "STORE_DAMAGED"


def test_rows_that_break_a_rule_are_found_at_the_start(path: Path) -> None:
    with closing(sqlite3.connect(path)) as broken:
        broken.execute(
            "INSERT INTO plans (id, title, notice_title, issuers, document_number, addressees, years,"
            " copy_to, printed_by, preamble, closing, lead_word, partner_word)"
            " VALUES (1, '', '', '[]', '', '', '[]', '[]', '', '', '', '', '')"
        )
        broken.commit()
    assert refused(path).code == "STORE_DAMAGED"


def test_a_reference_that_leads_nowhere_is_found_at_the_start(path: Path) -> None:
    with closing(sqlite3.connect(path)) as broken:
        broken.execute("INSERT INTO unit_aliases (unit_id, name, match_key) VALUES (77, '甲', '甲')")
        broken.commit()
    assert refused(path).code == "STORE_DAMAGED"


def test_a_place_that_cannot_hold_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as caught:
        open_connection(tmp_path / "file" / "planner.db")
    assert caught.value.code == "PATH"
    with pytest.raises(StoreError) as caught:
        open_connection(tmp_path)
    assert caught.value.code == "PATH"


def test_a_read_only_store_and_folder() -> None:
    """Root may write everywhere, so a child process that gave its rights away opens the store."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "planner.db"
    close_connection(open_connection(path), path)
    path.chmod(0o444)
    folder.chmod(0o555)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from planner.core.errors import StoreError; from planner.models.connection import open_connection\n"
        "import planner.core.backups\n"  # a checkout in a home of root cannot be read any more below
        "if hasattr(os, 'geteuid') and os.geteuid() == 0: os.setuid(65534)\n"
        "for name in sys.argv[2:]:\n"
        "    try: open_connection(Path(sys.argv[1]) / name)\n"
        "    except StoreError as error: print(error.code)\n"
    )
    try:
        names = ["planner.db"] if os.name == "nt" else ["planner.db", "new.db", "new/folder/planner.db"]
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder), *names],
            check=True,
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.stderr == ""
        assert done.stdout.split() == ["READ_ONLY"] * len(names)
    finally:
        folder.chmod(0o755)
        path.chmod(0o644)
        shutil.rmtree(folder)


def test_an_index_that_lost_a_row_is_found_after_a_start_that_was_not_closed(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as torn:
        index = torn.execute("SELECT * FROM sqlite_master WHERE name = 'unit_aliases_by_unit_id'").fetchone()
        torn.execute("INSERT INTO units (id, name, match_key) VALUES (1, '甲', '甲')")
        torn.execute("PRAGMA writable_schema = ON")
        torn.execute("DELETE FROM sqlite_master WHERE name = 'unit_aliases_by_unit_id'")
        torn.execute("PRAGMA writable_schema = RESET")
        torn.execute("INSERT INTO unit_aliases (unit_id, name, match_key) VALUES (1, '乙', '乙')")
        torn.execute("PRAGMA writable_schema = ON")
        torn.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", index)
    path.with_name("planner.db.open").write_text("{}", encoding="utf-8")
    assert refused(path).code == "STORE_DAMAGED"
    path.with_name("planner.db.open").unlink()
    close_connection(open_connection(path), path)  # the quick look of every start does not read the indexes


@pytest.mark.parametrize(
    "name", ["a b%20.db", "# &'=.db" if os.name == "nt" else "# ?&'=.db", "名称（1）😀.db", "a;b,c+d@.db"]
)
def test_odd_names_are_opened_as_they_stand(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for _ in range(2):
        close_connection(open_connection(path), path)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_what_killed_starts_left_is_swept(path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name in (temporary(path, "tmp").name, temporary(path, "tmp").name + "-journal"):
        path.with_name(name.replace(f"-{os.getpid()}-", f"-{gone.pid}-")).touch()
    close_connection(open_connection(path), path)
    assert [file.name for file in path.parent.iterdir()] == ["planner.db"]


def test_two_first_starts_make_one_store(tmp_path: Path) -> None:
    path = tmp_path / "new" / "planner.db"
    script = (
        "import sys; from pathlib import Path\n"
        "from planner.core.errors import StoreError; from planner.models.connection import open_connection\n"
        "sys.stdin.readline()\n"
        "try: held = open_connection(Path(sys.argv[1])); print('held', flush=True)\n"
        "except StoreError as error: print(error.code, flush=True)\n"
        "sys.stdin.readline()"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(4)
    ]
    said = []
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    for start in starts:
        assert start.stdout is not None
        said.append(start.stdout.readline().strip())
    for start in starts:
        start.communicate("end\n")
    assert sorted(said) == ["STORE_LOCKED"] * 3 + ["held"]
    close_connection(open_connection(path), path)


def test_a_damaged_store_never_ends_in_a_traceback(path: Path) -> None:
    """Bytes are turned, cut off and blanked; the answer is a whole store or a sentence."""
    from planner.services import Store, plans
    from tests.builders import sample_draft

    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    whole = path.read_bytes()
    chance = random.Random(40)
    told = []
    for turn in range(60):
        torn = bytearray(whole)
        place = chance.randrange(len(torn))
        if turn % 3 == 0:
            torn[place] ^= 1 << chance.randrange(8)
        elif turn % 3 == 1:
            del torn[place:]
        else:
            torn[place : place + 4096] = bytes(min(4096, len(torn) - place))
        path.write_bytes(torn)
        try:
            with Store.open(path) as store:
                for plan in store.plans():
                    store.snapshot(plan.plan_id)
                store.undo()
        except PlannerError as error:
            told.append(error.code)
    assert len(told) > 20
    assert set(told) <= {"STORE_DAMAGED", "NOT_OUR_DB", "NEWER"}


def test_the_engine_uses_the_open_connection_and_begins_at_once(connection: sqlite3.Connection) -> None:
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    with build_engine(connection).begin() as transaction:
        transaction.exec_driver_sql("INSERT INTO settings VALUES ('a', 'b')")
        assert transaction.connection.dbapi_connection is connection
    connection.set_trace_callback(None)
    assert [statement.split()[0] for statement in seen if not statement.startswith("PRAGMA")] == [
        "BEGIN",
        "INSERT",
        "COMMIT",
    ]
    assert "BEGIN IMMEDIATE" in seen


def test_a_commit_that_was_cut_off_is_rolled_back_though_the_header_promises_more_pages(path: Path) -> None:
    torn = path.with_name("torn.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 2")
        writer.execute("BEGIN")
        writer.execute("CREATE TABLE long (words TEXT)")
        writer.executemany("INSERT INTO long VALUES (?)", [("字" * 3000,)] * 200)
        data = bytearray(path.read_bytes())
        journal = path.with_name("planner.db-journal").read_bytes()
        writer.execute("ROLLBACK")
    data[28:32] = (len(data) // 4096 + 7).to_bytes(4, "big")
    torn.write_bytes(data)
    torn.with_name("torn.db-journal").write_bytes(journal)
    opened = open_connection(torn)
    assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert opened.execute("SELECT name FROM sqlite_master WHERE name = 'long'").fetchone() is None
    close_connection(opened, torn)
