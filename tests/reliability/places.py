"""R20: any name and any place works or is told in Chinese, and no file is silently gone."""

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from planner.core.backups import Reason, listed
from planner.core.errors import PlannerError
from planner.core.handing_out import hand_out, hand_out_folder
from planner.core.safe_names import is_swallowed
from planner.reports.file_names import file_name
from planner.services import Store, items, plans
from tests.builders import sample_draft
from tests.reliability.nine_operations import World, at_home
from tests.reliability.result import Result

DATA = b"%PDF-1.7 of this month %%EOF"
NAMES = (
    "责任分解表.pdf",
    "责任 分解 表.pdf",
    "表😀𠮷（一）.pdf",
    "100% & #1 'a'.pdf",
    "%PATH%$HOME`ls`.pdf",
    "-rf.pdf",
    "~表.pdf",
    ".hidden.pdf",
    "a.b.c.pdf",
    "没有扩展名",
    "长" * 80 + ".pdf",
    "长" * 250 + ".pdf",
    "x" * 250,
    "x" * 300,
    "CON",
    "con.pdf",
    "NUL.pdf",
    "AUX.xlsx",
    "COM1.pdf",
    "LPT9",
    "COM¹.pdf",
    "CONIN$",
    "表.pdf.",
    "人事科. ",
    "表.pdf ",
    " 表.pdf",
    "表:1.pdf",
    "表?.pdf",
    "表*.pdf",
    '表".pdf',
    "表<1>.pdf",
    "表|1.pdf",
    "表\\1.pdf",
    "表/1.pdf",
    "表\n1.pdf",
    "表\t1.pdf",
    "表\x01.pdf",
    "表\x001.pdf",
    "表\ud8001.pdf",
    "é.pdf",
    "e\u0301.pdf",
    "\u202e表.pdf",
    "\ufeff表.pdf",
    "..",
    ".",
)
TITLES = (*NAMES, "", "。", "。" * 300, "《》", " " * 5, "\u3000", "a" * 1000, "CON_", "..")


@dataclass(frozen=True, slots=True)
class Case:
    """A place or name, and what is done there."""

    name: str
    act: Callable[[Path], None]


def cases() -> Iterator[Case]:
    """Yield every case."""
    for name in NAMES:
        yield Case(f"a file called {name!r:.60}", lambda folder, name=name: _file(folder, name))
        if name not in {".", ".."}:  # another name for a folder that is there
            yield Case(f"a folder called {name!r:.60}", lambda folder, name=name: _folder(folder, name))
        yield Case(f"a store in {name!r:.60}", lambda folder, name=name: _store(folder, name))
    for title in TITLES:
        yield Case(f"a plan called {title!r:.60}", lambda _folder, title=title: _proposed(title))
    yield from (Case(act.__name__.strip("_").replace("_", " "), act) for act in _PLACES)


def tried(case: Case) -> str:
    """Try one case in a folder of its own and return what was wrong, empty for nothing."""
    with tempfile.TemporaryDirectory() as folder, at_home(World(Path(folder))):
        (Path(folder) / "home").mkdir()
        place = Path(folder) / "place"
        place.mkdir()
        try:
            case.act(place)
            left = [path.name for path in Path(folder).rglob("*") if path.name.startswith(".~")]
            assert left == [], f"left lying: {left}"
        except Exception as error:
            return f"{case.name}: {''.join(traceback.format_exception(error)[-2:])}"
    return ""


def _told(act: Callable[[], object]) -> PlannerError | None:
    """Do it; return what the clerk was told, a Chinese sentence and what to do."""
    told = None
    try:
        act()
    except PlannerError as error:
        told = error
    if told is not None:
        assert "\u4e00" <= told.hint[0] <= "\u9fff", told.hint
        assert told.message.endswith("。"), told.message
    return told


def _file(folder: Path, name: str) -> None:
    (folder / "旧表.pdf").write_bytes(b"old")
    told = _told(lambda: hand_out(folder / name, DATA))
    there = {entry.name: entry.read_bytes() for entry in folder.iterdir()}
    assert there.pop("旧表.pdf") == b"old"
    assert there == ({} if told else {name: DATA}), there


def _folder(folder: Path, name: str) -> None:
    told = _told(lambda: hand_out_folder(folder / name, [("01_甲.pdf", DATA), ("02_乙.pdf", DATA)]))
    there = {str(path.relative_to(folder)) for path in folder.rglob("*.pdf") if path.is_file()}
    expected = {} if told else {"01_甲.pdf", "02_乙.pdf"}
    assert {Path(path).name for path in there} == set(expected), there


def _store(folder: Path, name: str) -> None:
    """Keep a store there, back it up, and find it again at the next start."""
    path = folder / name / "planner.db"

    def work() -> None:
        with Store.open(path) as store:
            store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
            store.write("改", lambda session: items.set_body(session, 2, "新"))
            store.back_up(Reason.ASKED)

    if _told(work) is None:
        with Store.open(path) as store:
            assert store.snapshot(1).by_id[2].body == "新"
        assert len(listed(path)) == 1


def _proposed(title: str) -> None:
    name = file_name(title, "责任分解表", "征求意见稿", None, "pdf")
    assert not is_swallowed(name, "win32"), name
    assert not set(name) & set('\\/:*?"<>|\n\t\0'), name
    assert len(name) <= 80, name
    assert name.endswith(".pdf"), name


def _a_folder_that_is_not_there(folder: Path) -> None:
    assert _told(lambda: hand_out(folder / "没有" / "表.pdf", DATA)) is not None


def _a_drive_that_is_not_there(_folder: Path) -> None:
    place = Path("Q:\\没有\\表.pdf") if sys.platform == "win32" else Path("/media/没有/表.pdf")
    assert _told(lambda: hand_out(place, DATA)) is not None


def _a_share_that_cannot_be_reached(_folder: Path) -> None:
    place = Path("\\\\127.0.0.1\\nobody$\\表.pdf") if sys.platform == "win32" else Path("/net/nobody/表.pdf")
    assert _told(lambda: hand_out(place, DATA)) is not None


def _a_file_in_the_place_of_the_folder(folder: Path) -> None:
    (folder / "旧表").write_bytes(b"old")
    assert _told(lambda: hand_out(folder / "旧表" / "表.pdf", DATA)) is not None
    assert (folder / "旧表").read_bytes() == b"old"


def _a_folder_in_the_place_of_the_file(folder: Path) -> None:
    (folder / "表.pdf").mkdir()
    assert _told(lambda: hand_out(folder / "表.pdf", DATA)) is not None
    assert (folder / "表.pdf").is_dir()


def _a_path_of_many_folders(folder: Path) -> None:
    place = folder.joinpath(*["很长的文件夹" * 5] * 30)
    assert _told(lambda: hand_out(place / "表.pdf", DATA)) is not None


def _a_path_longer_than_the_system_takes(folder: Path) -> None:
    place = folder.joinpath(*["很长的文件夹" * 5] * 200)
    assert _told(lambda: hand_out(place / "表.pdf", DATA)) is not None


def _a_folder_that_may_not_be_written(folder: Path) -> None:
    def denied(*_arguments: object, **_more: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with patch.object(Path, "open", denied):
        told = _told(lambda: hand_out(folder / "表.pdf", DATA))
    assert told is not None
    assert told.code == "NO_ACCESS"


def _temporary_files_on_another_drive(folder: Path) -> None:
    """The program's temporary file lies beside the target, so that no name ever crosses drives."""
    real = os.replace

    def same_folder(old: Path, new: Path) -> None:
        if Path(old).parent != Path(new).parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        real(old, new)

    with patch.object(os, "replace", same_folder):
        hand_out(folder / "表.pdf", DATA)
    assert (folder / "表.pdf").read_bytes() == DATA


def _a_file_larger_than_the_system_of_the_stick_takes(folder: Path) -> None:
    def too_large(_handle: int) -> None:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))

    with patch.object(os, "fsync", too_large):
        told = _told(lambda: hand_out(folder / "表.pdf", DATA))
    assert told is not None
    assert list(folder.iterdir()) == []


def _two_names_that_differ_in_their_blanks(folder: Path) -> None:
    names = [file_name(name, "任务清单", "", None, "pdf") for name in ("人事科", "人事 科", "人事科.")]
    assert len(set(names)) == 1  # they clean to the same, so a folder of them counts its files
    made = hand_out_folder(folder / "清单", [(f"{number:02}_{name}", DATA) for number, name in enumerate(names)])
    assert len(list(made.iterdir())) == 3


_PLACES = (
    _a_folder_that_is_not_there,
    _a_drive_that_is_not_there,
    _a_share_that_cannot_be_reached,
    _a_file_in_the_place_of_the_folder,
    _a_folder_in_the_place_of_the_file,
    _a_path_of_many_folders,
    _a_path_longer_than_the_system_takes,
    _a_folder_that_may_not_be_written,
    _temporary_files_on_another_drive,
    _a_file_larger_than_the_system_of_the_stick_takes,
    _two_names_that_differ_in_their_blanks,
)


def run(_scale: float, _seed: int) -> Result:
    """Try every case."""
    every = list(cases())
    findings = [wrong for case in every if (wrong := tried(case))]
    return Result((f"{len(every)} names and places",), tuple(findings))
