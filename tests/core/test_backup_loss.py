"""What a restore would take away, change and bring back, in sentences."""

from planner.core.backup_loss import Loss, loss, loss_words

NOW = (("安澜县2031年要点", 52), ("青禾县要点", 30), ("青禾县要点", 7))


def test_what_is_there_now_is_compared_by_titles() -> None:
    found = loss(NOW, (("安澜县2031年要点", 48), ("青禾县要点", 30), ("旧计划", 9)), 12)
    assert found == Loss((("青禾县要点", 7),), (("旧计划", 9),), (("安澜县2031年要点", 52, 48),), 12)
    assert loss_words(found) == (
        "备份以后做的 12 步修改会不见。",
        "《青禾县要点》（7 项）会不见。",
        "《安澜县2031年要点》由 52 项变为 48 项。",
        "《旧计划》（9 项）会回来。",
    )


def test_the_same_is_told_as_such() -> None:
    assert loss(NOW, NOW, 0).is_nothing
    assert loss_words(loss(NOW, NOW, 0)) == ("计划与现在完全一样。",)


def test_the_same_numbers_are_not_the_same_content() -> None:
    assert loss_words(loss(NOW, NOW, 3)) == ("备份以后做的 3 步修改会不见。",)
    assert loss_words(loss(NOW, NOW, None)) == ("备份以后改过的内容会不见。",)


def test_marks_and_blanks_of_a_title_make_no_other_plan() -> None:
    assert loss([("《要点》", 1)], [("要点 ", 1)], 0).is_nothing
    assert loss_words(loss([("", 1)], [], 1))[1] == "没有名称的计划（1 项）会不见。"


def test_many_are_not_listed_one_by_one() -> None:
    words = loss_words(loss([(f"计划{n}", n) for n in range(30)], [], 30))
    assert len(words) == 10
    assert words[-1] == "还有 22 份计划也是这样。"
