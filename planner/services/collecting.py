"""Reading a folder of returned workbooks: each file by itself; one that cannot be read is told and the others go on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from planner.core.errors import InputError
from planner.core.forms import FilledForm
from planner.core.input_errors import NoFile
from planner.core.places import is_folder, is_there
from planner.core.return_comparing import compared
from planner.core.return_doubles import settled
from planner.core.returns import Return, Verdict, unreadable
from planner.core.rounds import Round
from planner.core.snapshot import PlanSnapshot
from planner.core.stopping import Tell, tell_nobody
from planner.importing.filled_forms import read_form

SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".csv", ".ett", ".xltx"})
# What a unit may send in place of its workbook; lists and pictures in the folder are passed over.
_OTHERS = frozenset({".doc", ".docx", ".wps", ".zip", ".rar", ".7z"})
_DEEPEST = 3
_MOST_FILES = 2_000
_AT_ONCE = 2


def returned_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files among `paths`, those of folders and of the folders in them; raise NO_FILE for one not there."""
    found: list[Path] = []
    for path in paths:
        if is_folder(path):
            found += _files_in(path, _DEEPEST)
        elif is_there(path):
            found.append(path)
        else:
            raise NoFile(path)
    return tuple(dict.fromkeys(found))[:_MOST_FILES]


def read_forms(files: Sequence[Path], tell: Tell = tell_nobody) -> tuple[FilledForm | Return, ...]:
    """Return what each file says, a `Return` for one that cannot be read; `tell` hears how many are done."""
    found: list[FilledForm | Return] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        pending = [pool.submit(_read, path) for path in files]
        try:
            for done, one in enumerate(pending):
                tell(done, len(files))
                found.append(one.result())
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    tell(len(files), len(files))
    return tuple(found)


def compare_all(
    forms: Iterable[FilledForm | Return], plan: PlanSnapshot, rounds: Sequence[Round], wanted: Round
) -> tuple[Return, ...]:
    """Return what the files change in a plan as it stands now; doubles are told apart. Nothing is written."""
    return settled([one if isinstance(one, Return) else compared(one, plan, rounds, wanted) for one in forms])


def meant_round(forms: Iterable[FilledForm | Return], rounds: Sequence[Round]) -> Round | None:
    """Return the round that most of the files belong to, else the newest that was sent; None without any."""
    tokens = Counter(one.token for one in forms if isinstance(one, FilledForm) and one.token)
    by_token = {one.token: one for one in rounds}
    named = next((by_token[token] for token, _ in tokens.most_common() if token in by_token), None)
    sent = [one for one in rounds if one.sent_on is not None]
    return named or (sent[-1] if sent else None)


def _read(path: Path) -> FilledForm | Return:
    if path.suffix.lower() in _OTHERS:
        return Return(path.name, Verdict.NOT_OURS, notes=("不是表格文件，请用发出的填报表填写。",))
    try:
        return read_form(path)
    except InputError as error:
        return unreadable(path.name, str(error))


def _files_in(folder: Path, depth: int) -> list[Path]:
    """Return the returned files of a folder by name; locks and leftovers of other programs are passed over."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    found: list[Path] = []
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if is_folder(entry):
            found += _files_in(entry, depth - 1) if depth else []
        elif entry.suffix.lower() in SHEETS | _OTHERS:
            found.append(entry)
    return found
