"""Story 10: I need the one-page matrix."""

from openpyxl import load_workbook

from tests.stories.following import bring_in, open_print, save, settled, sizes_of, words_of
from tests.stories.test_story_07 import PLAN

STORY = "story-10"
A4, A3 = (842, 595), (1191, 842)


def rows_of(path) -> list[list[str]]:
    sheet = load_workbook(path).active
    return [[str(cell.value) if cell.value is not None else "" for cell in row] for row in sheet.iter_rows()]


def leads_and_partners(path, by_column: bool) -> dict[str, tuple[str, str]]:
    """Return by unit how many items it leads and joins: from the columns of a matrix or the rows of a summary."""
    rows = rows_of(path)
    head = next(row for row in rows if row[0] == "序号")
    if by_column:
        leads, partners = (next(row for row in rows if row[0] == name) for name in ("牵头合计", "配合合计"))
        return {head[at]: (leads[at], partners[at]) for at in range(2, len(head) - 1) if head[at]}
    return {row[1]: (row[2], row[3]) for row in rows if row[0].isdigit()}


def test_the_matrix_fits_a_page_and_counts_as_the_summary_does(clerk, tmp_path):
    bring_in(clerk, PLAN)
    clerk.step(1)
    dialog = open_print(clerk, "Ctrl+3")
    assert dialog.report.title == "责任矩阵"
    assert dialog.page_count == 1
    clerk.step(2)
    clerk.press("F3")
    settled(clerk, dialog)
    assert dialog.page_count == 1
    clerk.step(3)
    path = tmp_path / "matrix.pdf"
    save(clerk, dialog, "Ctrl+S", path)
    clerk.end()
    assert sizes_of(path) == [A4]
    assert all("".join(node.title.split()) in words_of(path) for node in clerk.plan.items)
    clerk.press("F3")
    settled(clerk, dialog)
    large = tmp_path / "large.pdf"
    save(clerk, dialog, "Ctrl+S", large)
    assert sizes_of(large) == [A3]
    matrix, summary = tmp_path / "matrix.xlsx", tmp_path / "summary.xlsx"
    save(clerk, dialog, "Ctrl+E", matrix)
    clerk.press("Ctrl+6")
    settled(clerk, dialog)
    save(clerk, dialog, "Ctrl+E", summary)
    found = leads_and_partners(matrix, by_column=True)
    assert len(found) == 5
    assert found == leads_and_partners(summary, by_column=False)
    clerk.press("Esc")
