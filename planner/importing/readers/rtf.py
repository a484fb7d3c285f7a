"""Rich text (.rtf), by our own tokenizer: the numbers and the Chinese characters as the writer left them."""

from planner.core.input_errors import DamagedFile, NoText
from planner.importing.document import Document, Remark, has_text
from planner.importing.readers.rtf_walk import Walk

_MAGIC = b"{\\rtf"


def read(data: bytes, name: str) -> Document:
    """Return what a rich-text file shows. Raises `InputError` kinds: DAMAGED, BOMB, NO_TEXT."""
    start = data[:1024].find(_MAGIC)
    if start < 0:
        raise DamagedFile(name)
    walk = Walk(data[start:], name)
    blocks = walk.run()
    if walk.has_pictures and not has_text(blocks):
        raise NoText(name)
    remarks: list[Remark] = []
    if walk.deleted:
        remarks.append(Remark("TRACKED", str(walk.deleted)))
    if walk.hidden:
        remarks.append(Remark("HIDDEN", str(walk.hidden)))
    if walk.decoder.unreadable:
        remarks.append(Remark("UNKNOWN_CHARACTER", str(walk.decoder.unreadable)))
    return Document("rtf", tuple(blocks), tuple(remarks))
