"""The workflow calls only what dev.py knows, and uploads only what was tried."""

import re
from pathlib import Path

import dev
from installers.windows import __main__ as windows

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
JOBS = re.split(r"^  (?=[\w-]+:$)", WORKFLOW.partition("\njobs:\n")[2], flags=re.MULTILINE)


def job(name: str) -> str:
    (found,) = [part for part in JOBS if part.startswith(f"{name}:")]
    return found


def test_each_command_is_one_of_dev() -> None:
    called = re.findall(r"python3? dev\.py (\w+) ?(\w*)", WORKFLOW)
    assert {command for command, _part in called} <= set(re.findall(r"dev\.py (\w+)", dev.USAGE))
    parts = {part for command, part in called if command == "windows"}
    assert parts == {"build", "test"}
    for part in parts:
        assert f"dev.py windows {part} " in windows._USAGE


def test_both_systems_are_tested_with_each_python() -> None:
    assert "[ubuntu-latest, windows-latest]" in job("tests")
    assert '["3.11", "3.12", "3.13"]' in job("tests")
    assert "OFFSCREEN_LIBRARIES" in job("tests")
    assert dev.OFFSCREEN_LIBRARIES


def test_only_what_was_installed_and_used_is_uploaded() -> None:
    needed = re.search(r"needs: \[([^\]]+)\]", job("release"))
    assert needed is not None
    assert {"tests", "windows"} <= set(re.split(r", *", needed[1]))
    assert "needs: build" in job("windows")
    assert "dev.py windows test" in job("windows")
    assert "sha256sum --check" in job("release")
    assert "refs/tags/v" in job("release")
