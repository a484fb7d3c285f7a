"""Places between Python and Qt."""

import pytest

from planner.ui.offsets import TextPlaces


@pytest.mark.parametrize("text", ["", "没有罕用字", "𠮷田小学和𡈽山小学", "a𠮷𠮷b"])
def test_places_go_there_and_back(text):
    places = TextPlaces(text)
    for place in range(len(text) + 1):
        in_qt = len(text[:place].encode("utf-16-le")) // 2
        assert places.to_qt(place) == in_qt
        assert places.from_qt(in_qt) == place
