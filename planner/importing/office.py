"""An Office program of this computer as a converter: old documents → .docx, on Windows only.

Our own reader of .doc and .wps takes what a plan needs; where a document is too odd for it, Word or WPS itself can save
it anew. They are driven by a PowerShell process of its own, in a private folder, with a time limit, without macros and
without a question to the clerk.
"""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from planner.core.atomic_file import write_atomically
from planner.core.input_errors import DamagedFile, ReadingTimeout
from planner.core.private_folders import private_folder

SECONDS = 30
_PROGRAMS = (("Word.Application", "Word"), ("KWPS.Application", "WPS"))
_DOCX = 12  # wdFormatXMLDocument
_NO_WINDOW = 0x0800_0000
_SCRIPT = """
$ErrorActionPreference = 'Stop'
$program = New-Object -ComObject $args[0]
try {
  $program.Visible = $false
  try { $program.DisplayAlerts = 0 } catch { }
  try { $program.AutomationSecurity = 3 } catch { }
  $document = $program.Documents.Open($args[1], $false, $true, $false, 'none')
  $document.SaveAs2($args[2], [int]$args[3])
  $document.Close($false)
} finally {
  $program.Quit()
}
"""


@cache
def find_office() -> str | None:
    """Return the name of an installed program that can convert (Word or WPS), None when there is none."""
    if sys.platform != "win32":
        return None
    import winreg

    for program, shown in _PROGRAMS:
        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, program))
        except OSError:
            continue
        return shown
    return None


def convert(path: Path, folder: Path) -> Path:
    """Return a .docx in `folder` with what an Office program reads in the file.

    Raises DAMAGED when no program can open it, TIMEOUT when it takes too long.
    """
    shell = shutil.which("powershell.exe") if sys.platform == "win32" else None
    if shell is None:
        raise DamagedFile(path.name)
    target = folder / f"{path.stem}.docx"
    with private_folder() as private:
        script, copy, result = private / "convert.ps1", private / f"source{path.suffix}", private / "result.docx"
        write_atomically(script, _SCRIPT.encode("utf-8-sig"))
        write_atomically(copy, path.read_bytes())
        for program, _ in _PROGRAMS:
            command = [shell, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(script)]
            try:
                subprocess.run(
                    [*command, program, str(copy), str(result), str(_DOCX)],
                    check=False,
                    capture_output=True,
                    stdin=subprocess.DEVNULL,
                    timeout=SECONDS,
                    creationflags=_NO_WINDOW,
                )
            except subprocess.TimeoutExpired as error:
                raise ReadingTimeout(path.name) from error
            if result.exists() and result.stat().st_size:
                write_atomically(target, result.read_bytes())
                return target
    raise DamagedFile(path.name)
