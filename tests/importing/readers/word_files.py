"""Word files written by hand: the zip and its XML, with just what a test is about.

`docx_of` writes a whole plan, its numbers typed or left to Word; `package` takes the XML of a body and further parts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

W_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W_SPACE}" xmlns:r="{R_SPACE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

Table = Sequence[Sequence[str]]

_FIGURES = "一二三四五六七八九十百千零"
_NUMBER = re.compile(
    rf"(?P<before>)(?P<han>[{_FIGURES}]{{1,6}})(?P<after>、)"
    rf"|(?P<opens>（)(?P<bracketed>[{_FIGURES}]{{1,6}})(?P<closes>）)"
    r"|(?P<none>)(?P<figure>[1-9][0-9]{0,2})(?P<point>[.．、](?![0-9]))"
    r"|(?P<open>（)(?P<inside>[1-9][0-9]{0,2})(?P<close>）)"
)


def part(root: str, inner: str, attributes: str = "") -> str:
    """The XML of a part of the main namespace."""
    return f"{DECLARATION}<w:{root} {SPACES}{attributes}>{inner}</w:{root}>"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relations(entries: Iterable[tuple[str, str, bool]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{index}" Type="{R_SPACE}/{kind}" Target="{escape(target)}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if external else ''}/>"
        for index, (kind, target, external) in enumerate(entries, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def package(
    body: str,
    *,
    external: Iterable[tuple[str, str]] = (),
    more: Mapping[str, str | bytes] | None = None,
    **parts: str,
) -> bytes:
    """A document with the XML `body`; a part such as `styles`, `header1` or `footnotes` is the XML inside its root."""
    roots = {"header": "hdr", "footer": "ftr"}
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": relations([("officeDocument", "word/document.xml", False)]),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    listed = [(kind, target, True) for kind, target in external]
    for name, inner in parts.items():
        kind = name.rstrip("0123456789")
        listed.append((kind, f"{name}.xml", False))
        written[f"word/{name}.xml"] = part(roots.get(kind, kind), inner)
    written["word/_rels/document.xml.rels"] = relations(listed)
    return zipped(written | dict(more or {}))


def run(text: str, properties: str = "") -> str:
    r_pr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\n")]
    return f"<w:r>{r_pr}{'<w:br/>'.join(pieces)}</w:r>"


def paragraph(text: str = "", properties: str = "", inner: str = "") -> str:
    p_pr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{p_pr}{run(text) if text else ''}{inner}</w:p>"


def in_list(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def cell(inner: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def plain_table(rows: Table) -> str:
    return table(*(row(*(cell(lines(text)) for text in texts)) for texts in rows))


def lines(text: str) -> str:
    return "".join(paragraph(line) for line in text.split("\n"))


def level(index: int, form: str, words: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(words)}"/></w:lvl>'
    )


def abstract(index: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{index}">{"".join(levels)}</w:abstractNum>'


def num(index: int, abstract_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{index}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def start_at(level_index: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level_index}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


class _Lists:
    """Takes typed numbers off lines and has Word count instead, with a new start where a line does not go on."""

    def __init__(self) -> None:
        self._levels: list[tuple[str, str, str]] = []
        self._counters: list[int] = []
        self._starts: list[tuple[int, int]] = []

    def paragraph(self, text: str) -> str:
        found = _NUMBER.match(text)
        if found is None or "\n" in text:
            return paragraph(text)
        before, number, after = (part for part in found.groups() if part is not None)
        pattern = (before, "decimal" if number.isdecimal() else "chineseCountingThousand", after)
        if pattern not in self._levels:
            if len(self._levels) == 9:
                return paragraph(text)
            self._levels.append(pattern)
            self._counters.append(0)
        level_index = self._levels.index(pattern)
        value = int(number) if number.isdecimal() else _value(number)
        list_id = 1
        if value != self._counters[level_index] + 1:
            self._starts.append((level_index, value))
            list_id = 1 + len(self._starts)
        self._counters[level_index] = value
        self._counters[level_index + 1 :] = [0] * (len(self._counters) - level_index - 1)
        return paragraph(text[found.end() :].lstrip(), in_list(list_id, level_index))

    def numbering(self) -> str:
        levels = [
            level(index, form, f"{before}%{index + 1}{after}")
            for index, (before, form, after) in enumerate(self._levels)
        ]
        restarted = [num(index, 0, start_at(*start)) for index, start in enumerate(self._starts, 2)]
        return abstract(0, *levels) + num(1, 0) + "".join(restarted)


def _value(han: str) -> int:
    total = figure = 0
    for ch in han:
        if ch in "十百千":
            total, figure = total + (figure or 1) * {"十": 10, "百": 100, "千": 1000}[ch], 0
        elif ch != "零":
            figure = "一二三四五六七八九".index(ch) + 1
    return total + figure


def docx_of(paragraphs_and_tables: Iterable[str | Table], automatic_numbers: bool = False) -> bytes:
    """A Word file of paragraphs (a str each) and tables (rows of cell texts).

    With `automatic_numbers` the marks 一、 （一） 1. （1） are taken off the paragraphs and computed by Word's lists.
    """
    lists = _Lists()
    body: list[str] = []
    for block in paragraphs_and_tables:
        if not isinstance(block, str):
            body.append(plain_table(block))
        else:
            body.append(lists.paragraph(block) if automatic_numbers else paragraph(block))
    return package("".join(body), numbering=lists.numbering()) if automatic_numbers else package("".join(body))
