"""OpenDocument texts, as packages or as one flat XML file."""

from lxml import etree

from planner.core.input_errors import DamagedFile, EncryptedFile, NoText
from planner.importing.document import Block, Document, Paragraph, Remark, has_text
from planner.importing.readers.grids import lines_of
from planner.importing.readers.odt_lists import OFFICE, STYLE, TEXT, Lists
from planner.importing.readers.odt_story import Story
from planner.importing.readers.package import Package, parse_xml

_MANIFEST = "META-INF/manifest.xml"
_PROGRAMS = ("Basic/", "Scripts/")
_PICTURES = ("Pictures/", "media/")
_MARGINS = {"header": "页眉", "footer": "页脚"}


def read(data: bytes, name: str) -> Document:
    """Return what an OpenDocument text shows. Raises `InputError` kinds: DAMAGED, ENCRYPTED, BOMB, UNSAFE_XML …"""
    names: tuple[str, ...] = ()
    if data.startswith(b"PK"):
        package = Package(data, name)
        names = package.names
        _check_open(package)
        content = package.xml("content.xml")
        roots = [package.xml("styles.xml"), content] if "styles.xml" in package else [content]
    else:
        content = parse_xml(data, name)
        roots = [content]
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise DamagedFile(name)
    lists = Lists(roots)
    hidden = _hidden_styles(roots)
    story = Story(name, lists, hidden)
    blocks = story.blocks(text)
    blocks += story.notes + _margins(roots[0], name, lists, hidden)
    if not has_text(blocks) and any(part.startswith(_PICTURES) and not part.endswith("/") for part in names):
        raise NoText(name)
    return Document("odt", tuple(blocks), tuple(_remarks(content, story, names)))


def _check_open(package: Package) -> None:
    """Raise ENCRYPTED where the list of parts says so. (It is searched, not parsed: old ones declare a type.)"""
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise EncryptedFile(package.name)


def _hidden_styles(roots: list[etree._Element]) -> frozenset[str]:
    found: set[str] = set()
    for root in roots:
        for properties in root.iter(STYLE + "text-properties"):
            style = properties.getparent()
            if properties.get(TEXT + "display") == "none" and style is not None:
                found.add(style.get(STYLE + "name") or "")
    return frozenset(found)


def _margins(root: etree._Element, name: str, lists: Lists, hidden: frozenset[str]) -> list[Block]:
    """Return headers and footers as asides, each text once."""
    blocks: list[Block] = []
    seen: set[str] = set()
    for page in root.iter(STYLE + "master-page"):
        for element in page:
            kind = element.tag.rpartition("}")[2].partition("-")[0] if isinstance(element.tag, str) else ""
            if kind not in _MARGINS:
                continue
            story = Story(name, lists, hidden, keeps_page_numbers=False)
            text = "\n".join(lines_of(story.blocks(element)))
            if text and text not in seen:
                seen.add(text)
                blocks.append(Paragraph(text, _MARGINS[kind] if any(ch.isalnum() for ch in text) else "页码"))
    return blocks


def _remarks(content: etree._Element, story: Story, names: tuple[str, ...]) -> list[Remark]:
    deleted = sum(
        1
        for deletion in content.iter(TEXT + "deletion")
        if any(words.strip() for paragraph in deletion.iter(TEXT + "p", TEXT + "h") for words in paragraph.itertext())
    )
    remarks: list[Remark] = []
    if deleted:
        remarks.append(Remark("TRACKED", str(deleted)))
    if story.hidden:
        remarks.append(Remark("HIDDEN", str(story.hidden)))
    if any(part.startswith(_PROGRAMS) for part in names):
        remarks.append(Remark("MACRO"))
    return remarks
