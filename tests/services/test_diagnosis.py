"""`planner doctor` says what is wrong, in words, and changes nothing."""

import os
import platform
import sys
from pathlib import Path

import pytest

from planner.core import backups
from planner.core.network_watch import NetworkWatch, WentToNetwork
from planner.services import Store, diagnosis_of_store, plans
from planner.services.diagnosis import Finding, diagnose
from planner.services.diagnosis_of_store import UnfitPlace, backup_words, room_words, store_words
from tests.builders import sample_draft


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def findings(path: Path) -> dict[str, Finding]:
    return {finding.name: finding for finding in diagnose(path)}


def test_a_sound_program_is_all_good_and_nothing_changes(path):
    before = everything(path.parent)
    found = findings(path)
    assert [name for name, finding in found.items() if not finding.is_good] == []
    assert "1 份计划" in found["数据"].text
    assert "0 次" in found["联网"].text
    assert "仿宋" in found["字体"].text
    assert everything(path.parent) == before


def test_a_damaged_store_is_said_and_left_as_it_is(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    before = everything(path.parent)
    finding = findings(path)["数据"]
    assert not finding.is_good
    assert "损坏" in finding.text
    assert everything(path.parent) == before


def test_a_store_in_use_is_not_touched(path):
    with Store.open(path):
        assert "正由本程序使用" in store_words(path)


def test_a_store_that_another_process_holds_is_said(path, monkeypatch):
    path.with_name("planner.db.open").write_text(
        f'{{"pid": {os.getppid()}, "host": "{platform.node()}", "since": "2031-02-03T09:12:00+08:00"}}', "utf-8"
    )
    monkeypatch.delenv("COMPUTERNAME", raising=False)
    assert "请关闭后再检查" in store_words(path)


def test_a_store_left_in_the_midst_is_told_and_not_mended_here(path):
    journal = path.with_name("planner.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(1000))
    assert "没有正常关闭" in store_words(path)
    assert journal.stat().st_size == 1008


def test_a_place_that_loses_stores_is_said(tmp_path):
    shared = tmp_path / "坚果云" / "planner.db"
    with pytest.raises(UnfitPlace, match="坚果云"):
        room_words(shared)
    assert "剩余" in room_words(tmp_path / "not yet" / "planner.db")


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(diagnosis_of_store, "LEAST_MB", 10**12)
    with pytest.raises(UnfitPlace, match="只剩"):
        room_words(tmp_path / "planner.db")


def test_the_newest_backup_is_looked_through(path):
    with Store.open(path) as store:
        made = store.back_up(backups.Reason.ASKED)
    assert made is not None
    assert "1 份" in backup_words(path)
    made.path.write_bytes(made.path.read_bytes()[:5000])
    finding = findings(path)["备份"]
    assert not finding.is_good
    assert "备份" in finding.text


def test_a_way_to_the_network_is_counted():
    watch = NetworkWatch()
    assert "0 次" in watch.words()
    sys.audit("socket.gethostbyaddr", "pc.example")  # what the tests' own hook lets through
    with pytest.raises(WentToNetwork, match="1 次"):
        watch.words()
    assert "0 次" in NetworkWatch().words()
