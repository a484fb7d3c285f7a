"""The parts of what is installed: what is chosen of the wheels, how it is compiled, what the installer moves."""

import hashlib
import importlib.util
import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from installers.windows import bytecode, licences, packing
from installers.windows.drawing import icon, side_picture
from installers.windows.places import HERE, OLDEST_WINDOWS_BUILD, PARTS, TITLE
from installers.windows.selection import is_shipped
from planner.ui.intake import FILE_KINDS
from planner.ui.main_window import TITLE as WINDOW_TITLE

SCRIPT = (HERE / "installer.nsi").read_text(encoding="utf-8")
STARTER = (HERE / "starter" / "starter.c").read_text(encoding="utf-8")
SOURCES = {
    "site/thing/__init__.py": "WORDS = {'甲', '乙', '丙', '丁'}\n",
    "site/thing/part.py": "def place() -> str:\n    return place.__code__.co_filename\n",
    "site/PySide6/__init__.py": "NAME = 'Qt'\n",
    "planner/__init__.py": "",
    "planner/app.py": "from thing.part import place\n\n\ndef fail() -> None:\n    raise ValueError(place())\n",
}


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtWidgets.pyd",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/translations/qtbase_zh_CN.qm",
        "shiboken6/msvcp140.dll",
        "pypdfium2_raw/pdfium.dll",
        "opencc/clib/share/opencc/t2s.json",
        "sqlalchemy/dialects/sqlite/pysqlite.py",
        "lxml-6.1.3.dist-info/licenses/LICENSE.txt",
        "et_xmlfile-2.0.0.dist-info/LICENCE.rst",
        "sqlmodel-0.0.50.dist-info/METADATA",
    ],
)
def test_what_is_used_is_shipped(name: str) -> None:
    assert is_shipped(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt6Network.dll",
        "PySide6/QtNetwork.pyd",
        "PySide6/Qt6Quick.dll",
        "PySide6/designer.exe",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/QtWidgets.pyi",
        "opencc/clib/bin/opencc.exe",
        "lxml/includes/tree.pxd",
        "sqlalchemy/dialects/mysql/base.py",
        "sqlalchemy/testing/util.py",
        "reportlab/fonts/DarkGardenMK.pfb",
        "PIL/_avif.cp311-win_amd64.pyd",
        "pypinyin/__main__.py",
        "annotated_types/test_cases.py",
        "platformdirs/pytest_plugin.py",
        "lxml/html/usedoctest.py",
        "pydantic/mypy.py",
        "pyside6_essentials-6.11.3.dist-info/licenses/LicenseRef-Qt-Commercial.txt",
        "unheard_of/__init__.py",
        "sqlmodel-0.0.50.dist-info/RECORD",
    ],
)
def test_what_nobody_uses_is_not(name: str) -> None:
    assert not is_shipped(name)


def test_each_part_has_its_paper_and_the_crates_in_it_are_listed(tmp_path: Path) -> None:
    paper = tmp_path / "site" / "thing-1.0.dist-info"
    (paper / "licenses").mkdir(parents=True)
    (paper / "licenses" / "LICENSE").write_text("as you like", encoding="utf-8")
    (paper / "METADATA").write_text("Name: thing\nVersion: 1.0\nLicense-Expression: MIT\n", encoding="utf-8")
    crates = [
        {"name": "inside", "version": "2", "purl": "pkg:cargo/inside@2", "licenses": [{"expression": "MIT"}]},
        {"name": "builder", "version": "3", "purl": "pkg:cargo/builder@3", "scope": "excluded"},
    ]
    (paper / "sboms").mkdir()
    (paper / "sboms" / "thing.json").write_text(json.dumps({"components": crates}), encoding="utf-8")
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "LICENSE.txt").write_text("Python", encoding="utf-8")
    licences.gather(tmp_path)
    folder = tmp_path / "licences"
    assert (folder / "thing" / "LICENSE").read_text(encoding="utf-8") == "as you like"
    assert "inside 2\tMIT" in (folder / "thing" / "parts.txt").read_text(encoding="utf-8")
    assert "builder" not in (folder / "thing" / "parts.txt").read_text(encoding="utf-8")
    assert [path.name for path in paper.iterdir()] == ["METADATA"]
    told = (folder / "README.txt").read_text(encoding="utf-8-sig")
    for part in ("thing 1.0\tMIT", "CPython", "SQLite", "NSIS", "MinGW", "vcruntime140", "Lucide", "OFL"):
        assert part in told
    # Each paper that the list names is there; those of the wheels come with them.
    named = re.findall(r"见 ([\w-]+\.txt)", told)
    assert len(named) > 5
    assert [name for name in named if not (folder / name).is_file()] == []


def compiled(folder: Path, seed: str) -> subprocess.CompletedProcess[str]:
    for name, text in SOURCES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, bytecode.__file__, str(folder)],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_compiled_folder_runs_without_sources_and_is_alike_each_time(tmp_path: Path) -> None:
    folders = [tmp_path / "一", tmp_path / "another place"]
    ended = [compiled(folder, "0") for folder in folders]
    if importlib.util.MAGIC_NUMBER != bytecode.MAGIC:
        assert all("CPython 3.11" in one.stderr and one.returncode == 1 for one in ended)
        return
    assert [one.returncode for one in ended] == [0, 0]
    first, second = map(digests, folders)
    assert first == second
    assert sorted(first) == [
        "planner/__init__.pyc",
        "planner/app.pyc",
        "site/PySide6/__init__.py",
        "site/PySide6/__pycache__/__init__.cpython-311.pyc",
        "site/thing/__init__.pyc",
        "site/thing/part.pyc",
    ]
    probe = "import sys; sys.path[:0] = sys.argv[1:]; import planner.app; planner.app.fail()"
    line = [sys.executable, "-I", "-c", probe, str(folders[0]), str(folders[0] / "site")]
    told = subprocess.run(line, capture_output=True, encoding="utf-8", check=False).stderr
    # A report of a crash names the module and the line, and no folder of this machine.
    assert Path("planner/app.py").as_posix() in told
    assert "ValueError: thing/part.py" in told.replace("\\", "/")
    assert str(tmp_path) not in told


def test_source_that_cannot_be_compiled_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "planner").mkdir()
    (tmp_path / "planner" / "broken.py").write_text("def (:\n", encoding="utf-8")
    ended = subprocess.run([sys.executable, bytecode.__file__, str(tmp_path)], capture_output=True, check=False)
    assert ended.returncode != 0


def test_icon_has_each_size_drawn(qapp: object) -> None:
    data = icon()
    assert struct.unpack("<HHH", data[:6]) == (0, 1, 8)
    with Image.open(io.BytesIO(data)) as picture:
        sizes = {(16, 16), (20, 20), (24, 24), (32, 32), (40, 40), (48, 48), (64, 64), (256, 256)}
        assert picture.info["sizes"] == sizes
        for size in sorted(sizes):
            picture.size = size
            assert len(picture.convert("RGBA").getcolors(100_000) or []) > 8
    assert icon() == data


def test_side_picture_fills_the_place_of_the_installer() -> None:
    with Image.open(io.BytesIO(side_picture())) as picture:
        assert picture.format == "BMP"
        assert picture.width * 314 == picture.height * 164
        assert picture.getpixel((0, 0)) != picture.getpixel((0, picture.height - 1))


def macro(name: str) -> str:
    return SCRIPT.partition(f"!macro {name}")[2].partition("!macroend")[0]


def test_installer_moves_and_removes_all_parts_and_nothing_else() -> None:
    parts = {part.replace("安装说明.txt", "${LEAFLET}") for part in PARTS}
    assert set(re.findall(r'MovePart "\$\{from\}" "\$\{to\}" "([^"]+)"', macro("MoveParts"))) == parts
    removed = re.findall(r'(RMDir /r|Delete) "\$INSTDIR\\([^"]+)"', macro("RemoveParts"))
    assert {name for _how, name in removed} == parts
    assert {name for how, name in removed if how == "Delete"} == {part for part in parts if "." in part or "$" in part}


def test_installer_never_removes_data_or_a_whole_folder_of_the_clerk() -> None:
    rooms = re.findall(r'RMDir /r "([^"]+)"', SCRIPT)
    allowed = {"runtime", "site", "resources", "licences", "planner", "new", "old"}
    assert {room.removeprefix("$INSTDIR\\") for room in rooms} == allowed
    assert not re.search(r"(?:RMDir|Delete)[^\n]*\\(?:data|\*)", SCRIPT)


def test_installer_offers_the_program_for_what_it_reads() -> None:
    offered = set(re.findall(r'!insertmacro OpensAlso "(\.\w+)"', SCRIPT))
    assert ".zip" in offered
    assert {f"*{kind}" for kind in offered} <= set(re.findall(r"\*\.\w+", FILE_KINDS))


def test_all_call_the_program_and_the_oldest_windows_the_same() -> None:
    assert TITLE == WINDOW_TITLE
    assert f'L"{TITLE}"' in STARTER
    assert f'"{TITLE}"' in (HERE / "starter" / "starter.rc").read_text(encoding="utf-8")
    assert f"#define OLDEST_BUILD {OLDEST_WINDOWS_BUILD} " in STARTER
    assert "${AtLeastBuild} ${OLDEST_BUILD}" in SCRIPT


def test_portable_zip_is_the_folder_with_its_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = tmp_path / "app"
    (app / "planner").mkdir(parents=True)
    (app / "planner.exe").write_bytes(b"MZ")
    (app / "planner" / "app.pyc").write_bytes(b"code")
    for name, value in {"APP": app, "BUILD": tmp_path, "DIST": tmp_path / "dist"}.items():
        monkeypatch.setattr(packing, name, value)
    monkeypatch.setattr(packing, "PORTABLE", tmp_path / "dist" / "portable.zip")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1760000000")
    first = packing.make_portable().read_bytes()
    (app / "planner.exe").touch()
    assert packing.make_portable().read_bytes() == first
    with zipfile.ZipFile(tmp_path / "dist" / "portable.zip") as archive:
        names = [name.partition("/")[2] for name in archive.namelist()]
        assert names == ["先看我.txt", "portable.ini", "planner/app.pyc", "planner.exe"]
        assert archive.read(f"{TITLE}/portable.ini").startswith(b"\xef\xbb\xbf")
        assert archive.read(f"{TITLE}/先看我.txt").decode("utf-8-sig").splitlines()[0].startswith(TITLE)
