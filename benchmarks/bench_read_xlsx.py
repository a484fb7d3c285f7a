"""Reading a sheet into a document against calamine reading the same file into rows.

The files are made as Excel, WPS and LibreOffice write them: shared strings, a merged title, a class merged over every
five rows, dates and percentages by their styles. The reader also works out how each number is shown, the merges, hidden
rows and notes, which calamine does not. Prints the time of both and the ratio; process time, the garbage collector at
rest, the runs taken in turn and medians kept.
"""

import gc
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from python_calamine import CalamineWorkbook  # noqa: E402

from benchmarks.timing import medians  # noqa: E402
from planner.importing.readers import sheet  # noqa: E402
from tests.importing.readers.sheet_files import book_of, sheet_xml  # noqa: E402

SIZES = (2_000, 20_000)
ROUNDS = 7
HEAD = ("序号", "类别", "重点任务", "主要内容", "牵头单位", "配合单位", "完成时限", "进度")


def workbook(count: int) -> bytes:
    strings: dict[str, int] = {}

    def text(place: str, words: str) -> str:
        return f'<c r="{place}" s="1" t="s"><v>{strings.setdefault(words, len(strings))}</v></c>'

    rows = [f'<row r="1">{text("A1", "安澜县教育局重点任务分工表")}</row>']
    rows.append('<row r="2">' + "".join(text(f"{'ABCDEFGH'[at]}2", words) for at, words in enumerate(HEAD)) + "</row>")
    for number in range(1, count - 1):
        row = number + 2
        rows.append(
            f'<row r="{row}" spans="1:8"><c r="A{row}" s="1"><v>{number}</v></c>{text(f"B{row}", f"类别{number % 7}")}'
            + text(f"C{row}", f"做好第{number}项工作")
            + text(f"D{row}", f"加强第{number}所学校的建设，推进教育高质量发展，落实各方责任，年底前完成验收。")
            + text(f"E{row}", "基础教育科")
            + text(f"F{row}", f"人事科、计划财务科、第{number % 50}小学")
            + f'<c r="G{row}" s="2"><v>{46_100 + number % 200}</v></c>'
            + f'<c r="H{row}" s="3"><v>0.{number % 9 + 1}</v></c></row>'
        )
    items = "".join(f"<si><t>{words}</t></si>" for words in strings)
    merged = '<mergeCells count="1"><mergeCell ref="A1:H1"/></mergeCells>'
    formats = ("General", 'yyyy"年"m"月"d"日"', "0%")
    return book_of([("分工表", sheet_xml("".join(rows), after=merged))], strings=items, formats=formats)


def with_calamine(data: bytes) -> object:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def with_reader(data: bytes) -> object:
    return sheet.read(data, "分工表.xlsx")


def main() -> int:
    print(f"{'rows':>8}{'calamine ms':>14}{'reader ms':>12}{'reader ÷ calamine':>20}")
    gc.disable()
    for count in SIZES:
        data = workbook(count)
        found = medians(ROUNDS, calamine=partial(with_calamine, data), reader=partial(with_reader, data))
        floor, own = found["calamine"] * 1000, found["reader"] * 1000
        print(f"{count:>8}{floor:>14.0f}{own:>12.0f}{own / floor:>20.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
