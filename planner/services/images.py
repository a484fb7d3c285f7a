"""What a step did to the rows of a table: the images that the journal keeps."""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | int | None
Row: TypeAlias = tuple[Value, ...]
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True)
class Images:
    """What a step did to one table. Rows are in the order of `columns`, the first of which is the id.

    A changed row is its id, the old and the new values of the columns that differ.
    """

    columns: tuple[str, ...]
    added: list[Row]
    removed: list[Row]
    changed: list[tuple[int, dict[str, Value], dict[str, Value]]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def packed(self) -> bytes:
        """Return the images as they are stored."""
        content = {"columns": self.columns, "added": self.added, "removed": self.removed, "changed": self.changed}
        return zlib.compress(_ENCODER.encode(content).encode(), 1)

    @classmethod
    def unpacked(cls, stored: bytes) -> "Images":
        """Return the images from what is stored."""
        try:
            content = json.loads(zlib.decompress(stored))
        except (zlib.error, ValueError) as error:
            raise sqlite3.DatabaseError("an image of the journal cannot be read") from error
        return cls(tuple(content["columns"]), content["added"], content["removed"], content["changed"])


@contextmanager
def as_written() -> Iterator[None]:
    """A value in a step that no program of ours has written is a torn store: `sqlite3.DatabaseError`."""
    try:
        yield
    except (ValueError, TypeError, zlib.error) as error:
        raise sqlite3.DatabaseError("a step of the journal holds a value that cannot be") from error
