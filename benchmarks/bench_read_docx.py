"""Reading Word files against the zip and one lxml pass over document.xml, and how the cost grows with table rows.

The floor opens the zip, parses document.xml and looks at the tag and the text of each element. The files are made
here: a plan of fifty pages with automatic numbers, run properties and revision marks as Word writes them, and tables
of 200, 800 and 2,000 rows. Prints milliseconds of both, their ratio, and the cost of a row against that at 200 rows;
process time, the garbage collector at rest.
"""

import gc
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from planner.importing.document import render  # noqa: E402
from planner.importing.readers import docx  # noqa: E402
from tests.importing.readers.word_files import abstract, cell, level, num, package, row, run, table  # noqa: E402

ROUNDS = 9
ROWS = (200, 800, 2000)
_FONTS = '<w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/>'
_LOOKS = f'{_FONTS}<w:color w:val="000000"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
_WORDS = (
    "推进学校建设，办好群众家门口的学校，",
    "全年新建幼儿园3所、改造校舍12栋",
    "（牵头单位：计财科；配合单位：基础教育科）",
)


def looking_like_word(list_id: int | None, depth: int) -> str:
    """A paragraph with the attributes and properties that Word gives to each."""
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    properties = (
        f'<w:pPr><w:pStyle w:val="a3"/>{listed}<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/>'
        f"<w:rPr>{_LOOKS}</w:rPr></w:pPr>"
    )
    runs = "".join(run(words, _LOOKS) for words in _WORDS)
    return f'<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">{properties}{runs}</w:p>'


def plan() -> bytes:
    levels = [
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
    ]
    body = "".join(looking_like_word(1 if index % 3 else None, index % 3) for index in range(1200))
    return package(body, numbering=abstract(0, *levels) + num(1, 0), styles="")


def long_table(rows: int) -> bytes:
    head = row(
        *(cell(f"<w:p>{run(words)}</w:p>") for words in ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"))
    )
    lines = [
        row(*(cell(looking_like_word(None, 0)) for _ in range(4)), cell(f"<w:p>{run(str(index))}</w:p>"))
        for index in range(rows)
    ]
    return package(table(head, *lines))


def floor(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for element in root.iter():
        element.tag, element.text  # noqa: B018 (reading them is the work)


def read(data: bytes) -> None:
    render(docx.read(data, "plan.docx"), "plan.docx", "")


def clock(work: Callable[[bytes], None], data: bytes) -> float:
    """Time a second run: the first pays for tidying up the memory that the other work has freed."""
    work(data)
    started = time.process_time()
    work(data)
    return time.process_time() - started


def medians(data: bytes) -> tuple[float, float]:
    """Return the median of the floor and of the reader, taken in turn so that a drifting machine touches both alike."""
    times: list[list[float]] = [[], []]
    for _ in range(ROUNDS + 1):
        for seen, work in zip(times, (floor, read), strict=True):
            seen.append(partial(clock, work)(data))
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def main() -> int:
    print(f"{'file':<18}{'floor ms':>10}{'reader ms':>11}{'reader ÷ floor':>16}{'per row ÷ at 200':>18}")
    gc.disable()
    below, above = medians(plan())
    print(f"{'50 pages':<18}{below * 1e3:>10.1f}{above * 1e3:>11.1f}{above / below:>16.2f}")
    first = 0.0
    for rows in ROWS:
        below, above = medians(long_table(rows))
        first = first or above / rows
        times = f"{below * 1e3:>10.1f}{above * 1e3:>11.1f}{above / below:>16.2f}{above / rows / first:>18.2f}"
        print(f"{f'{rows} rows':<18}{times}")
        gc.collect()
    return 0


if __name__ == "__main__":
    sys.exit(main())
