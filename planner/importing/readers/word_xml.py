"""Word documents in one XML file: the flat package of newer versions, and the form of 2003 that web offices fill in.

The form of 2003 says nearly the same with other names; they are changed to those of today, and notes and margins that
stand inside its text are taken out as parts of their own.
"""

import base64
import binascii

from lxml import etree

from planner.core.input_errors import DamagedFile
from planner.importing.readers.docx_parts import VAL, W
from planner.importing.readers.number_forms import BY_CODE
from planner.importing.readers.package import parse_xml

SPACE_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_W_SPACE = W[1:-1].encode()
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_ROOT = "word/document.xml"
_NAMES = {
    W + "listPr": W + "numPr",
    W + "ilfo": W + "numId",
    W + "vmerge": W + "vMerge",
    W + "hmerge": W + "hMerge",
    W + "listDef": W + "abstractNum",
    W + "list": W + "num",
    W + "ilst": W + "abstractNumId",
    W + "nfc": W + "numFmt",
}
_ATTRIBUTES = {W + "num": ("ilfo", "numId"), W + "abstractNum": ("listDefId", "abstractNumId")}
_CHANGES = {"Word.Deletion": "del", "Word.Insertion": "ins", "Word.Comment": "comment"}
_ASIDES = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments", "hdr": "header", "ftr": "footer"}
_MARGINS = ("header", "footer")
_SPACES = {"w": W[1:-1]}


class FlatPackage:
    """The parts of a Word document that is one XML file, as a package has them."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        root = parse_xml(data, name)
        if root.tag == _PKG + "package":
            self._parts = {part.get(_PKG + "name", "").lstrip("/"): part for part in root.iterchildren(_PKG + "part")}
            self._bytes: dict[str, bytes] = {}
        else:
            self._parts = {}
            self._bytes = _parts_of_2003(parse_xml(data.replace(SPACE_2003, _W_SPACE), name), name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts."""
        return (*self._parts, *self._bytes)

    def __contains__(self, part: str) -> bool:
        return part in self._parts or part in self._bytes

    def read(self, part: str) -> bytes:
        """Return a part's bytes; raise DAMAGED when it is missing or broken."""
        if part in self._bytes:
            return self._bytes[part]
        for held in self._parts.get(part, ()):
            if held.tag == _PKG + "xmlData":
                return b"".join(etree.tostring(root, encoding="utf-8", with_tail=False) for root in held)
            if held.tag == _PKG + "binaryData":
                try:
                    return base64.b64decode(held.text or "")
                except (binascii.Error, ValueError) as error:
                    raise DamagedFile(self.name) from error
        raise DamagedFile(self.name)

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part."""
        return parse_xml(self.read(part), self.name)


def _parts_of_2003(root: etree._Element, name: str) -> dict[str, bytes]:
    body = root.find(W + "body")
    if root.tag != W + "wordDocument" or body is None:
        raise DamagedFile(name)
    for element in root.iter():
        _rename(element)
    parts = _taken_out(body)
    document = etree.Element(W + "document", nsmap=_SPACES)
    document.append(body)
    parts[_ROOT] = document
    for kind, tag in (("styles", "styles"), ("numbering", "lists")):
        found = root.find(W + tag)
        if found is not None:
            parts[f"word/{kind}.xml"] = found
    written = {part: etree.tostring(element, encoding="utf-8", with_tail=False) for part, element in parts.items()}
    written["word/_rels/document.xml.rels"] = _relations([part for part in parts if part != _ROOT])
    if root.get(W + "macrosPresent") == "yes":
        written["word/vbaProject.bin"] = b""
    return written


def _taken_out(body: etree._Element) -> dict[str, etree._Element]:
    """Take notes, comments and margins out of the text; return each margin as a part, the others by their kind."""
    parts: dict[str, etree._Element] = {}
    for element in list(body.iter(*(W + tag for tag in _ASIDES))):
        parent = element.getparent()
        if parent is None:
            continue
        kind = _ASIDES[element.tag.rpartition("}")[2]]
        part = f"word/{kind}{len(parts) if kind in _MARGINS else ''}.xml"
        held = parts.setdefault(part, etree.Element(W + kind, nsmap=_SPACES))
        held.append(element)
    return parts


def _rename(element: etree._Element) -> None:
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag == _AML + "annotation":
        change = _CHANGES.get(element.get(W + "type") or "")
        element.tag = W + change if change else tag
    elif tag in _NAMES:
        element.tag = _NAMES[tag]
        if tag == W + "nfc":
            code = element.get(VAL) or "0"
            element.set(VAL, BY_CODE.get(int(code) if code.isdecimal() and len(code) < 4 else 0, "decimal"))
        before, after = _ATTRIBUTES.get(element.tag, ("", ""))
        if before:
            element.set(W + after, element.get(W + before) or "")


def _relations(parts: list[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={"r": space})
    for part in parts:
        name = part.removeprefix("word/").removesuffix(".xml")
        kind = name.rstrip("0123456789")
        etree.SubElement(root, f"{{{space}}}Relationship", Id=name, Type=f"x/{kind}", Target=f"/{part}")
    return etree.tostring(root)
