"""What of the wheels and of the runtime goes to the clerk: the parts that are used, by name.

A list of what stays, not of what goes: a part that a newer release brings along is not shipped unseen. What the program
loads was seen by its imports and by the tables of the DLLs; the self-test of the installed program proves the choice.
"""

import re
from fnmatch import fnmatch

# No ssl, no OpenSSL (hashlib has its own SHA-256), no multimedia, no MSI; `socket` only because asyncio names it.
_OF_THE_RUNTIME = """
LICENSE.txt python.cat python.exe pythonw.exe python3.dll python311.dll python311.zip vcruntime140.dll
vcruntime140_1.dll libffi-8.dll sqlite3.dll _asyncio.pyd _bz2.pyd _ctypes.pyd _decimal.pyd _elementtree.pyd _lzma.pyd
_multiprocessing.pyd _overlapped.pyd _queue.pyd
_socket.pyd _sqlite3.pyd _uuid.pyd _zoneinfo.pyd pyexpat.pyd select.pyd unicodedata.pyd
"""
RUNTIME = frozenset(_OF_THE_RUNTIME.split())

# Folders and files at the top of `site`: of these everything is shipped that _NEVER does not name.
_PACKAGES = """
PIL annotated_types charset_normalizer et_xmlfile lxml olefile opencc opencc.libs openpyxl platformdirs pydantic
pydantic_core pypdfium2 pypdfium2_raw pypdfium2_cfg pypinyin python_calamine reportlab sqlalchemy sqlmodel
typing_extensions.py typing_inspection
"""
_WHOLE = frozenset(_PACKAGES.split())
_CHOSEN = (
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    *(f"PySide6/Qt{part}.pyd" for part in ("Core", "Gui", "Widgets", "PrintSupport", "Svg")),
    *(f"PySide6/Qt6{part}.dll" for part in ("Core", "Gui", "Widgets", "PrintSupport", "Svg")),
    "PySide6/pyside6.abi3.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "PySide6/plugins/iconengines/qsvgicon.dll",
    *(f"PySide6/plugins/imageformats/q{kind}.dll" for kind in ("svg", "ico", "jpeg")),
    "PySide6/translations/qtbase_zh_CN.qm",
    "shiboken6/*.py",
    "shiboken6/Shiboken.pyd",
    "shiboken6/shiboken6.abi3.dll",
    *(f"shiboken6/msvcp140{part}.dll" for part in ("", "_1", "_2", "_codecvt_ids")),
    *(f"shiboken6/vcruntime140{part}.dll" for part in ("", "_1")),
)
_LICENCE = re.compile(
    r"[^/]+\.dist-info/(?:(?:.*/)?(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*|licenses/.*|sboms/.*|METADATA)"
)
# The wheels of Qt bear the paper of those who paid for it, which this program is not under.
_OF_OTHERS = re.compile(r".*/LicenseRef-Qt-Commercial\.txt")
_NEVER = re.compile(
    r"(?:.*/)?(?:tests?|testing|__pycache__|docs?|include|includes)/.*"
    r"|.*\.(?:pyi|pyx|pxd|pxi|c|h|hpp|cpp|lib|exe|cmake|pc|typed)"
    r"|opencc/clib/(?:bin|lib|include)/.*"
    r"|PIL/_(?:avif|webp|imagingcms|imagingtk|imagingft|imagingmorph)\..*"
    r"|sqlalchemy/dialects/(?:mssql|mysql|oracle|postgresql)/.*"
    r"|olefile/olefile2\.py|olefile/README.*"  # of Python 2
    r"|reportlab/fonts/.*"  # we embed our own; among these is one under the GPL
    r"|reportlab/graphics/(?:barcode|samples)/.*"
    r"|(?:.*/)?(?:__main__|testing|test_\w+|pytest_plugin|testutils|test(?:drawings|shapes)|\w*doctest\w*)\.py"
    r"|(?:.*/)?mypy(?:\.py|/.*)|charset_normalizer/cli/.*|opencc/cli\.py"
)


def is_shipped(name: str) -> bool:
    """Return whether the file `name` of a wheel (with slashes) goes into `site`."""
    if _LICENCE.fullmatch(name):
        return not _OF_OTHERS.fullmatch(name)
    top = name.partition("/")[0]
    if top in _WHOLE:
        return not _NEVER.fullmatch(name)
    return any(fnmatch(name, pattern) for pattern in _CHOSEN)
