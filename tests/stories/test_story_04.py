"""Story 4: I print the 责任分解表 for tomorrow's meeting."""

from tests.stories.following import open_print, save, settled, sizes_of, words_of

STORY = "story-04"
A4, A3 = (842, 595), (1191, 842)


def test_from_the_tree_to_a_pdf_in_three_actions(clerk, tmp_path):
    clerk.step(1)
    dialog = open_print(clerk)
    assert dialog.report.title == "责任分解表"
    clerk.step(2)
    path = tmp_path / "fen-jie-biao.pdf"
    saved = []
    dialog.saved.connect(saved.append)
    clerk.names_file(path)
    clerk.press("Ctrl+S")
    clerk.until(lambda: saved == [path])
    clerk.step(3)  # the Enter that the file dialog got
    clerk.used("Enter")
    clerk.end()
    assert clerk.told.gestures == 3
    words, pages = words_of(path), sizes_of(path)
    assert set(pages) == {A4}
    assert len(pages) == dialog.page_count
    assert words.count("序号工作任务牵头股室配合股室") == len(pages)
    for node in clerk.plan.items:
        assert "".join(node.title.split()) in words
    clerk.press("F3")
    settled(clerk, dialog)
    large = tmp_path / "a3.pdf"
    save(clerk, dialog, "Ctrl+S", large)
    assert set(sizes_of(large)) == {A3}
    clerk.press("Esc")
