"""Pages as pictures."""

from threading import Thread

import pytest

from planner.reports import raster
from planner.reports.catalog import PrintRequest
from planner.reports.raster import PdfPages
from tests.reports.making import render


@pytest.fixture
def pages(plan):
    opened = PdfPages(render(plan, PrintRequest(bundled_fonts_only=True), "pdf").data)
    yield opened
    opened.close()


def test_pages_have_count_and_size(pages):
    assert len(pages) == 2
    assert pages.size(0) == pytest.approx((841.9, 595.3), abs=0.1)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_a_page_is_dark_text_on_white_paper(pages, scale):
    image = pages.render(1, scale)
    assert (image.width, image.height) == pytest.approx((842 * scale, 595 * scale), abs=2)
    assert len(image.data) == image.stride * image.height
    assert image.data[:4] == b"\xff\xff\xff\xff"
    assert set(image.data[3::4]) == {255}
    assert min(image.data) < 80


def test_pages_differ(pages):
    assert pages.render(0, 0.5) != pages.render(1, 0.5)


def test_pages_that_are_dropped_unseen_are_closed_only_when_nobody_draws(plan):
    """A preview that came too late is let go of while another is drawn; PDFium would tear its own memory."""
    held = [PdfPages(render(plan, PrintRequest(bundled_fonts_only=True), "pdf").data)]
    dropper = Thread(target=held.clear)
    with raster._LOCK:
        dropper.start()
        dropper.join(0.2)
        assert dropper.is_alive()
    dropper.join()
    assert held == []
