"""What several stories do: bring a plan in, open the print dialog, read what was made."""

import pypdfium2

from planner.core.paths import resource
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.dialogs.review import ReviewDialog
from tests.stories.clerk import Clerk


def sample() -> str:
    return resource("samples", "sample-plan.txt").read_text(encoding="utf-8")


def paste(clerk: Clerk, text: str) -> ReviewDialog:
    """Paste a plan and wait for its review."""
    clerk.copies(text)
    clerk.do("paste")
    return clerk.dialog(ReviewDialog)


def bring_in(clerk: Clerk, text: str) -> None:
    """Bring a plan in as it is read."""
    count = len(clerk.store.plans())
    paste(clerk, text)
    clerk.press("Ctrl+Enter")
    clerk.until(lambda: len(clerk.store.plans()) == count + 1)


def open_print(clerk: Clerk, document: str = "") -> PrintDialog:
    """Open the print dialog, at a document by its key, and wait for its pages."""
    clerk.do("print")
    dialog = clerk.dialog(PrintDialog)
    if document:
        clerk.press(document)
    settled(clerk, dialog)
    return dialog


def settled(clerk: Clerk, dialog: PrintDialog) -> None:
    """Wait for the pages of what is chosen."""
    clerk.until(lambda: not dialog.is_waiting)
    clerk.until(lambda: not dialog.preview.is_drawing)


def save(clerk: Clerk, dialog: PrintDialog, keys: str, path) -> None:
    """Save by a key into a file, and wait until it is there."""
    saved = []
    dialog.saved.connect(saved.append)
    clerk.names_file(path)
    clerk.press(keys)
    clerk.until(lambda: saved == [path])


def words_of(path) -> str:
    """Return the words of a PDF without spaces and ends of lines."""
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def sizes_of(path) -> list[tuple[int, int]]:
    """Return the sizes of the pages of a PDF in points."""
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        return [tuple(round(side) for side in page.get_size()) for page in document]
