"""R17: what goes to others says nothing of the clerk, the PC or the folders; the log nothing of the plan."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest

from planner.cli import main
from planner.core.logfile import stop_log
from planner.core.paths import log_folder
from tests.reliability import traces
from tests.reliability.result import ON_PUSH


def test_no_file_holds_a_canary() -> None:
    result = traces.run(ON_PUSH, seed=1)
    assert result.findings == ()
    assert "files" in result.done[0]


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    with traces.clerk_at_work(tmp_path) as home:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("a.xml", f"<a>{home}</a>".encode("utf-16-le"))
        with zipfile.ZipFile(home / "出" / "包.zip", "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("inner.zip", inner.getvalue())
            package.writestr("docProps/core.xml", "<dc:creator>openpyxl</dc:creator>")
            package.writestr("b.txt", traces.DELETED)
        found = "\n".join(traces.search(home))
    assert traces.CLERK in found
    assert "openpyxl" in found
    assert "deleted" in found


def test_a_fault_writes_no_word_of_the_plan_into_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(traces.WORDS)

    monkeypatch.setattr("planner.cli.show_command.open_store", broken)
    with contextlib.redirect_stderr(io.StringIO()) as said:
        assert main(["list"]) == 1
    stop_log()
    written = (log_folder() / "planner.log").read_text(encoding="utf-8")
    assert "ValueError" in written
    assert traces.WORDS not in written + said.getvalue()
