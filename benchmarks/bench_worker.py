"""Reading a file in a process of its own against an empty Python process that loads the same modules.

Three small files of different kinds are read by `read_apart`, from the bytes to the source that it answers with. The
floor is the same interpreter with the same flags, which loads the modules that the reading process had loaded at its
end, and nothing else. Prints milliseconds of both and their ratio, medians of runs taken in turn.
Run: python benchmarks/bench_worker.py [ROUNDS]
"""

import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from openpyxl import Workbook  # noqa: E402

from planner.importing import isolation  # noqa: E402
from tests.importing.readers.word_files import package, run  # noqa: E402

GOAL = 1.5
LISTING = """
import json, sys
from planner.importing import reading_process
status = reading_process.main()
open(sys.argv[1], "w", encoding="utf-8").write(json.dumps([name for name in sys.modules if name != "__main__"]))
"""
LOADING = """
import importlib, os
for name in {names!r}:
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""


def word_file() -> bytes:
    """Return a Word file of forty items."""
    paragraphs = (
        f"<w:p>{run(f'{number}.办好群众家门口的学校。（牵头单位：计财科）')}</w:p>" for number in range(1, 41)
    )
    return package("".join(paragraphs))


def sheet() -> bytes:
    """Return a workbook of forty rows."""
    book = Workbook()
    book.active.append(("序号", "工作任务", "牵头单位"))
    for number in range(1, 41):
        book.active.append((number, "办好群众家门口的学校", "计财科"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def page() -> bytes:
    """Return a web page of forty items."""
    items = "".join(f"<p>{number}.办好群众家门口的学校。（牵头单位：计财科）</p>" for number in range(1, 41))
    return f"<html><meta charset=utf-8><body><h1>工作要点</h1>{items}</body></html>".encode()


def modules_of(data: bytes, name: str, listing: Path) -> list[str]:
    """Return what the reading process had loaded at its end."""
    start = [*isolation.command()[:-3], "-c", LISTING, str(listing)]
    head = json.dumps({"name": name, "kind": "", "size": len(data), "seconds": 60}).encode()
    environment = isolation._environment(listing.parent)
    subprocess.run(start, input=head + b"\n" + data, env=environment, check=True, stdout=subprocess.DEVNULL)
    return json.loads(listing.read_text(encoding="utf-8"))


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    import tempfile

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    files = {"方案.docx": word_file(), "台账.xlsx": sheet(), "要点.html": page()}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            names = modules_of(data, name, Path(folder) / "modules.json")
            start = [*isolation.command()[:-3], "-c", LOADING.format(names=names)]
            environment = isolation._environment(Path(folder))
            ours, floor = [], []
            for _ in range(rounds + 1):
                ours.append(seconds(partial(isolation.read_apart, data, name)))
                floor.append(seconds(partial(subprocess.run, start, env=environment, check=True)))
            own, least = (statistics.median(taken[1:]) * 1000 for taken in (ours, floor))
            print(f"{Path(name).suffix[1:]:<6}{own:6.0f} ms, floor {least:6.0f} ms: {own / least:.2f} x (goal {GOAL})")


if __name__ == "__main__":
    main()
