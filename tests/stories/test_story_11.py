"""Story 11: I print a checklist for the meeting or the inspection of a school."""

from tests.stories.following import open_print, save, settled, words_of

STORY = "story-11"


def test_a_template_becomes_a_list_with_boxes(clerk, tmp_path):
    clerk.step(1)
    dialog = open_print(clerk, "Ctrl+5")
    assert dialog.report.title == "检查清单"
    clerk.step(2)
    field = dialog.options.field("checklist")

    clerk.chooses(field.choice.box, "开学")
    settled(clerk, dialog)
    clerk.step(3)
    path = tmp_path / "checklist.pdf"
    save(clerk, dialog, "Ctrl+S", path)
    clerk.end()
    words = words_of(path)
    assert words.count("□") > 10
    clerk.press("Esc")
