"""Word documents, also templates, those with macros and those in one XML file: the XML read by our own walk.

Libraries for the format lose numbers that Word computes, inserted text and text boxes.
"""

from collections.abc import Callable

from lxml import etree

from planner.core.errors import InputError
from planner.core.input_errors import Bomb, DamagedFile, NoText, UnsafeXml
from planner.importing.document import Block, Document, Paragraph, Remark, has_text
from planner.importing.readers import html, rtf, text
from planner.importing.readers.docx_numbers import Numbers, Styles
from planner.importing.readers.docx_parts import W, WordParts
from planner.importing.readers.docx_story import Story, Traits
from planner.importing.readers.grids import aside_of
from planner.importing.readers.package import Package, parse_xml
from planner.importing.readers.word_xml import FlatPackage

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_DEEPEST_CHUNK = 2


def read(data: bytes, name: str) -> Document:
    """Return what a Word document shows. Raises `InputError` kinds: DAMAGED, BOMB, UNSAFE_XML, NO_TEXT …"""
    return _read(data, name, 0)


def _read(data: bytes, name: str, depth: int) -> Document:
    parts = WordParts(Package(data, name) if data.startswith(b"PK") else FlatPackage(data, name))
    content = parts.bytes_of(parts.main)
    root = parse_xml(content, name)
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None:
        raise DamagedFile(name)
    styles = Styles(_first(parts.roots("styles")))
    lists = _first(parts.roots("numbering"))
    story = Story(name, Numbers(lists, styles), styles, lambda relation: _chunk(parts, relation, name, depth))
    blocks = story.read(body, Traits.of(content))
    blocks += _asides(parts, story, lambda: Story(name, Numbers(lists, styles), styles))
    if not has_text(blocks) and any(relation.kind == "image" for relation in parts.relations.values()):
        raise NoText(name)
    return Document("docx", tuple(blocks), tuple(_remarks(parts, story)))


def _chunk(parts: WordParts, relation: str, name: str, depth: int) -> list[Block] | None:
    """Return the blocks of a file that is embedded whole (w:altChunk) or of a diagram, None when it cannot be read."""
    found = parts.relations.get(relation)
    if found is None or found.external or depth >= _DEEPEST_CHUNK:
        return None
    try:
        if found.kind == "diagramData":
            return _shapes(parts.xml(found.target))
        data = parts.bytes_of(found.target)
        if data.startswith(b"PK"):
            return list(_read(data, name, depth + 1).blocks)
        if data.startswith(b"{\\rtf"):
            return list(rtf.read(data, name).blocks)
        if found.target.lower().endswith(".txt"):
            return [Paragraph(line) for line in text.decode(data, name).text.split("\n")]
        return list(html.read(data, name).blocks)
    except (Bomb, UnsafeXml):
        raise
    except InputError:
        return None


def _shapes(diagram: etree._Element) -> list[Block]:
    """Return the words in the shapes of a diagram, in the order in which they were written."""
    paragraphs = ("".join(word.text or "" for word in shape.iter("{*}t")) for shape in diagram.iter("{*}p"))
    return [Paragraph(words) for words in paragraphs if words.strip()]


def _first(roots: list[etree._Element]) -> etree._Element | None:
    return roots[0] if roots else None


def _asides(parts: WordParts, story: Story, margin: Callable[[], Story]) -> list[Block]:
    """Return notes, comments, headers and footers as paragraphs that are no running text, each text once."""
    blocks: list[Block] = []
    everything = Traits(True, True)
    for kind, tag, aside in (
        ("footnotes", "footnote", "脚注"),
        ("endnotes", "endnote", "尾注"),
        ("comments", "comment", "批注"),
    ):
        for root in parts.roots(kind):
            for note in root.iterchildren(W + tag):
                skipped = note.get(W + "type") in _SEPARATORS
                if not skipped and f"{tag} {note.get(W + 'id')}" not in story.deleted_notes:
                    blocks += aside_of(story.read(note, everything), aside)
    seen: set[str] = set()
    for kind, aside in (("header", "页眉"), ("footer", "页脚")):
        for root in parts.roots(kind):
            for block in aside_of(margin().read(root, everything, keeps_page_numbers=False), aside):
                if block.text not in seen:
                    seen.add(block.text)
                    blocks.append(block)
    return blocks


def _remarks(parts: WordParts, story: Story) -> list[Remark]:
    remarks: list[Remark] = []
    if story.deleted:
        remarks.append(Remark("TRACKED", str(story.deleted)))
    if story.hidden:
        remarks.append(Remark("HIDDEN", str(story.hidden)))
    if parts.has_macros:
        remarks.append(Remark("MACRO"))
    if parts.leans_on_others:
        remarks.append(Remark("EXTERNAL_LINK"))
    packages = sum(relation.kind == "package" and not relation.external for relation in parts.relations.values())
    if story.embedded or packages:
        remarks.append(Remark("EMBEDDED_FILE", f"{story.embedded + packages}份其他文件"))
    return remarks
