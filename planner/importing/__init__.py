"""A file or pasted text → a draft of the plan it holds."""

from planner.importing.options import ImportOptions
from planner.importing.parsing import parse
from planner.importing.readers.text import read_file, read_text

__all__ = ["ImportOptions", "parse", "read_file", "read_text"]
