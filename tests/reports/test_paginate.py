"""Page breaks as arithmetic: rows are numbers of lines, heights are points."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reports.paginate import Flow, Frame, RowShape, paginate, slices

LEADING, PADDING, LEAST = 10.0, 1.0, 14.0
REPEATS = (True, False, True)


def frame(height=200.0, title=30.0, tail=(), **more):
    found = {"again": 14.0, "section_leading": LEADING, **more}
    return Frame(height, title, 14.0, tail, LEADING, PADDING, LEAST, REPEATS, **found)


def cut(shapes, room):
    """Return the one part of each page of a single table."""
    pages = [page.parts for page in paginate([Flow(shapes, room)])]
    assert all(len(parts) == 1 for parts in pages)
    return [part for (part,) in pages]


def item(lines, units=1, joined=False, least=0.0):
    return RowShape((1, lines, units), None, least, (2,) if joined else ())


def section(level=1):
    return RowShape((1,), level)


items = st.one_of(
    st.builds(item, st.integers(1, 12), st.integers(0, 6), st.booleans(), st.floats(0, 80)),
    st.builds(item, st.integers(0, 90), st.integers(0, 40), st.booleans()),
)
headed = st.tuples(st.lists(st.builds(section, st.integers(1, 3)), max_size=3), items).map(lambda g: [*g[0], g[1]])
# A section always has an item below it.
rows = st.lists(headed, max_size=20).map(lambda groups: [*(row for group in groups for row in group), item(1)])
tails = st.sampled_from([(), (15.0,), (15.0, 15.0), (15.0, 28.0, 28.0)])
frames = st.builds(frame, st.floats(200, 400), st.floats(0, 60), tails, legend=st.sampled_from([0.0, 20.0]))


def cells_shown(shapes, pages, room):
    """Count how often each line of each cell is printed, repetitions in grey apart."""
    shown = Counter()
    for page in pages:
        for block in page.blocks:
            if shapes[block.row].level is not None:
                shown[block.row, "section"] += not block.repeated
                continue
            for column, part in enumerate(slices(shapes[block.row], block, room)):
                if not part.again and column not in shapes[block.row].joined:
                    shown.update((block.row, column, line) for line in range(part.first, part.stop))
    return shown


@settings(deadline=None)
@given(rows, frames)
def test_every_line_comes_out_once(shapes, room):
    shown = cells_shown(shapes, cut(shapes, room), room)
    for index, shape in enumerate(shapes):
        if shape.level is not None:
            assert shown[index, "section"] == 1
        else:
            assert all(
                shown[index, column, line] == 1
                for column, lines in enumerate(shape.lines)
                if column not in shape.joined
                for line in range(lines)
            )
    assert all(count == 1 for count in shown.values())


@settings(deadline=None)
@given(rows, frames)
def test_the_order_is_kept(shapes, room):
    order = [(b.row, b.first) for page in cut(shapes, room) for b in page.blocks if not b.repeated]
    assert order == sorted(order)


@settings(deadline=None)
@given(rows, frames)
def test_no_page_is_higher_than_its_frame(shapes, room):
    pages = cut(shapes, room)
    for number, page in enumerate(pages):
        height = sum(block.height for block in page.blocks) + (room.title if number == 0 else 0.0)
        height += room.head + room.legend if page.blocks else 0.0
        assert height + sum(room.tail[slice(*page.tail)]) <= room.height + 0.01
        assert page.begins == (number == 0)
    assert [page.tail for page in pages] == [(0, 0)] * (len(pages) - 1) + [(0, len(room.tail))]


@settings(deadline=None)
@given(rows, frames)
def test_a_section_row_is_never_alone_at_the_foot(shapes, room):
    for page in cut(shapes, room):
        assert not page.blocks or shapes[page.blocks[-1].row].level is None


def total_of(shape, *, opening):
    return max(lines for place, lines in enumerate(shape.lines) if opening or place not in shape.joined)


@settings(deadline=None)
@given(rows, frames)
def test_a_row_is_split_only_when_it_must_be(shapes, room):
    for page in cut(shapes, room):
        for block in page.blocks:
            total = total_of(shapes[block.row], opening=block.opening or block.first > 0)
            if shapes[block.row].level is None and block.stop < total:
                # The first part of a page that is all its own may be split off a shorter row: nothing else would fit.
                assert room.row_height(total) > room.height / 3 or block is page.blocks[0]
                assert block.stop - block.first >= 2
                assert total - block.stop >= 2


@settings(deadline=None)
@given(rows, frames)
def test_a_page_inside_a_section_says_so(shapes, room):
    open_now = []
    for number, page in enumerate(cut(shapes, room)):
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
    pages = cut([section(), item(50, units=3)], room)
    parts = [next(block for block in page.blocks if block.row == 1) for page in pages]
    assert [(part.first, part.stop) for part in parts] == [(0, 14), (14, 31), (31, 48), (48, 50)]
    assert slices(item(50, units=3), parts[1], room) == [(0, 1, True), (14, 31, False), (0, 3, True)]


def test_units_that_do_not_fit_beside_the_last_lines_make_the_part_higher():
    room = frame()
    pages = cut([item(17, units=4)], room)
    last = pages[-1].blocks[-1]
    assert last.stop - last.first == 2
    assert last.height == room.row_height(4)


def test_a_short_row_is_not_split_but_moved():
    pages = cut([item(10), item(6)], frame())
    assert [[block.row for block in page.blocks] for page in pages] == [[0], [1]]


def test_the_last_row_takes_the_notes_along():
    shapes = [item(3), item(3), item(3), item(3)]
    alone = cut(shapes, frame(height=172.0))
    assert [len(page.blocks) for page in alone] == [4]
    noted = cut(shapes, frame(height=172.0, tail=(20.0,)))
    assert [len(page.blocks) for page in noted] == [3, 1]


def test_the_last_lines_of_a_tall_row_take_the_notes_along():
    pages = cut([item(14)], frame(height=200.0, tail=(20.0,)))
    assert [[(block.first, block.stop) for block in page.blocks] for page in pages] == [[(0, 12)], [(12, 14)]]
    assert [page.tail for page in pages] == [(0, 0), (0, 1)]


def test_an_item_without_rows_is_a_page_of_its_own():
    (page,) = cut([], frame())
    assert page.blocks == ()
    assert page.begins


many = st.lists(
    st.tuples(rows.map(lambda found: found[-6:]), tails, st.floats(0, 30), st.floats(14, 40)), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=60)
@given(many, st.floats(200, 400))
def test_tables_that_follow_one_another_share_pages_and_lose_nothing(tables, height):
    rooms = [
        frame(height, title, tail, again=band, gap=0.0 if number == 0 else 11.0, section_leading=12.0)
        for number, (_, tail, title, band) in enumerate(tables)
    ]
    pages = paginate([Flow(shapes, room) for (shapes, *_), room in zip(tables, rooms, strict=True)])
    begun, shown = Counter(), Counter()
    for page in pages:
        assert page.parts
        used = 0.0
        for place, part in enumerate(page.parts):
            room, shapes = rooms[part.table], tables[part.table][0]
            assert part.below == (place > 0)
            if part.begins:
                used += room.title + (room.gap if part.below else 0.0)
                begun[part.table] += 1
            if part.is_framed:
                used += room.head if part.begins else room.again
                assert any(shapes[block.row].level is None for block in part.blocks), "a head is never alone"
            used += sum(block.height for block in part.blocks) + sum(room.tail[slice(*part.tail)])
            shown.update((part.table, "tail", line) for line in range(*part.tail))
            for block in part.blocks:
                if shapes[block.row].level is None:
                    for column, found in enumerate(slices(shapes[block.row], block, room)):
                        if not found.again and column not in shapes[block.row].joined:
                            shown.update((part.table, block.row, column, n) for n in range(found.first, found.stop))
        assert used <= height + 0.01
    assert set(begun.values()) == {1}
    assert len(begun) == len(tables)
    assert [part.table for page in pages for part in page.parts] == sorted(
        part.table for page in pages for part in page.parts
    )
    for number, (shapes, *_) in enumerate(tables):
        wanted = Counter(
            (number, index, column, line)
            for index, shape in enumerate(shapes)
            if shape.level is None
            for column, lines in enumerate(shape.lines)
            if column not in shape.joined
            for line in range(lines)
        )
        wanted.update((number, "tail", line) for line in range(len(rooms[number].tail)))
        assert Counter({key: count for key, count in shown.items() if key[0] == number}) == wanted


def test_what_joins_the_row_above_is_said_again_where_a_page_begins_with_it():
    shapes = [item(6, units=5), item(6, units=5, joined=True), item(6, units=5, joined=True)]
    pages = cut(shapes, frame(height=175.0))
    assert [[block.row for block in page.blocks] for page in pages] == [[0, 1], [2]]
    shown = [[slices(shapes[block.row], block, frame())[2] for block in page.blocks] for page in pages]
    assert shown == [[(0, 5, False), (0, 0, False)], [(0, 5, False)]]


def test_a_row_is_as_high_as_it_asks_for_but_no_higher_than_a_page():
    (page,) = cut([item(1, least=80.0)], frame())
    assert page.blocks[0].height == 80.0
    (page,) = cut([item(1, least=999.0)], frame())
    assert page.blocks[0].height < 200.0 - 30.0 - 14.0


def test_lines_below_the_table_that_fill_pages_are_cut_between_lines():
    pages = cut([item(1)], frame(tail=(15.0,) * 30))
    assert [page.tail for page in pages] == [(0, 9), (9, 22), (22, 30)]
    assert [page.is_framed for page in pages] == [True, False, False]


def test_many_sections_without_items_come_out_on_pages_none_higher_than_the_frame():
    shapes = [*(section(level % 2 + 1) for level in range(40)), item(6), section(), section()]
    room = frame(height=150.0)
    pages = cut(shapes, room)
    shown = [block.row for page in pages for block in page.blocks if not block.repeated]
    assert shown == list(range(len(shapes)))
    for number, page in enumerate(pages):
        used = 14.0 + (30.0 if number == 0 else 0.0) + sum(block.height for block in page.blocks)
        assert used <= 150.01
