"""The portable program: its data beside it, nothing on the PC, and the stick carried from one PC to the next."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.damage import ENTERS

ROOT = Path(__file__).parents[2]
PLAN = "某局工作要点\n一、重点工作\n1.做好招生工作。\n2.做好安全工作。\n"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Return a folder with a Chinese name and a blank, with the program in it as the zip has it."""
    folder = tmp_path / "U盘 （一）" / "工作要点分解"
    shutil.copytree(ROOT / "planner", folder / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "resources").symlink_to(ROOT / "resources", target_is_directory=True)
    (folder / "portable.ini").touch()
    return folder


def run_there(folder: Path, home: Path, *arguments: str, script: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the program of a folder on a PC with this home."""
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "PLANNER_HOME" and not name.startswith("XDG")}
    asked = ["-c", script] if script else ["-m", "planner"]
    return subprocess.run(
        [sys.executable, "-B", *asked, *arguments],
        cwd=folder,
        env={**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_data_go_with_the_stick_and_nothing_stays_on_the_pc(stick: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    source = tmp_path / "要点.txt"
    source.write_text(PLAN, encoding="utf-8")
    done = run_there(stick, home, "import", str(source))
    assert done.returncode == 0, done.stderr
    assert (stick / "data" / "planner.db").is_file()
    assert [path for path in home.rglob("*") if path.is_file()] == []
    carried = stick.with_name("换了地方")
    stick.rename(carried)
    listed = run_there(carried, tmp_path / "another home", "list")
    assert "某局工作要点" in listed.stdout


def test_the_window_opens_on_the_stick_and_tells_of_the_pc_where_it_was_pulled_out(stick: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    source = tmp_path / "要点.txt"
    source.write_text(PLAN, encoding="utf-8")
    assert run_there(stick, home, "import", str(source)).returncode == 0
    data = stick / "data"
    note = {"pid": 7, "host": "办公室-2", "since": "2031-02-18T09:12:00+08:00"}
    (data / "planner.db.open").write_text(json.dumps(note), encoding="utf-8")
    done = run_there(stick, home, str(data / "planner.db"), script=ENTERS)
    assert done.returncode == 0, done.stderr
    status, told, bar = json.loads(done.stdout.splitlines()[-1])
    assert (status, told) == (0, [])
    assert "上次在电脑“办公室-2”上没有正常关闭（可能没关程序就拔了U 盘），数据已全部检查，完好无缺。" in bar[0]
    assert not (data / "planner.db.open").exists()
    assert (data / "logs").is_dir()
    assert [path for path in home.rglob("*") if path.is_file() and "planner" in str(path.relative_to(home))] == []
