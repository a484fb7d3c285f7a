"""What nothing else holds at the borders to the disk, to SQLite and to files of strangers (R24 names these tests)."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planner.core.atomic_file import write_atomically
from planner.core.errors import InputError, StoreError
from planner.core.package_file import MANIFEST, read_package
from planner.importing.readers import package
from planner.services import Store, plans
from tests.builders import sample_draft
from tests.importing.hostile.packages import zipped
from tests.services.looking import assert_sound, dump


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a plan."""
    made = tmp_path / "planner.db"
    with Store.open(made) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return made


def test_bytes_reach_the_disk_before_the_name_and_then_the_name(tmp_path: Path, monkeypatch: Any) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append("folder" if os.fstat(handle).st_nlink > 1 else "bytes")
        fsync(handle)

    def renamed(path: Path, target: Path) -> Path:
        done.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    write_atomically(tmp_path / "表.pdf", b"x")
    assert done == (["bytes", "name"] if os.name == "nt" else ["bytes", "name", "folder"])


def test_what_fails_in_a_plain_transaction_leaves_nothing(path: Path) -> None:
    with Store.open(path) as store:
        with pytest.raises(sqlite3.IntegrityError), store._transaction() as connection:
            _do_half(connection)
        assert store.setting("half") is None
        assert_sound(store)


def _do_half(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO settings (key, value) VALUES ('half', '1')")
    connection.execute("INSERT INTO settings (key, value) VALUES ('half', '2')")


def test_a_journal_that_does_not_fit_the_rows_is_refused_and_leaves_nothing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as hand:
        hand.execute("DELETE FROM faults")
        hand.commit()
    with Store.open(path) as store:
        before = dump(store)
        with pytest.raises(StoreError):
            store.undo()
        assert dump(store) == before


def test_a_newer_form_of_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(zipped({MANIFEST: '{"format": "planner.package", "version": 2, "parts": {}}'}))
    with pytest.raises(InputError) as caught:
        read_package(path)
    assert caught.value.code == "NEWER"


def test_parts_of_an_office_file_are_counted_while_they_swell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    opened = package.Package(zipped({"a": "0" * 700_000, "b": "0" * 700_000}), "表.docx")
    opened.read("a")
    with pytest.raises(InputError) as caught:
        opened.read("b")
    assert caught.value.code == "BOMB"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_reads_it(encoding: str) -> None:
    xml = '<?xml version="1.0" encoding="ENC"?><!DOCTYPE a SYSTEM "file:///x"><a/>'.replace("ENC", encoding)
    with pytest.raises(InputError) as caught:
        package.parse_xml(xml.encode(encoding), "表.docx")
    assert caught.value.code == "UNSAFE_XML"


def test_what_was_deleted_cannot_be_read_out_of_the_file(path: Path) -> None:
    secret = "机密的一段话" * 40
    with Store.open(path) as store:
        with store._transaction() as connection:
            connection.execute("INSERT INTO settings (key, value) VALUES ('secret', ?)", (secret,))
        with store._transaction() as connection:
            connection.execute("DELETE FROM settings")
    assert "机密".encode() not in path.read_bytes()
