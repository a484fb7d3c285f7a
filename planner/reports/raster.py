"""Pages of a PDF as pictures, for the preview and for printing from the window; by pypdfium2."""

from dataclasses import dataclass
from threading import RLock

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

# PDFium keeps its state in the process: one caller at a time. Again by the same one, when what nobody wants any more is
# let go of in between.
_LOCK = RLock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: rows of `stride` bytes, four bytes a pixel in the order blue, green, red, alpha (opaque)."""

    width: int
    height: int
    stride: int
    data: bytes


class PdfPages:
    """An open PDF. `close` it when done; sizes are in points, and scale 1 gives a pixel a point."""

    def __init__(self, data: bytes) -> None:
        with _LOCK:
            self._document = pypdfium2.PdfDocument(data)
            self._count = len(self._document)

    def __del__(self) -> None:
        """Close what was dropped unseen: the library would do so by itself, whoever else were drawing."""
        if hasattr(self, "_document"):
            self.close()

    def __len__(self) -> int:
        return self._count

    def size(self, index: int) -> tuple[float, float]:
        """Return width and height of a page."""
        with _LOCK:
            width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def render(self, index: int, scale: float) -> PageImage:
        """Return a page on white paper."""
        with _LOCK:
            page = self._document[index]
            try:
                bitmap = page.render(scale=scale, force_bitmap_format=pdfium.FPDFBitmap_BGRA, fill_color=(255,) * 4)
                try:
                    return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
                finally:
                    bitmap.close()
            finally:
                page.close()

    def close(self) -> None:
        """Let go of the document."""
        with _LOCK:
            self._document.close()
