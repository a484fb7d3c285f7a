"""The process that reads a file: what becomes of it when it hangs, dies, swells, lies or cannot be started."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from planner.cli.stores import open_store
from planner.core.errors import InputError
from planner.importing import isolation, job_object, parse, read_data, read_file
from planner.importing.isolation import read_apart, seconds_for
from tests.importing.hostile.bad_pages import mirror
from tests.importing.hostile.cases import TEXT
from tests.importing.hostile.packages import docx, paragraphs

READY = "import sys, time, os; print('{\"ready\":true}', flush=True); "
SOURCE = '{"name":"x","kind":"docx","sha256":"%s","text":"字"}' % ("0" * 64)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Start another program in place of the reading process, in a temporary folder of the test."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    def use(code: str) -> Path:
        monkeypatch.setattr(isolation, "command", lambda: [sys.executable, "-X", "utf8", "-c", code])
        return folder

    return use


def code_of(code: str, stand_in, **more) -> str:
    folder = stand_in(code)
    with pytest.raises(InputError) as caught:
        read_apart(b"x" * 100_000, "计划.docx", **more)
    assert list(folder.iterdir()) == []
    return caught.value.code


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("os._exit(3)", "DAMAGED"),
        ("sys.stdin.buffer.read(); sys.exit(0)", "DAMAGED"),
        ("os.abort()", "BOMB"),
        ("os.kill(os.getpid(), 11)", "DAMAGED"),
        ("os.kill(os.getpid(), 9)", "BOMB"),
        ("os.kill(os.getpid(), 24)", "TIMEOUT"),
        ("print('nonsense', flush=True); time.sleep(60)", "DAMAGED"),
        ("print('[' * 100000, flush=True); time.sleep(60)", "DAMAGED"),
        ("print('7', flush=True); time.sleep(60)", "DAMAGED"),
        ("print('{\"source\": 7}', flush=True); time.sleep(60)", "DAMAGED"),
        ("print('{\"error\": 7}', flush=True); time.sleep(60)", "DAMAGED"),
        ('print(\'{"error": {"code": "RM", "message": "x", "hint": "y"}}\', flush=True)', "DAMAGED"),
        ('print(\'{"error": {"code": "GARBLED", "message": "坏", "hint": "换"}}\', flush=True)', "GARBLED"),
    ],
)
def test_every_end_has_its_code(what: str, code: str, stand_in) -> None:
    assert code_of(READY + what, stand_in) == code


def test_a_reader_that_hangs_is_stopped(stand_in, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_SECONDS", 0.3)
    assert code_of(READY + "time.sleep(600)", stand_in) == "TIMEOUT"


def test_an_answer_without_end_is_cut_off(stand_in, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_MOST_ANSWER", 100_000)
    endless = "[sys.stdout.write('x' * 4096) for _ in iter(int, 1)]"
    assert code_of(READY + endless, stand_in) == "DAMAGED"


def test_what_cannot_be_started_is_told(stand_in, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert code_of("raise SystemExit(1)", stand_in) == "NO_READER"
    monkeypatch.setattr(isolation, "_SECONDS_TO_START", 0.3)
    assert code_of("import time; time.sleep(600)", stand_in) == "NO_READER"
    monkeypatch.setattr(isolation, "command", lambda: [str(tmp_path / "fehlt")])
    with pytest.raises(InputError) as caught:
        read_apart(b"x", "计划.docx")
    assert caught.value.code == "NO_READER"
    assert "安全软件" in caught.value.hint


def test_a_reading_is_stopped_when_the_clerk_says_so(stand_in) -> None:
    told: list[str] = []
    started = READY + 'print(\'{"doing": "正在读取"}\', flush=True); time.sleep(600)'
    assert code_of(started, stand_in, progress=told.append, cancelled=lambda: bool(told)) == "CANCELLED"
    assert told == ["正在读取"]


def test_a_sound_answer_arrives_whatever_stands_before_it(stand_in) -> None:
    stand_in(READY + f"print('{{\"odd\": 1}}'); print('{{\"source\": {SOURCE}}}')")
    assert read_apart(b"x", "x.docx").text == "字"


def test_words_of_an_error_are_tamed(stand_in) -> None:
    words = '{"code": "DAMAGED", "message": "<b>坏\\\\u0007</b>", "hint": "%s"}' % ("长" * 5000)
    stand_in(READY + f"print('{{\"error\": {words}}}')")
    with pytest.raises(InputError) as caught:
        read_apart(b"x", "x.docx")
    assert caught.value.message == "b坏/b"
    assert len(caught.value.hint) == 300


def test_what_a_killed_program_left_is_removed_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "planner-read-left"
    left.mkdir()
    (left / "part").write_bytes(b"x")
    fresh = tmp_path / "planner-read-fresh"
    fresh.mkdir()
    made = fresh.stat().st_mtime
    monkeypatch.setattr(time, "time", lambda: made + 60)
    read_data(docx(), "计划.docx")
    assert left.exists()
    monkeypatch.setattr(time, "time", lambda: made + 7200)
    read_data(docx(), "计划.docx")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_removed_at_the_next_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / f"planner-read-{gone.pid}-left").mkdir()
    of_another = tmp_path / f"planner-read-{os.getppid()}-running"
    of_another.mkdir()
    read_data(docx(), "计划.docx")
    assert list(tmp_path.iterdir()) == [of_another]


def test_what_a_killed_program_left_is_removed_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f"planner-read-{gone.pid}-left"
    left.mkdir()
    (left / "source.doc").write_bytes(b"words of the clerk")
    open_store(tmp_path / "home" / "planner.db").close()
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_the_time_grows_with_the_file_up_to_a_minute() -> None:
    assert seconds_for(0) == 10
    assert seconds_for(5 * 1024 * 1024) == 20
    assert seconds_for(50 * 1024 * 1024) == 60


def test_any_thread_may_read_and_several_at_once(tmp_path: Path) -> None:
    path = tmp_path / "计划.docx"
    path.write_bytes(docx())
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(read_file(path).text)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [TEXT] * 3


def test_the_program_goes_on_while_a_bomb_is_read() -> None:
    data = mirror()
    over = threading.Event()

    def work() -> None:
        with pytest.raises(InputError):
            read_data(data, "mirror.pdf")
        over.set()

    thread = threading.Thread(target=work)
    began = last = time.perf_counter()
    thread.start()
    worst = 0.0
    while not over.is_set():
        time.sleep(0.002)
        now = time.perf_counter()
        worst, last = max(worst, now - last), now
    thread.join()
    assert worst < (last - began) / 4


def test_the_process_has_its_limits() -> None:
    code = (
        "from planner.importing import reading_process as r; r._limit(1)\n"
        "try: x = bytearray(700 * 1024 * 1024)\nexcept MemoryError: print('no')\n"
        "y = bytearray(200 * 1024 * 1024); print('yes')"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["no", "yes"]


def test_reading_loads_neither_window_nor_store_nor_parser() -> None:
    code = (
        "import sys; from planner.importing.intake import read_here; from planner.importing import wire\n"
        f"read_here({docx(paragraphs(['1.x']))!r}, 'x.docx'); print(*sys.modules)"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    assert "planner.importing.readers.docx" in loaded
    assert not {"PySide6", "sqlite3", "sqlmodel", "reportlab", "planner.importing.parsing"} & loaded
    assert not any(name.startswith(("pypdfium2", "olefile", "python_calamine")) for name in loaded)


def test_a_word_file_becomes_the_same_plan_as_its_text() -> None:
    told: list[str] = []
    plan = parse(read_data(docx(), "计划.docx", progress=told.append))
    assert [node.title for node in plan.nodes] == [
        node.title for node in parse(read_data(TEXT.encode(), "x.txt")).nodes
    ]
    assert told == ["正在读取：Word 文档…"]


def test_the_limits_for_windows_have_the_form_of_windows() -> None:
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows
    found = job_object.limits()
    assert ctypes.sizeof(found) == 144
    raw = bytes(found)
    assert int.from_bytes(raw[16:20], "little") == 0x2508
    assert int.from_bytes(raw[40:44], "little") == 1
    assert int.from_bytes(raw[112:120], "little") == 600 * 1024 * 1024
