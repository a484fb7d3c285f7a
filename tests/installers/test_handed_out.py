"""What is handed out, on a Windows of its own: installed, used, updated, carried on a stick, and taken off again.

The tests are steps that follow one another, under Wine in a prefix of their own, on Windows on the PC itself.
`python3 dev.py windows test` runs them.
"""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from installers.windows.places import PORTABLE, SETUP, SUMS, TITLE
from planner import __version__
from planner.core.paths import resource
from tests.installers.this_windows import ThisWindows
from tests.installers.wine import Ended, Prefix

pytestmark = pytest.mark.slow

Windows = Prefix | ThisWindows
SAMPLE = resource("samples", "sample-plan.txt")
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\planner"
TOO_OLD, RUNNING = 3, 4


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    for path in (SETUP, PORTABLE, SUMS):
        assert path.is_file(), f"{path.name} is not there: python3 dev.py windows build"
    folder = tmp_path_factory.mktemp("windows")
    found: Windows = ThisWindows(folder) if os.name == "nt" else Prefix(folder)
    found.make()
    yield found
    found.end()


def installed(windows: Windows) -> Path:
    return windows.profile / "AppData" / "Local" / "Programs" / "planner"


def data(windows: Windows) -> Path:
    return windows.profile / "AppData" / "Local" / "planner"


def shortcuts(windows: Windows) -> list[Path]:
    menu = windows.profile / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu"
    return [*(windows.profile / "Desktop").glob(f"{TITLE}.lnk"), *menu.rglob(f"{TITLE}.lnk")]


def command(windows: Windows, folder: Path, *words: str | Path) -> Ended:
    ended = windows.run(folder / "planner-cli.exe", *words)
    assert ended.status == 0, f"{words}: {ended}"
    return ended


def self_test(windows: Windows, program: Path, folder: Path, *how: str) -> None:
    ended = windows.run(program, "doctor", "--self-test", folder, *how, timeout=600)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    bad = [step for step in report["steps"] if not step["is_good"]]
    assert bad == []
    assert ended.status == 0, ended
    assert report["is_good"] is True
    assert report["system"].startswith("Windows 10")
    assert len(report["steps"]) >= 13
    assert len(pypdfium2.PdfDocument(folder / "责任分解表.pdf")) > 1
    for picture in ("窗口.png", "预览.png"):
        assert (folder / picture).stat().st_size > 20_000


def test_sums_are_those_of_the_files() -> None:
    lines = SUMS.read_text(encoding="ascii").splitlines()
    said = {name: digest for digest, name in (line.split("  ") for line in lines)}
    for path in (SETUP, PORTABLE):
        assert said[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_old_windows_is_refused_and_nothing_is_installed(windows: Windows) -> None:
    if not isinstance(windows, Prefix):
        assert os.name == "nt"  # which calls itself what it is: the old one is tried under Wine
        return
    windows.be_windows("win7")
    assert windows.run(SETUP, "/S").status == TOO_OLD
    assert not installed(windows).exists()
    windows.be_windows("win10")


def test_silent_installation(windows: Windows) -> None:
    assert windows.run(SETUP, "/S", timeout=600).status == 0
    for name in ("planner.exe", "planner-cli.exe", "uninstall.exe", "runtime/python311.dll", "licences"):
        assert (installed(windows) / name).exists(), name
    assert not (installed(windows) / "portable.ini").exists()
    assert len(shortcuts(windows)) == 2
    assert __version__ in windows.registry(UNINSTALL, "DisplayVersion")
    assert not data(windows).exists()


def test_nothing_of_the_test_or_the_network_is_installed(windows: Windows) -> None:
    names = {path.name.lower() for path in installed(windows).rglob("*")}
    assert names & {"icuuc.dll", "bcryptprimitives.dll", "qt6network.dll", "qtnetwork.pyd", "pytest", "pip"} == set()


def test_self_test_from_a_console(windows: Windows) -> None:
    self_test(windows, installed(windows) / "planner-cli.exe", windows.drive / "自检 一", "--offscreen")
    assert not (data(windows) / "planner.db").exists()


def test_self_test_by_the_starter_of_the_window_on_a_screen(windows: Windows) -> None:
    with windows.screen():
        self_test(windows, installed(windows) / "planner.exe", windows.drive / "自检 二")
    report = json.loads((windows.drive / "自检 二" / "report.json").read_text(encoding="utf-8"))
    (window,) = [step["text"] for step in report["steps"] if step["step"] == "window"]
    assert window.endswith("windows")  # the name of Qt's way to draw there


def test_sample_is_stored_and_printed(windows: Windows) -> None:
    desk = windows.profile / "Desktop" / "资料（一）"
    desk.mkdir(parents=True)
    plan = desk / "工作要点 《样本》.txt"
    shutil.copy(SAMPLE, plan)
    folder = installed(windows)
    told = command(windows, folder, "import", plan)
    assert "7 个部分，29 项任务" in told.out
    assert (data(windows) / "planner.db").is_file()
    assert "安澜县教育局2026年工作要点" in command(windows, folder, "list").out
    for kind in ("pdf", "xlsx", "docx"):
        command(windows, folder, "print", "1", "--report", "breakdown", "--out", desk / f"责任分解表.{kind}")
    assert len(pypdfium2.PdfDocument(desk / "责任分解表.pdf")) > 1
    assert openpyxl.load_workbook(desk / "责任分解表.xlsx").worksheets[0].max_row > 29
    command(windows, folder, "print", "1", "--report", "unit-lists", "--each-unit", "--format", "docx", "--out", desk)
    assert len(list(desk.rglob("*.docx"))) > 10
    assert [path for path in desk.rglob("*") if path.suffix == ".tmp"] == []


def test_what_is_said_can_be_led_into_a_file(windows: Windows) -> None:
    said = windows.drive / "说了什么.txt"
    for program in ("planner-cli.exe", "planner.exe"):
        assert windows.run_into(said, installed(windows) / program, "list") == 0
        assert "安澜县教育局2026年工作要点" in said.read_text(encoding="utf-8")
        assert windows.run_into(said, installed(windows) / program, "show", "99") == 2
        assert "没有找到计划" in said.read_text(encoding="utf-8")


def test_backups_are_made_and_brought_back(windows: Windows) -> None:
    folder = installed(windows)
    before = command(windows, folder, "show", "1", "--json", "-").out
    command(windows, folder, "backup", "now")
    command(windows, folder, "assign", "1", "1", "--lead", "自检股")
    assert command(windows, folder, "show", "1", "--json", "-").out != before
    made = sorted((data(windows) / "备份").glob("*-手动.db"))
    command(windows, folder, "backup", "restore", made[-1])
    assert command(windows, folder, "show", "1", "--json", "-").out == before
    assert "手动" in command(windows, folder, "backup", "list").out
    command(windows, folder, "check")


def test_doctor_finds_nothing_wrong(windows: Windows) -> None:
    told = command(windows, installed(windows), "doctor").out
    assert "有问题" not in told
    assert "PySide6 6.11" in told


def test_bad_file_is_refused_in_chinese(windows: Windows) -> None:
    bad = windows.drive / "坏.docx"
    bad.write_bytes(b"PK\x03\x04" + bytes(200))
    ended = windows.run(installed(windows) / "planner-cli.exe", "import", bad)
    assert ended.status == 3
    assert "坏.docx" in ended.err


def test_update_is_refused_while_the_program_runs(windows: Windows) -> None:
    python = installed(windows) / "runtime" / "pythonw.exe"
    script = "import sys; sys.stdout.write('x'); sys.stdout.flush(); sys.stdin.read()"
    with windows.start(python, "-c", script) as running:
        assert running.stdout is not None
        assert running.stdout.read(1) == b"x"
        assert windows.run(SETUP, "/S", timeout=600).status == RUNNING
        running.stdin.close()  # type: ignore[union-attr]
        running.wait(60)
    assert "安澜县教育局2026年工作要点" in command(windows, installed(windows), "list").out


def test_update_keeps_the_data_and_takes_old_files_away(windows: Windows) -> None:
    stale = installed(windows) / "planner" / "core" / "gone_since.py"
    stale.write_text("raise SystemExit", encoding="ascii")
    before = command(windows, installed(windows), "show", "1", "--json", "-").out
    assert windows.run(SETUP, "/S", timeout=600).status == 0
    assert not stale.exists()
    assert command(windows, installed(windows), "show", "1", "--json", "-").out == before
    assert len(shortcuts(windows)) == 2


def test_portable_folder_keeps_its_data_beside_it(windows: Windows) -> None:
    stick = windows.drive / "U盘 资料（二）"
    with zipfile.ZipFile(PORTABLE) as archive:
        archive.extractall(stick)
    folder = stick / TITLE
    before = (data(windows) / "planner.db").read_bytes()
    self_test(windows, folder / "planner-cli.exe", stick / "自检", "--offscreen")
    command(windows, folder, "import", SAMPLE)
    assert (folder / "data" / "planner.db").is_file()
    elsewhere = windows.drive / "另一台电脑"
    stick.rename(elsewhere)
    listed = command(windows, elsewhere / TITLE, "list").out
    assert "安澜县教育局2026年工作要点" in listed
    assert (data(windows) / "planner.db").read_bytes() == before


def test_names_in_chinese_come_out_right_by_other_tools(tmp_path: Path) -> None:
    if os.name == "nt":
        line = ["tar", "-xf", str(PORTABLE), "-C", str(tmp_path), f"{TITLE}/*.txt"]
    else:
        line = ["unzip", "-q", str(PORTABLE), f"{TITLE}/*.txt", "-d", str(tmp_path)]
    subprocess.run(line, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert {"先看我.txt", "安装说明.txt"} <= {path.name for path in (tmp_path / TITLE).iterdir()}


def test_first_look_into_the_zip_says_what_to_do() -> None:
    with zipfile.ZipFile(PORTABLE) as archive:
        entries = archive.infolist()
    top = {entry.filename.split("/")[1] for entry in entries}
    assert {entry.filename.split("/")[0] for entry in entries} == {TITLE}
    assert {"先看我.txt", "安装说明.txt", "portable.ini", "planner.exe"} <= top
    assert all(entry.flag_bits & 0x800 for entry in entries if not entry.filename.isascii())  # names are UTF-8


def test_uninstalling_leaves_the_data(windows: Windows) -> None:
    folder = installed(windows)
    before = {path.name: path.read_bytes() for path in data(windows).iterdir() if path.is_file()}
    assert "planner.db" in before
    ended = windows.run(folder / "uninstall.exe", "/S", "_?=" + windows.name(folder))
    assert ended.status == 0
    left = [path.name for path in folder.rglob("*")] if folder.exists() else []
    assert left in ([], ["uninstall.exe"])  # run from its own place it cannot remove itself
    assert shortcuts(windows) == []
    assert windows.registry(UNINSTALL) == ""
    assert windows.registry(r"HKCU\Software\planner") == ""
    assert {path.name: path.read_bytes() for path in data(windows).iterdir() if path.is_file()} == before
