"""Web pages, saved web pages and what WPS, Word and Excel put on the clipboard → document.

What a reader of the page sees is kept in its order: paragraphs, computed list numbers, tables. The furniture of the
page (menus, foot, title of the window) and hidden text are kept as asides.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from planner.core.input_errors import Bomb, EmptyFile, NoText, WrongType
from planner.importing.document import Block, Document, Grid, Paragraph, Remark, has_text
from planner.importing.readers.html_lists import ListState, has_own_number, open_list
from planner.importing.readers.html_source import is_mhtml, pages_of, without_clipboard_head
from planner.importing.readers.html_tables import TableBuilder, is_layout, span
from planner.importing.readers.html_words import collapsed, kept, paragraphs_of, texts_in, visible_length
from planner.importing.readers.number_forms import joined

_SKIPPED = {
    "script", "style", "head", "template", "svg", "math", "iframe", "object", "applet", "map", "audio", "video",
    "canvas", "rt", "rp", "noframes", "xml", "link", "meta", "base", "datalist",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre",
    "search", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul",
    "button",
}  # fmt: skip
_FURNITURE = {"nav", "aside", "select", "button", "textarea", "noscript", "menu", "option"}
_OUTSIDE_ARTICLE = {"header", "footer"}
_ROLES = {"navigation", "contentinfo", "search", "menu", "menubar", "tablist", "toolbar"}
_HIDDEN = "隐藏的文字"
_NAVIGATION = "网页导航"
_WORD_PARTS = {"comment-list": "批注", "comment": "批注", "header": "页眉", "footer": "页脚"}
_HIDING = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all")
_AS_BLOCK = re.compile(r"display\s{0,3}:\s{0,3}block")
_WORD_PART = re.compile(r"mso-element\s{0,3}:\s{0,3}([a-z-]{4,20})")
_KEEPS_LINES = re.compile(r"white-space\s{0,3}:\s{0,3}pre(?!serve)")
_NUMBER_OF_WORD = re.compile(r"^(\S{1,12})[ \t]{1,80}")
_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f\ufeff]")
_ROW = re.compile(rb"<tr[\s>]", re.IGNORECASE)
_TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)
_SAVE_AS_BOOK = "请用 WPS 打开，另存为 .xlsx 后再导入。"
_DEEPEST_TABLE = 6
_HEAD = 4_096
_BREAKS_AT_BLANKS = re.compile(r"<meta\s[^>]{0,60}generator[^>]{0,60}(?:Libre|Open)Office", re.IGNORECASE)
_MOST_TAGS = 600_000


def read(data: bytes, name: str) -> Document:
    """Return a web page (or one saved as MHTML, or HTML from the clipboard) as a document.

    Raises the classes of `input_errors`: ENCODING, EMPTY, NO_TEXT, BOMB.
    """
    kind = "mhtml" if is_mhtml(data) else "html"
    return _document([without_clipboard_head(page) for page in pages_of(data, name)], name, kind)


def read_fragment(html: str, name: str = "粘贴的文字") -> Document:
    """Return HTML from the clipboard, with or without its head (StartHTML, StartFragment), as a document."""
    return _document([without_clipboard_head(html)], name, "html")


def _document(pages: list[str], name: str, kind: str) -> Document:
    blocks: list[Block] = []
    hidden = deleted = 0
    has_pictures = has_frames = False
    for page in pages:
        walk = _Walk(name)
        root = _tree(_with_its_blanks(page), name)
        if root is None:
            continue
        walk.read(root)
        has_frames = has_frames or next(root.iter("frameset"), None) is not None
        has_pictures = has_pictures or next(root.iter("img"), None) is not None
        blocks += walk.blocks
        hidden, deleted = hidden + walk.hidden, deleted + walk.deleted
    if not has_text(block for block in blocks if isinstance(block, Grid) or not block.aside):
        # a page that is furniture from end to end has its text there
        blocks = [
            Paragraph(block.text) if isinstance(block, Paragraph) and block.aside == _NAVIGATION else block
            for block in blocks
        ]
    if not has_text(block for block in blocks if isinstance(block, Grid) or not block.aside):
        if has_frames:
            raise WrongType(name, "网页的框架（表格在同名文件夹的其他文件里）", _SAVE_AS_BOOK)
        raise NoText(name) if has_pictures else EmptyFile(name)
    remarks = [Remark("HIDDEN", str(hidden))] * bool(hidden) + [Remark("TRACKED", str(deleted))] * bool(deleted)
    return Document(kind, tuple(blocks), tuple(remarks))


def _with_its_blanks(page: str) -> str:
    """Return a page with blanks for its line ends where it comes from a program that breaks lines at blanks only."""
    if _BREAKS_AT_BLANKS.search(page[:_HEAD]) and "<pre" not in page.lower():
        return page.replace("\r", "").replace("\n", " ")
    return page


def _tree(page: str, name: str) -> etree._Element | None:
    data = _CONTROLS.sub("", page).encode("utf-8", "replace")
    if _ROW.search(data) and not _TABLE.search(data):  # rows alone, as cut out of a page
        data = b"<table>" + data + b"</table>"
    if not data.strip():
        return None
    if data.count(b"<") > _MOST_TAGS:
        raise Bomb(name)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Bomb(name)
    return root


@dataclass(slots=True)
class _Cell:
    """A cell that is being read: where its blocks begin, and its spans."""

    first: int
    rows: int
    columns: int


@dataclass(slots=True)
class _Walk:
    """Where the walk through a page stands; `blocks` grows, `pending` is the paragraph that is not closed yet."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    later: list[Paragraph] = field(default_factory=list)
    asides: list[tuple[etree._Element, str]] = field(default_factory=list)
    lists: list[ListState] = field(default_factory=list)
    tables: list[TableBuilder | None] = field(default_factory=list)
    cells: list[_Cell | None] = field(default_factory=list)
    kept_lines: list[etree._Element] = field(default_factory=list)
    marker: str = ""
    has_list_number: bool = False
    articles: int = 0
    hidden: int = 0
    deleted: int = 0

    def read(self, root: etree._Element) -> None:
        """Walk a page from its root, without recursion: pages may be nested as deep as the parser lets them."""
        title = next(root.iter("title"), None)
        words = " ".join("".join(texts_in(title)).split()) if title is not None else ""
        if words:
            self.blocks.append(Paragraph(words, "页面标题"))
        open_elements = [(root, root.iterchildren())]
        self._open(root)
        self._text(root.text)
        while open_elements:
            element, children = open_elements[-1]
            child = next(children, None)
            if child is None:
                open_elements.pop()
                self._close(element)
                if open_elements:
                    self._text(element.tail)
            elif self._is_apart(child):
                self._text(child.tail)
            else:
                self._open(child)
                self._text(child.text)
                open_elements.append((child, child.iterchildren()))
        self._flush()
        self.blocks += self.later

    def _is_apart(self, element: etree._Element) -> bool:
        """Tell whether an element is no part of what is shown; what of it is text is kept aside."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return True
        style = element.get("style", "").lower()
        reason = ""
        if element.get("hidden") is not None or _HIDING.search(style):
            reason = _HIDDEN
        elif element.tag == "del":
            self.deleted += bool("".join(texts_in(element)).strip())
            return True
        elif element.tag == "comment":  # LibreOffice writes the notes of cells so
            reason = _WORD_PARTS["comment"]
        elif part := _WORD_PART.search(style):
            reason = _WORD_PARTS.get(part[1], "")
        if not reason:
            return False
        if element.tag in _BLOCKS:
            self._flush()
        lines = [words for text in texts_in(element) if (words := " ".join(text.split()))]
        self.later += [Paragraph(words, reason) for words in ["\n".join(lines)] if words]
        self.hidden += bool(lines) and reason == _HIDDEN
        return True

    def _open(self, element: etree._Element) -> None:
        tag, style = str(element.tag), element.get("style", "").lower()
        if tag in _BLOCKS or ("block" in style and _AS_BLOCK.search(style)):
            self._flush()
        if tag == "br":
            self.pending.append("\n")
        elif tag in ("ol", "ul", "menu", "dir"):
            self.lists.append(open_list(element))
        elif tag == "li":
            self.marker = self.lists[-1].next(element) if self.lists else ""
        elif tag in ("article", "main"):
            self.articles += 1
        elif tag == "table":
            data_tables = sum(table is not None for table in self.tables)
            is_frame = len(self.tables) >= _DEEPEST_TABLE or data_tables > 1 or is_layout(element)
            self.tables.append(None if is_frame else TableBuilder(self.name))
        elif tag == "tr" and self.tables and self.tables[-1] is not None:
            self.tables[-1].start_row()
        elif tag in ("td", "th"):
            is_data = bool(self.tables) and self.tables[-1] is not None
            cell = _Cell(len(self.blocks), span(element, "rowspan"), span(element, "colspan"))
            self.cells.append(cell if is_data else None)
        if tag == "pre" or ("white-space" in style and _KEEPS_LINES.search(style)):
            self.kept_lines.append(element)
        self.has_list_number = self.has_list_number or "mso-list:ignore" in style.replace(" ", "")
        if not self.asides and not any(self.cells) and self._is_furniture(element):
            self.asides.append((element, _NAVIGATION))

    def _is_furniture(self, element: etree._Element) -> bool:
        tag = element.tag
        if tag in _FURNITURE or element.get("role", "") in _ROLES:
            return True
        if tag in _OUTSIDE_ARTICLE and not self.articles:
            return tag == "footer" or next(element.iter("h1", "h2"), None) is None
        return tag == "ul" and len(self.lists) == 1 and _is_menu(element)

    def _close(self, element: etree._Element) -> None:
        tag, style = str(element.tag), element.get("style", "").lower()
        if tag in _BLOCKS or ("block" in style and _AS_BLOCK.search(style)):
            self._flush()
        if tag in ("ol", "ul", "menu", "dir") and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.marker = ""
        elif tag in ("article", "main"):
            self.articles -= 1
        elif tag == "table":
            table = self.tables.pop()
            if table is not None:
                self.blocks += table.blocks()
            self._settle()
        elif tag in ("td", "th"):
            cell = self.cells.pop()
            table = self.tables[-1] if self.tables else None
            if cell is not None and table is not None:
                table.place(_flat(self.blocks[cell.first :]), cell.rows, cell.columns)
                del self.blocks[cell.first :]
        if self.kept_lines and self.kept_lines[-1] is element:
            self.kept_lines.pop()
        if self.asides and self.asides[-1][0] is element:
            self.asides.pop()

    def _text(self, text: str | None) -> None:
        if text:
            self.pending.append(kept(text) if self.kept_lines else collapsed(text))

    def _flush(self) -> None:
        """Close the paragraph that is open."""
        if self.pending:
            aside = self.asides[-1][1] if self.asides else ""
            for words in paragraphs_of("".join(self.pending)):
                text = words
                if self.has_list_number:
                    number = _NUMBER_OF_WORD.match(words)
                    text = joined(number[1], words[number.end() :]) if number else words
                if self.marker and not has_own_number(text):
                    text = joined(self.marker, text)
                self.marker, self.has_list_number = "", False
                self.blocks.append(Paragraph(text, aside))
            self.pending.clear()
        self._settle()

    def _settle(self) -> None:
        """Set down what was kept aside, once no table is open that it would fall into."""
        if self.later and not any(self.tables):
            self.blocks += self.later
            self.later.clear()


def _is_menu(element: etree._Element) -> bool:
    """Tell whether a list is one of links only, as menus and lists of other pages are."""
    points = element.findall("li")
    size = visible_length(element)
    linked = sum(visible_length(link) for link in element.iter("a"))
    return len(points) >= 3 and linked * 10 >= size * 9 > 0


def _flat(blocks: list[Block]) -> str:
    """Return the blocks in a cell as its text: a line each, the cells of a table in it with tabs between."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell.text)
        lines += ["\t".join(row) for row in rows.values()]
    return "\n".join(lines)
