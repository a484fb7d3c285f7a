"""Characters, runs and paragraphs of a Word file as XML text.

Every run says `hint="eastAsia"`: quotes and dashes, which a Latin font has too, are then set in the Chinese one. Signs
(●○△) have a style of their own with but one font, for not every program heeds the hint.
"""

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from planner.core.progress import Light
from planner.reports.table import SIGNS, Paragraph, Text

_SPECIAL = re.compile("[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SIGN = re.compile(f"([{''.join(sorted(SIGNS))}])")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_STRONG = f'<w:rStyle w:val="PlanStrong"/>{_HINT}'
_SIGNS = f'<w:rStyle w:val="PlanSign"/>{_HINT}'
GREY = "8C8C8C"
LIGHTS = {Light.GREEN: "2E7D32", Light.YELLOW: "B26A00", Light.RED: "C00000", Light.BLUE: "1F5FBF"}
_OPEN = f'<w:r><w:rPr>{_HINT}</w:rPr><w:t xml:space="preserve">'
_CLOSE = "</w:t></w:r>"
_WHOLE = 100


class Writer:
    """Writes texts; `cleaned` tells whether characters that XML cannot hold were dropped."""

    def __init__(self) -> None:
        self.cleaned = False

    def text(self, text: str) -> str:
        """Return `text` as it stands between tags; line feeds become line breaks."""
        if _SPECIAL.search(text) is None:
            return text
        if _CONTROL.search(text) is not None:
            self.cleaned = True
            text = _CONTROL.sub("", text)
        return escape(text).replace("\t", " ").replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')

    def label(self, text: str) -> str:
        """Return `text` for an attribute: on one line, without what XML cannot hold."""
        return " ".join(_CONTROL.sub("", text).split())

    def runs(self, parts: Iterable[Text]) -> str:
        """Return stretches of a cell as runs."""
        return "".join([self._run(part) for part in parts if part.text])

    def plain(self, text: str) -> str:
        """Return unadorned text as runs, nothing for none."""
        return self._run(Text(text)) if text else ""

    def lines(self, lines: Sequence[tuple[Sequence[Text], int]]) -> str:
        """Return lines with breaks between; each comes with how wide its characters are, in per cent."""
        found = []
        for place, (parts, scale) in enumerate(lines):
            runs = "".join(self._run(part, f'<w:w w:val="{scale}"/>' if scale < _WHOLE else "") for part in parts)
            found.append(f"<w:r><w:br/></w:r>{runs}" if place else runs)
        return "".join(found)

    def _run(self, part: Text, scale: str = "") -> str:
        if _SIGN.search(part.text) is None:
            if part.strong or part.underlined or part.grey or scale:
                return self._dressed(part, part.text, GREY if part.grey else "", scale)
            return f"{_OPEN}{self.text(part.text)}{_CLOSE}"
        usual = GREY if part.grey else ""
        light = LIGHTS[part.light] if part.light else usual
        pieces = [one for one in _SIGN.split(part.text) if one]
        return "".join(self._dressed(part, one, light if one in SIGNS else usual, scale) for one in pieces)

    def _dressed(self, part: Text, text: str, colour: str, scale: str) -> str:
        looks = _SIGNS if text in SIGNS else _STRONG if part.strong else _HINT
        if colour:
            looks += f'<w:color w:val="{colour}"/>'
        looks += scale
        if part.underlined:
            looks += '<w:u w:val="single"/>'
        return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{self.text(text)}{_CLOSE}'


def paragraph(style: str, runs: str, more: str = "", section: str = "") -> str:
    """Return a paragraph; `more` are properties that follow the style in the schema's order, `section` a sectPr."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}{section}</w:pPr>{runs}</w:p>'


def in_lines(lines: Sequence[str]) -> Paragraph:
    """Return lines as one paragraph with breaks between."""
    return (Text("\n".join(lines)),)
