"""The parts of a Word package: which one is the document, and which others belong to it."""

import posixpath
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from lxml import etree

from planner.core.input_errors import DamagedFile
from planner.importing.readers.package import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_DECLARATIONS = 8_192
_USUAL = "word/document.xml"


class Parts(Protocol):
    """What holds parts: a zip package, or one XML file with all of them."""

    name: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts."""

    def __contains__(self, part: str) -> bool: ...

    def read(self, part: str) -> bytes:
        """Return a part's bytes."""

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points at: `kind` is the last word of its type (styles, header …), `target` a part or an address."""

    kind: str
    target: str
    external: bool


class WordParts:
    """A package with its main part and the parts that this one names."""

    def __init__(self, package: Parts) -> None:
        self._package = package
        self._by_lower = {part.lower(): part for part in package.names}
        self.main = self._main_part()
        self.relations = self.relations_of(self.main)

    def _main_part(self) -> str:
        for relation in self.relations_of("").values():
            if relation.kind == "officeDocument" and not relation.external and self._found(relation.target):
                return self._found(relation.target)
        if "[Content_Types].xml" in self._package:
            for override in self._package.xml("[Content_Types].xml").iter(_OVERRIDE):
                kind, part = override.get("ContentType") or "", (override.get("PartName") or "").lstrip("/")
                is_main = kind.endswith(("document.main+xml", "template.main+xml", "TemplateMain+xml"))
                if (is_main or "word.document.macroEnabled.main" in kind) and self._found(part):
                    return self._found(part)
        if self._found(_USUAL):
            return self._found(_USUAL)
        raise DamagedFile(self._package.name)

    def _found(self, part: str) -> str:
        return self._by_lower.get(part.lower(), "")

    def relations_of(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids; none when it has no list of them."""
        folder, _, name = part.rpartition("/")
        listed = self._found(posixpath.join(folder, "_rels", f"{name}.rels"))
        if not listed:
            return {}
        found: dict[str, Relation] = {}
        for element in self._package.xml(listed).iter(_RELATIONSHIP):
            external = element.get("TargetMode") == "External"
            target = element.get("Target") or ""
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Relation(kind, target, external)
        return found

    def bytes_of(self, part: str) -> bytes:
        """Return a part with the namespaces that Word itself writes, where it has those of strict Office Open XML."""
        data = self._package.read(self._found(part) or part)
        if b"purl.oclc.org" in data[:_DECLARATIONS]:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return data

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part."""
        return parse_xml(self.bytes_of(part), self._package.name)

    def roots(self, kind: str) -> list[etree._Element]:
        """Return the roots of all parts of a kind that the document names and the package has, in their order."""
        targets = [relation.target for relation in self.relations.values() if relation.kind == kind]
        return [self.xml(target) for target in dict.fromkeys(targets) if self._found(target)]

    @property
    def has_macros(self) -> bool:
        """Whether the package carries a program."""
        return any(part.endswith("vbaproject.bin") for part in self._by_lower)

    @property
    def leans_on_others(self) -> bool:
        """Whether text or objects of other files are shown in it; links to click and templates do not count."""
        shown = ("oleObject", "subDocument", "package", "aFChunk")
        return any(relation.external and relation.kind in shown for relation in self.relations.values())
