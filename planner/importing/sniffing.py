"""The kind of a file, told from its bytes and never from its name.

`first_look` needs no more than the beginning and is safe anywhere; `sniff` also looks into packages (zip, OLE), whose
lists are the sender's word, and therefore runs where hostile files are read.
"""

import csv
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from io import BytesIO

from planner.core.input_errors import DamagedFile
from planner.importing.compound import stream_names


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of files: its Chinese name, the extensions it goes by, and the reader, empty when it is not read.

    `hint` tells what to do with a kind that is not read.
    """

    code: str
    words: str
    extensions: tuple[str, ...] = ()
    reader: str = ""
    hint: str = ""


_SAVE_AS = "请用 WPS 打开，另存为 .docx 或 .txt 后再导入。"
_UNPACK = "请先解压，再导入里面的计划文件。"
_RECOGNISE = "请先做文字识别（WPS 的“图片转文字”），再导入识别后的文件。"
_SURE = "请确认选对了文件。"

TEXT = FileKind("txt", "纯文本", (".txt", ".text", ".md", ".log"), "text")
CSV = FileKind("csv", "逗号分隔的表格", (".csv", ".txt"), "csv_text")
ZIP = FileKind("zip", "压缩文件", (".zip",), hint=_UNPACK)
OLE = FileKind("ole", "旧版 Office 文件", hint=_SAVE_AS)
DOCX = FileKind("docx", "Word 文档", (".docx", ".docm", ".dotx", ".dotm", ".wps", ".wpt"), "docx")
XLSX = FileKind("xlsx", "Excel 表格", (".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"), "sheet")
XLSB = FileKind("xlsb", "二进制 Excel 表格", (".xlsb",), "sheet")
ODT = FileKind("odt", "OpenDocument 文档", (".odt", ".ott"), "odt")
ODS = FileKind("ods", "OpenDocument 表格", (".ods", ".ots"), "sheet")
DOC = FileKind("doc", "旧版 Word 或 WPS 文档", (".doc", ".dot", ".wps", ".wpt"), "doc")
XLS = FileKind("xls", "旧版 Excel 或 WPS 表格", (".xls", ".xlt", ".et", ".ett"), "sheet")
PDF = FileKind("pdf", "PDF 文件", (".pdf",), "pdf")
RTF = FileKind("rtf", "RTF 文档", (".rtf", ".doc", ".wps"), "rtf")
HTML = FileKind("html", "网页", (".html", ".htm", ".xhtml", ".shtml"), "html")
MHTML = FileKind("mhtml", "单个文件的网页", (".mht", ".mhtml"), "html")
ENCRYPTED = FileKind("encrypted", "加密的 Office 文件", reader="encrypted")
UNKNOWN = FileKind("unknown", "无法识别的数据", hint=_SURE)


_PICTURE = FileKind("picture", "图片", hint=_RECOGNISE)
_ARCHIVE = FileKind("archive", "压缩文件", hint=_UNPACK)
_SLIDES = FileKind("slides", "演示文稿", hint=_SAVE_AS)
_PROGRAM = FileKind("program", "程序文件", hint="请勿打开来历不明的程序，并" + _SURE.removeprefix("请"))
_DATABASE = FileKind("database", "数据库文件", hint=_SURE)
_MEDIA = FileKind("media", "音频或视频文件", hint=_SURE)
_SHORTCUT = FileKind("shortcut", "快捷方式", hint="它只指向别处的文件，请选择原来的计划文件。")
_FONT = FileKind("font", "字体文件", hint=_SURE)
_OFD = FileKind("ofd", "OFD 版式文件", (".ofd",), hint="请在 WPS 或 OFD 阅读器里打开，另存为 Word 文档后再导入。")
_CEB = FileKind("ceb", "CEB 版式文件", (".ceb",), hint="请用方正阅读器打开，把文字复制出来，粘贴到本程序。")
_CAJ = FileKind("caj", "CAJ 文件", (".caj",), hint="请用 CAJ 阅读器打开，把文字复制出来，粘贴到本程序。")
_UOF = FileKind("uof", "UOF 标文通文件", (".uof", ".uot", ".uos"), hint=_SAVE_AS)
_OTHER_XML = FileKind("xml", "XML 数据文件", hint=_SURE)
_WORD_XML = FileKind("wordml", "XML 格式的 Word 文档", (".xml", ".doc"), "docx")
_FLAT_ODT = FileKind("fodt", "单个 XML 的 OpenDocument 文档", (".fodt", ".xml"), "odt")
_FLAT_ODF = FileKind("fods", "单个 XML 的 OpenDocument 文件", (".fods",), hint=_SAVE_AS)
_EMAIL = FileKind("email", "电子邮件", (".eml", ".msg"), hint="请打开邮件，把附件里的计划存到电脑上再导入。")
_EBOOK = FileKind("epub", "电子书", (".epub",), hint=_SURE)
_WORKS = FileKind("works", "微软 Works 文档", (".wps",), hint=_SAVE_AS)
_OLD_OFFICE = FileKind("sxw", "早期 OpenOffice 文件", hint=_SAVE_AS)
_PAGES = FileKind("iwork", "苹果 iWork 文件", hint="请对方导出为 Word 文档后再发来。")
_SPREADSHEET_XML = FileKind("xml2003", "XML 格式的 Excel 表格", (".xml", ".xls"), "sheet_2003")

READ = (TEXT, CSV, DOCX, XLSX, XLSB, ODT, ODS, DOC, XLS, PDF, RTF, HTML, MHTML, _SPREADSHEET_XML, _FLAT_ODT, _WORD_XML)

_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"8BPS", _PICTURE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"MSCF", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"SQLite format 3\0", _DATABASE),
    (b"\0\x01\0\0Standard", _DATABASE),
    (b"ID3", _MEDIA),
    (b"OggS", _MEDIA),
    (b"fLaC", _MEDIA),
    (b"\x1aE\xdf\xa3", _MEDIA),
    (b"L\0\0\0\x01\x14\x02\0", _SHORTCUT),
    (b"[InternetShortcut]", _SHORTCUT),
    (b"\0\x01\0\0\0", _FONT),
    (b"OTTO\0", _FONT),
    (b"wOFF", _FONT),
    (b"wOF2", _FONT),
    (b"Founder CEB", _CEB),
    (b"CAJ\0", _CAJ),
)
# Signs that a text may begin with as well: binary files have zeros soon after.
_SHORT_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"BM", _PICTURE),
    (b"MZ", _PROGRAM),
    (b"FLV", _MEDIA),
    (b"RIFF", _MEDIA),
    (b"\0\0\0", _MEDIA),
)
_RIFF_PICTURE = b"WEBP"
_HEAD = 8_192
_PDF_WITHIN = 1_024
_TAR = (257, b"ustar")
_TAGS = (
    b"html|head|body|meta|title|table|style|script|link|div|p|span|center|font|h[1-6]|ul|ol|article|section|main|br|"
    b"strong|b|img|a"
)
_HTML = re.compile(rb"<!doctype\s+html|<(?:%s)[\s>/]" % _TAGS, re.IGNORECASE)
_NAMESPACES: tuple[tuple[bytes, FileKind], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", _SPREADSHEET_XML),
    (b"schemas.microsoft.com/office/word/2003/wordml", _WORD_XML),
    (b"schemas.microsoft.com/office/2006/xmlPackage", _WORD_XML),
    (b"application/vnd.oasis.opendocument.text", _FLAT_ODT),
    (b"urn:oasis:names:tc:opendocument:xmlns:office", _FLAT_ODF),
    (b"uof:UOF", _UOF),
    (b"schemas.uof.org", _UOF),
    (b"http://www.w3.org/1999/xhtml", HTML),
)
_MIME_HEADS = re.compile(rb"^(?:mime-version|content-type|from|received|return-path|snapshot-content-location):", re.I)

_CONTENT_TYPES: tuple[tuple[bytes, FileKind], ...] = (
    (b"wordprocessingml.document.main", DOCX),
    (b"wordprocessingml.template.main", DOCX),
    (b"ms-word.document.macroenabled.main", DOCX),
    (b"ms-word.template.macroenabledtemplate.main", DOCX),
    (b"spreadsheetml.sheet.main", XLSX),
    (b"spreadsheetml.template.main", XLSX),
    (b"ms-excel.sheet.macroenabled.main", XLSX),
    (b"ms-excel.template.macroenabled.main", XLSX),
    (b"ms-excel.addin.macroenabled.main", XLSX),
    (b"ms-excel.sheet.binary.macroenabled.main", XLSB),
    (b"presentationml.", _SLIDES),
    (b"ms-powerpoint.", _SLIDES),
)
_MAIN_PARTS: tuple[tuple[str, FileKind], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", XLSB),
    ("ppt/presentation.xml", _SLIDES),
    ("OFD.xml", _OFD),
    ("uof.xml", _UOF),
    ("Index/Document.iwa", _PAGES),
    ("Index.zip", _PAGES),
)
_MIMETYPES: tuple[tuple[bytes, FileKind], ...] = (
    (b"application/vnd.oasis.opendocument.text", ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", ODS),
    (b"application/vnd.oasis.opendocument.presentation", _SLIDES),
    (b"application/vnd.oasis.opendocument", _OLD_OFFICE),
    (b"application/vnd.sun.xml", _OLD_OFFICE),
    (b"application/epub", _EBOOK),
)
_STREAMS: tuple[tuple[str, FileKind], ...] = (
    ("encryptedpackage", ENCRYPTED),
    ("worddocument", DOC),
    ("workbook", XLS),
    ("book", XLS),
    ("powerpoint document", _SLIDES),
    ("__properties_version1.0", _EMAIL),
    ("matost", _WORKS),
    ("mm", _WORKS),
)
# A nameless stream, the root inside itself, the tables of a Word document without the document.
_OF_A_BROKEN_LIST = {"", "root entry", "0table", "1table"}
_ENCRYPTION = b"encryption-data"
_MOST_OF_PART = 1024 * 1024
_ROWS_TO_SEE = 50
_PARTING = ",;"
_FEWEST_CELLS = 3
_FEWEST_ROWS = 3
_MOST_PARTS = 4_000


def first_look(data: bytes) -> FileKind:
    """Return the kind as far as the beginning tells it: ZIP and OLE stand for all kinds that are packed that way."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:_HEAD]
    for magic, kind in _SHORT_MAGIC:
        if head.startswith(magic) and b"\0" in head[len(magic) : 64] and not _is_wide(head):
            return _PICTURE if head[8:12] == _RIFF_PICTURE else kind
    if data[_TAR[0] : _TAR[0] + 5] == _TAR[1]:
        return _ARCHIVE
    plain = _flat(head).lstrip()
    if plain.startswith(b"{\\rtf"):
        return RTF
    if re.search(rb"%PDF-\d", head[:_PDF_WITHIN]):
        return PDF
    return _marked_up(plain) or TEXT


def sniff(data: bytes, name: str) -> FileKind:
    """Return the kind; raise DAMAGED when a package is too broken to tell."""
    kind = first_look(data)
    if kind is ZIP:
        return _packed(data, name)
    if kind is OLE:
        return _compound(data, name)
    return kind


def is_separated(text: str) -> bool:
    """Tell whether a text is a saved sheet: nearly all lines in quotes, or with as many commas or semicolons."""
    lines = [line for line in text[:_HEAD].splitlines()[:_ROWS_TO_SEE] if line.strip()]
    if len(lines) < _FEWEST_ROWS:
        return False
    if sum(line.startswith('"') and line.endswith('"') for line in lines) * 10 >= len(lines) * 9:
        return True
    return any(_is_parted(lines, sign) for sign in _PARTING)


def _is_parted(lines: list[str], sign: str) -> bool:
    if sum(sign in line for line in lines) * 2 < len(lines):
        return False
    try:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
    except csv.Error:
        return False
    cells, alike = counts.most_common(1)[0]
    return cells >= _FEWEST_CELLS and alike * 10 >= counts.total() * 9


def carries_macros(data: bytes) -> bool:
    """Tell whether an Office file brings programs of its own; they are never run."""
    return any(
        name in data for name in (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"), "Macros\0".encode("utf-16-le"))
    )


def _is_wide(head: bytes) -> bool:
    return head[1:2] == b"\0" or head[:1] == b"\0" == head[2:3]


def _flat(head: bytes) -> bytes:
    """Return the beginning as single bytes, without its mark, so that tags are found in wide encodings too."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace").encode("ascii", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _marked_up(plain: bytes) -> FileKind | None:
    """Return the kind of a text in tags or with the heads of a mail."""
    if _MIME_HEADS.match(plain):
        if re.search(rb"mime-version:|snapshot-content-location:", plain, re.IGNORECASE) and re.search(
            rb"content-type:\s*(?:multipart/(?:related|alternative)|text/html)", plain, re.IGNORECASE
        ):
            return _EMAIL if re.search(rb"(?:^|\n)(?:received|return-path|to):", plain, re.IGNORECASE) else MHTML
        return _EMAIL if re.search(rb"(?:^|\n)(?:received|message-id|subject):", plain, re.IGNORECASE) else None
    rest, declared = _after_comments(plain)
    if declared:
        for sign, kind in _NAMESPACES:
            if sign in plain:
                return kind
    if _HTML.match(rest):
        return HTML
    return _OTHER_XML if declared else None


def _after_comments(plain: bytes) -> tuple[bytes, bool]:
    """Return what follows the XML declaration, instructions and comments, and whether there was a declaration."""
    rest, declared = plain, False
    while True:
        rest = rest.lstrip()
        if rest.startswith(b"<?"):
            declared = declared or rest.startswith(b"<?xml")
            _, found, rest = rest.partition(b"?>")
        elif rest.startswith(b"<!--"):
            _, found, rest = rest.partition(b"-->")
        else:
            return rest, declared
        if not found:
            return b"", declared


def _packed(data: bytes, name: str) -> FileKind:
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise DamagedFile(name) from error
    parts = {info.filename.replace("\\", "/").lstrip("/"): info for info in package.infolist()[:_MOST_PARTS]}
    mimetype = _beginning(package, parts.get("mimetype"))
    for sign, kind in _MIMETYPES:
        if mimetype.startswith(sign):
            locked = _ENCRYPTION in _beginning(package, parts.get("META-INF/manifest.xml"))
            return ENCRYPTED if kind.reader and locked else kind
    types = _beginning(package, parts.get("[Content_Types].xml")).lower()
    for sign, kind in _CONTENT_TYPES:
        if sign in types:
            return kind
    low = {part.lower() for part in parts}
    for part, kind in _MAIN_PARTS:
        if part.lower() in low:
            return kind
    return DOCX if "[Content_Types].xml" in parts and any(part.startswith("word/") for part in parts) else ZIP


def _beginning(package: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> bytes:
    """Return the beginning of a part, empty when it cannot be read."""
    if info is None:
        return b""
    try:
        with package.open(info) as stream:
            return stream.read(_MOST_OF_PART).replace(b"\0", b"")
    except Exception:  # whatever is wrong with this part, the reader of the kind says it
        return b""


def _compound(data: bytes, name: str) -> FileKind:
    found = {stream.lower() for stream in stream_names(data)}
    kind = next((kind for stream, kind in _STREAMS if stream in found), OLE)
    if kind is OLE and (not found or found & _OF_A_BROKEN_LIST):
        raise DamagedFile(name)
    return kind
