"""Figures as they are written: wide ones (２０２６) count like plain ones."""

import re

_WIDE = re.compile("[０-９．％]")
_PLAIN = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def with_plain_figures(text: str) -> str:
    """Return `text` with plain figures in place of wide ones; no place moves."""
    return text.translate(_PLAIN) if _WIDE.search(text) else text
