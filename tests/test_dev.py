"""The two set-up commands, as far as they can run without installing anything."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module that works with this Python and writes into a folder of the test."""
    spec = importlib.util.spec_from_file_location("dev_script", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(module, "OUTPUT", tmp_path / "output")
    monkeypatch.setattr(module, "prepare", lambda **_: None)
    return module


def test_run_without_a_display_prints_the_sample(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: False)
    assert dev.main(["run"]) == 0
    assert dev.main(["run"]) == 0, "a second run replaces what the first printed"
    names = sorted(path.name for path in dev.OUTPUT.iterdir())
    assert names == ["sample-breakdown.pdf", "sample-breakdown.xlsx"]
    assert (dev.OUTPUT / "sample-breakdown.pdf").read_bytes().startswith(b"%PDF")


def test_run_passes_its_arguments_on(dev: ModuleType, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    assert dev.main(["run", "import", str(dev.SAMPLE), "--dry-run", "--json", str(target)]) == 0
    assert target.exists()
    assert dev.main(["run", "fly"]) == 2


def test_an_unknown_command_is_wrong_use(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["sing"]) == 2
    assert dev.main([]) == 0
    assert "python3 dev.py test" in capsys.readouterr().out


def test_missing_libraries_are_told_in_one_line(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit, match="apt-get install -y --no-install-recommends libegl1"):
        dev.need_system_libraries(with_screen=False)
