"""Page breaks as arithmetic: rows are numbers of lines, heights are points."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reports.paginate import Frame, RowShape, cell_slice, paginate

LEADING, PADDING, LEAST = 10.0, 1.0, 14.0
REPEATS = (True, False, True)


def frame(height=200.0, title=30.0, tail=0.0):
    return Frame(height, title, 14.0, tail, LEADING, PADDING, LEAST, REPEATS)


def item(lines, units=1):
    return RowShape((1, lines, units))


def section(level=1):
    return RowShape((1,), level)


rows = st.lists(
    st.one_of(
        st.builds(section, st.integers(1, 3)),
        st.builds(item, st.integers(1, 12), st.integers(0, 6)),
        st.builds(item, st.integers(0, 90), st.integers(0, 40)),
    ),
    max_size=40,
).map(lambda found: [*found, item(1)])  # a section always has an item below it
frames = st.builds(frame, st.floats(150, 400), st.floats(0, 60), st.sampled_from([0.0, 15.0, 30.0]))


def cells_shown(shapes, pages, room):
    """Count how often each line of each cell is printed, repetitions in grey apart."""
    shown = Counter()
    for page in pages:
        for block in page.blocks:
            if shapes[block.row].level is not None:
                shown[block.row, "section"] += not block.repeated
                continue
            for column, lines in enumerate(shapes[block.row].lines):
                part = cell_slice(lines, block.first, block.stop, repeats=REPEATS[column], most=room.most_repeated)
                if not part.again:
                    shown.update((block.row, column, line) for line in range(part.first, part.stop))
    return shown


@settings(deadline=None)
@given(rows, frames)
def test_every_line_comes_out_once(shapes, room):
    shown = cells_shown(shapes, paginate(shapes, room), room)
    for index, shape in enumerate(shapes):
        if shape.level is not None:
            assert shown[index, "section"] == 1
        else:
            assert all(
                shown[index, column, line] == 1 for column, lines in enumerate(shape.lines) for line in range(lines)
            )
    assert all(count == 1 for count in shown.values())


@settings(deadline=None)
@given(rows, frames)
def test_the_order_is_kept(shapes, room):
    order = [(b.row, b.first) for page in paginate(shapes, room) for b in page.blocks if not b.repeated]
    assert order == sorted(order)


@settings(deadline=None)
@given(rows, frames)
def test_no_page_is_higher_than_its_frame(shapes, room):
    pages = paginate(shapes, room)
    for number, page in enumerate(pages):
        height = sum(block.height for block in page.blocks) + (room.title if number == 0 else 0.0)
        height += room.head if page.blocks else 0.0
        assert height + (room.tail if page.notes else 0.0) <= room.height + 0.01
    assert [page.notes for page in pages] == [False] * (len(pages) - 1) + [True]


@settings(deadline=None)
@given(rows, frames)
def test_a_section_row_is_never_alone_at_the_foot(shapes, room):
    for page in paginate(shapes, room):
        assert not page.blocks or shapes[page.blocks[-1].row].level is None


@settings(deadline=None)
@given(rows, frames)
def test_a_row_is_split_only_when_it_must_be(shapes, room):
    for page in paginate(shapes, room):
        for block in page.blocks:
            total = max(shapes[block.row].lines)
            if shapes[block.row].level is None and block.stop < total:
                # The first part of a page that is all its own may be split off a shorter row: nothing else would fit.
                assert room.row_height(total) > room.height / 3 or block is page.blocks[0]
                assert block.stop - block.first >= 2
                assert total - block.stop >= 2


@settings(deadline=None)
@given(rows, frames)
def test_a_page_inside_a_section_says_so(shapes, room):
    open_now = []
    for number, page in enumerate(paginate(shapes, room)):
        told = [block.row for block in page.blocks if block.repeated]
        if number and page.blocks:
            first = next(block for block in page.blocks if not block.repeated)
            level = shapes[first.row].level
            assert told == [row for row in open_now if level is None or shapes[row].level < level]
        else:
            assert not told
        for block in page.blocks:
            level = shapes[block.row].level
            if level is not None and not block.repeated:
                open_now = [row for row in open_now if shapes[row].level < level] + [block.row]


def test_a_row_of_several_pages_goes_on_and_says_number_and_units_again():
    room = frame()
    pages = paginate([section(), item(50, units=3)], room)
    parts = [next(block for block in page.blocks if block.row == 1) for page in pages]
    assert [(part.first, part.stop) for part in parts] == [(0, 14), (14, 31), (31, 48), (48, 50)]
    assert cell_slice(3, 13, 30, repeats=True, most=room.most_repeated) == (0, 3, True)
    assert cell_slice(3, 13, 30, repeats=False, most=room.most_repeated) == (0, 0, False)


def test_units_that_do_not_fit_beside_the_last_lines_make_the_part_higher():
    room = frame()
    pages = paginate([item(17, units=4)], room)
    last = pages[-1].blocks[-1]
    assert last.stop - last.first == 2
    assert last.height == room.row_height(4)


def test_a_short_row_is_not_split_but_moved():
    pages = paginate([item(10), item(6)], frame())
    assert [[block.row for block in page.blocks] for page in pages] == [[0], [1]]


def test_the_last_row_takes_the_notes_along():
    shapes = [item(3), item(3), item(3), item(3)]
    alone = paginate(shapes, frame(height=172.0))
    assert [len(page.blocks) for page in alone] == [4]
    noted = paginate(shapes, frame(height=172.0, tail=20.0))
    assert [len(page.blocks) for page in noted] == [3, 1]


def test_an_item_without_rows_is_a_page_of_its_own():
    (page,) = paginate([], frame())
    assert page.blocks == ()
    assert page.notes
