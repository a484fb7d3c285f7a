"""Reading a Word 97 document against a bare reader of its piece table.

The floor opens the container with olefile, reads header and piece table and returns the characters as one string: no
paragraphs, no tables, no numbers. The files are made here by the builder of the tests: running text of fifty pages, the
same with automatic numbers, and a table. Prints milliseconds and the ratio; process time, the garbage collector at
rest, the runs taken in turn.
"""

import gc
import struct
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

import olefile

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.timing import medians  # noqa: E402
from planner.importing.readers import doc  # noqa: E402
from tests.importing.readers.word97_files import Level, Words, document, listed, row, row_shape  # noqa: E402

ROUNDS = 31
SENTENCE = "推进义务教育优质均衡发展，新建城南实验小学，改造寄宿制学校九所，完善教师交流机制。"


def running_text() -> bytes:
    return document(*(SENTENCE * (1 + number % 3) for number in range(306)), paragraphs_in_page=15)


def numbered() -> bytes:
    levels = [Level("%1、", 39), Level("%2.", 0)]
    paragraphs = [Words(SENTENCE + "\r", listed(1, number % 8 != 0)) for number in range(306)]
    return document(*paragraphs, lists=[levels], paragraphs_in_page=15)


def table() -> bytes:
    shape = row_shape((0, 800, 3000, 5000, 7000, 8000))
    rows = [cell for number in range(60) for cell in row([str(number), SENTENCE, "基教股", "人事股", "年底前"], shape)]
    return document("表", *rows, "完", paragraphs_in_page=3)


def bare(data: bytes) -> str:
    with olefile.OleFileIO(BytesIO(data)) as container:
        word = container.openstream("WordDocument").read()
        structures = container.openstream("1Table").read()
    place, size = struct.unpack_from("<II", word, 154 + 8 * 33)
    plc = structures[place + 5 : place + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    parts = []
    for index in range(count):
        at = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        length = ends[index + 1] - ends[index]
        if at & 0x40000000:
            at = (at & 0x3FFFFFFF) // 2
            parts.append(word[at : at + length].decode("cp1252", "replace"))
        else:
            parts.append(word[at : at + 2 * length].decode("utf-16-le", "replace"))
    return "".join(parts)


def read(data: bytes) -> object:
    return doc.read(data, "bench.doc")


def main() -> int:
    gc.disable()
    print(f"{'file':<24}{'bare ms':>10}{'read ms':>10}{'read ÷ bare':>14}")
    for name, make in (("running text", running_text), ("automatic numbers", numbered), ("table, 60 rows", table)):
        data = make()
        found = medians(ROUNDS, bare=partial(bare, data), read=partial(read, data))
        floor, cost = found["bare"], found["read"]
        print(f"{name:<24}{floor * 1e3:>10.2f}{cost * 1e3:>10.2f}{cost / floor:>14.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
