"""Converting by an Office program is offered on Windows only; elsewhere it refuses in the clerk's words."""

import sys
from pathlib import Path

import pytest

from planner.core.input_errors import DamagedFile
from planner.importing import office


def test_program_is_named_or_none() -> None:
    found = office.find_office()
    assert found in ((None, "Word", "WPS") if sys.platform == "win32" else (None,))


def test_file_that_no_program_opens_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "计划.doc"
    source.write_bytes(b"no document")
    target = tmp_path / "out"
    target.mkdir()
    with pytest.raises(DamagedFile) as caught:
        office.convert(source, target)
    assert "计划.doc" in str(caught.value)
    assert list(target.iterdir()) == []
