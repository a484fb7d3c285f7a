"""The zip packages of Office and OpenDocument, opened with suspicion.

Plans arrive from anyone. The sizes a package declares are not believed: what is inflated is counted. Parts are read
only when they are asked for, and no part may declare a document type (Office and OpenDocument write none), so that
there are no entities to unfold.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from planner.core.input_errors import Bomb, DamagedFile, EncryptedFile, UnsafePath, UnsafeXml

MOST_PARTS = 4_000
MOST_BYTES_OF_PART = 64 * 1024 * 1024
MOST_BYTES = 200 * 1024 * 1024
DEEPEST = 200
_CHUNK = 256 * 1024
_PROLOGUE = 4_096
_TOO_MUCH = (2, 114)  # libxml2: no memory left, a limit of the parser passed
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Package:
    """An open package. `name` is the file's, for the sentences; all methods raise `InputError` kinds only."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
            raise DamagedFile(name) from error
        listed = self._zip.infolist()
        if len(listed) > MOST_PARTS:
            raise Bomb(name)
        self._parts = {info.filename.lstrip("/").replace("\\", "/"): info for info in listed}
        if len(self._parts) != len(listed) or any(".." in part.split("/") for part in self._parts):
            raise UnsafePath(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self._parts)

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def read(self, part: str) -> bytes:
        """Return a part's bytes; raise DAMAGED when it is missing or broken, ENCRYPTED, or BOMB when it is too much."""
        size = 0
        parts: list[bytes] = []
        for chunk in self.chunks(part):
            size += len(chunk)
            if size > MOST_BYTES_OF_PART:
                raise Bomb(self.name)
            parts.append(chunk)
        return b"".join(parts)

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a part's bytes piece by piece; raises as `read` does, but only what is held in all is limited."""
        info = self._parts.get(part)
        if info is None:
            raise DamagedFile(self.name)
        if info.flag_bits & 1:
            raise EncryptedFile(self.name)
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self._inflated += len(chunk)
                    if self._inflated > MOST_BYTES:
                        raise Bomb(self.name)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise DamagedFile(self.name) from error

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part that is XML; raise UNSAFE_XML for a document type, DAMAGED for broken XML."""
        return parse_xml(self.read(part), self.name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML text; raise UNSAFE_XML for a document type, BOMB when it is too deep or too large."""
    if b"<!DOCTYPE" in data[:_PROLOGUE] or (
        data[:2] in _WIDE and "<!DOCTYPE" in data[:_PROLOGUE].decode("utf-16", "replace")
    ):
        raise UnsafeXml(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) in _TOO_MUCH or "depth" in str(error):
            raise Bomb(name) from error
        raise DamagedFile(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeXml(name)
    return root
