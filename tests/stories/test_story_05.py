"""Story 5: I make a list for each unit, all at once."""

from tests.stories.following import open_print, settled, words_of

STORY = "story-05"


def test_one_command_makes_a_folder_with_a_list_for_each_unit(clerk, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    clerk.step(1)
    dialog = open_print(clerk, "Ctrl+2")
    assert dialog.report.title == "单位任务清单"
    settled(clerk, dialog)
    clerk.step(2)
    clerk.press("Ctrl+Shift+S")
    assert dialog.buttons.folders.isVisible()
    clerk.step(3)
    saved = []
    dialog.saved.connect(saved.append)
    clerk.names_file(out)
    clerk.press("Enter")
    clerk.until(lambda: bool(saved))
    clerk.step(4)
    clerk.used("Enter")
    clerk.end()
    files = sorted(saved[0].iterdir())
    units = {found.unit.name for node in clerk.plan.nodes for found in node.assignments}
    lists = [path for path in files if any(path.stem.endswith(unit) or unit in path.stem for unit in units)]
    assert {unit for unit in units if any(unit in path.stem for path in lists)} == units
    assert all(path.stem[:2].isdigit() for path in lists), "numbered in their order"
    mine = next(path for path in lists if "基教股" in path.stem)
    words = words_of(mine)
    assert words.index("牵头") < words.index("配合")
    assert "推进思政课一体化建设" in words
    assert clerk.told.gestures == 5
    clerk.press("Esc")
