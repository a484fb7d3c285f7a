"""Units of a matrix in bands."""

import pytest

from planner.core.vocabulary import UnitKind
from planner.reports.bands import parted
from tests.reports.bureau import unit


def units(**counts):
    kinds = [UnitKind(kind) for kind, count in counts.items() for _ in range(count)]
    return [unit(place, f"单位{place}", kind) for place, kind in enumerate(kinds, 1)]


@pytest.mark.parametrize(
    ("counts", "most", "lengths"),
    [
        ({"office": 1}, 27, [1]),
        ({"office": 27}, 27, [27]),
        ({"office": 28}, 27, [14, 14]),
        ({"office": 12, "school": 20}, 27, [12, 20]),
        ({"office": 12, "affiliate": 6, "school": 12}, 16, [15, 15]),
        ({"office": 20, "affiliate": 20, "school": 20}, 20, [20, 20, 20]),
        ({"office": 3, "school": 40}, 27, [21, 22]),
        ({"office": 100}, 27, [25, 25, 25, 25]),
    ],
)
def test_bands_are_few_and_even_and_end_with_a_kind_where_they_can(counts, most, lengths):
    found = units(**counts)
    bands = parted(found, most)
    assert [one for band in bands for one in band] == found
    assert max(map(len, bands)) <= most
    assert [len(band) for band in bands] == lengths
