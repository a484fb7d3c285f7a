"""The words of one paragraph of a web page: blanks and line ends as a browser shows them."""

import re
from collections.abc import Iterator

from lxml import etree

LINE_OF_SOURCE = "\v"
"""Stands for blanks that hold a line end of the page's source, until it is known what stands on both sides."""

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_RUN = re.compile(r"[ \v]+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff65\u3000-\u303f“”‘’—…]")
_EDGES = " \t\u3000\v"


def collapsed(text: str) -> str:
    """Return text of a page with each run of blanks as one: a blank, or the sign of a line end of the source."""
    return _BLANKS.sub(lambda run: LINE_OF_SOURCE if "\n" in run[0] or "\r" in run[0] else " ", text)


def kept(text: str) -> str:
    """Return preformatted text: its lines are lines, its blanks stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "\xa0")


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs in collected words: lines stay lines, a blank line parts two paragraphs."""
    text = _RUN.sub(_joint, text).replace("\xa0", " ")
    out: list[list[str]] = [[]]
    for line in text.split("\n"):
        words = line.strip(_EDGES)
        if words:
            out[-1].append(words)
        elif out[-1]:
            out.append([])
    return ["\n".join(lines) for lines in out if lines]


def _joint(run: re.Match[str]) -> str:
    """Return what joins two words: no blank where the source only broke its line between two hanzi."""
    if LINE_OF_SOURCE not in run[0]:
        return " "
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    return "" if _WIDE.match(before) and _WIDE.match(after) else " "


def texts_in(element: etree._Element) -> Iterator[str]:
    """Yield the texts in an element in their order, those of scripts and comments left out."""
    if element.text:
        yield element.text
    for part in element.iterdescendants():
        if part.text and isinstance(part.tag, str) and part.tag not in ("script", "style"):
            yield part.text
        if part.tail:
            yield part.tail


def visible_length(element: etree._Element) -> int:
    """Return how many visible characters stand in an element."""
    return sum(len("".join(text.split())) for text in texts_in(element))
