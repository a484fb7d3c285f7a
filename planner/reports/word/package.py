"""The package of a Word file: its parts, what they are and how they hang together; alike to the byte for equal input.

No user's name, no date and no machine stand in it. python-docx would begin with its own template: 800 KB of styles, the
picture and the language of another document.
"""

from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from planner.reports.word.pages import NAMESPACES

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_QUICK = 4  # half the time of the usual 6, and a tenth more bytes
_DAY = (1980, 1, 1, 0, 0, 0)
_KINDS = {
    "document": f"{_WORD}.document.main+xml",
    "styles": f"{_WORD}.styles+xml",
    "settings": f"{_WORD}.settings+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "header": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
}


class Package:
    """A Word file under construction: parts beside the document, each with its relationship."""

    def __init__(self) -> None:
        self._parts: list[tuple[str, str, str]] = []
        self._known: dict[tuple[str, str], str] = {}

    def add(self, kind: str, xml: str) -> str:
        """Add a part and return the id of its relationship; an equal one serves again."""
        relation = self._known.get((kind, xml))
        if relation is None:
            number = sum(1 for one, _, _ in self._parts if one == kind) + 1
            name = f"{kind}{number}.xml" if kind in {"header", "footer"} else f"{kind}.xml"
            relation = self._known[kind, xml] = f"rId{len(self._parts) + 1}"
            self._parts.append((kind, name, xml))
        return relation

    def packed(self, body: Iterable[str], title: str) -> bytes:
        """Return the file whose document has `body`."""
        document = f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
        files = [
            ("[Content_Types].xml", self._types()),
            ("_rels/.rels", _relations((("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")))),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", _relations([(kind, name) for kind, name, _ in self._parts])),
            *((f"word/{name}", xml) for _, name, xml in self._parts),
            ("docProps/core.xml", _core(title)),
        ]
        output = BytesIO()
        with ZipFile(output, "w") as archive:
            for name, xml in files:
                info = ZipInfo(name, _DAY)
                info.compress_type = ZIP_DEFLATED
                info.create_system = 0
                archive.writestr(info, (_HEAD + xml).encode("utf-8"), compresslevel=_QUICK)
        return output.getvalue()

    def _types(self) -> str:
        parts = [("document", "document.xml"), *((kind, name) for kind, name, _ in self._parts)]
        listed = "".join(f'<Override PartName="/word/{name}" ContentType="{_KINDS[kind]}"/>' for kind, name in parts)
        return (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{listed}<Override PartName="/docProps/core.xml"'
            ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_kind(kind)}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _kind(kind: str) -> str:
    return f"{_PACKAGE}/relationships/metadata/core-properties" if kind == "core" else f"{_OFFICE}/{kind}"


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>planner</dc:creator>"
        "<cp:lastModifiedBy>planner</cp:lastModifiedBy></cp:coreProperties>"
    )


def settings_xml(*, even_too: bool, mirrored: bool) -> str:
    """Return word/settings.xml; `even_too` tells even pages' headers apart, `mirrored` changes their margins over."""
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{"<w:mirrorMargins/>" if mirrored else ""}'
        f'<w:defaultTabStop w:val="420"/>{"<w:evenAndOddHeaders/>" if even_too else ""}'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )
