"""Put the licences of all parts into one folder, with a list of what is in the program."""

import json
import shutil
from email.parser import HeaderParser
from pathlib import Path

from installers.windows.places import HERE, ROOT, TITLE, VERSION

_HEAD = f"""\
{TITLE} {VERSION}（planner）：Apache License 2.0，见 planner.txt。

本程序由下列开源软件组成，各自的许可证全文在本文件夹的同名子文件夹里。
Qt 与 PySide6（site\\PySide6、site\\shiboken6）按 LGPL-3.0 使用，未作修改：全文见 LGPL-3.0.txt 与 GPL-3.0.txt，
源代码见 https://download.qt.io/official_releases/QtForPython/ 与 https://download.qt.io/official_releases/qt/ ，
这些 DLL 可以换成您自己编译的同版本文件。Qt 里带的其他软件见 Qt-parts.txt，常见许可证的全文见 texts.txt。

"""
_UNDER_LGPL = {"PySide6_Essentials", "shiboken6"}
_HOME = ("homepage", "home", "repository", "source", "source code", "code", "github")
_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-parts.txt", "texts.txt")
# What is in the runtime, in the wheels or in the starter without a paper of its own there.
_WITHOUT_PAPERS = """\
SQLite（runtime\\sqlite3.dll）\t公有领域\thttps://www.sqlite.org/copyright.html
bzip2、libffi（runtime）\t各自的许可证\t见 CPython.txt
zlib、expat、liblzma（runtime）\tZlib、MIT、公有领域\t见 texts.txt
libxml2、libxslt、zlib、libiconv（site\\lxml）\tMIT、Zlib、LGPL-2.1\t见 lxml\\LICENSES.txt，源代码见 https://ftp.gnu.org/gnu/libiconv/
PDFium（site\\pypdfium2_raw）\tBSD-3-Clause、Apache-2.0\t见 pypdfium2\\BUILD_LICENSES
MinGW-w64 运行库（planner.exe、planner-cli.exe）\t公有领域、ZPL-2.1\thttps://www.mingw-w64.org/
NSIS（安装和卸载程序）\tZlib、CPL-1.0\thttps://nsis.sourceforge.io/License
思源黑体、思源宋体、霞鹜文楷的子集（resources\\fonts）\tOFL-1.1\t见 fonts-OFL.txt
Microsoft Visual C++ 运行库（vcruntime140、msvcp140 等）\t微软的可再发行条款\thttps://aka.ms/vcredist
Lucide 图标（resources\\icons）\tISC\t见 icons-ISC.txt
"""


def gather(app: Path) -> None:
    """Move the licence files of the wheels in `app` to `app/licences` and write the list of parts."""
    folder = app / "licences"
    folder.mkdir()
    rows = [("CPython", "3.11.9", "PSF-2.0", "https://www.python.org/")]
    (app / "runtime" / "LICENSE.txt").rename(folder / "CPython.txt")
    for part in sorted((app / "site").glob("*.dist-info")):
        rows.append(_row(part))
        _move_texts(part, folder / rows[-1][0])
    for name in _TEXTS:
        shutil.copy(HERE / "licences" / name, folder)
    shutil.copy(ROOT / "LICENSE", folder / "planner.txt")
    shutil.copy(ROOT / "resources" / "fonts" / "OFL.txt", folder / "fonts-OFL.txt")
    shutil.copy(ROOT / "resources" / "icons" / "LICENSE", folder / "icons-ISC.txt")
    lines = [f"{name} {version}\t{licence}\t{home}" for name, version, licence, home in rows]
    content = _HEAD + "\n".join(lines) + "\n" + _WITHOUT_PAPERS
    (folder / "README.txt").write_text(content, encoding="utf-8-sig", newline="\r\n")


def _row(part: Path) -> tuple[str, str, str, str]:
    stated = HeaderParser().parsestr((part / "METADATA").read_text(encoding="utf-8"))
    licence = stated["License-Expression"] or (stated["License"] or "").partition("(")[0].strip()
    if stated["Name"] in _UNDER_LGPL:
        licence = "LGPL-3.0"
    links = dict(link.split(", ", 1) for link in stated.get_all("Project-URL", []))
    known = {label.lower(): link for label, link in links.items()}
    home = next((known[label] for label in _HOME if label in known), stated["Home-page"] or "")
    return stated["Name"], stated["Version"], licence, home


def _move_texts(part: Path, folder: Path) -> None:
    for bill in sorted(part.glob("sboms/*.json")):
        _list_crates(bill, folder / "parts.txt")
        bill.unlink()
    for text in [path for path in sorted(part.rglob("*")) if path.is_file() and path.name != "METADATA"]:
        target = folder / "/".join(text.relative_to(part).parts).removeprefix("licenses/")
        target.parent.mkdir(parents=True, exist_ok=True)
        text.rename(target)
    for empty in sorted((path for path in part.rglob("*") if path.is_dir()), reverse=True):
        empty.rmdir()


def _list_crates(bill: Path, target: Path) -> None:
    """Write which Rust libraries are compiled into a part, by the bill of materials that it bears."""
    crates = [one for one in json.loads(bill.read_text(encoding="utf-8"))["components"] if _is_inside(one)]
    if not crates:
        return
    lines = [
        "Rust libraries in this part. The texts of MIT, BSD and Zlib stand in texts.txt, Apache-2.0 in planner.txt."
    ]
    for one in crates:
        stated = " ".join(entry.get("expression", "") for entry in one.get("licenses", []))
        home = next((link["url"] for link in one.get("externalReferences", []) if link["type"] == "vcs"), "")
        lines.append("\t".join((f"{one['name']} {one['version']}", stated, one.get("author", ""), home)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\r\n")


def _is_inside(component: dict[str, object]) -> bool:
    return str(component.get("purl", "")).startswith("pkg:cargo/") and component.get("scope") != "excluded"
