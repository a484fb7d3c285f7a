"""Where two wordings differ, told by the clause."""

import pytest

from planner.core.wordings import TextChange, text_changes

OLD = "建立工作清单，每季度开一次例会。年底前实现全覆盖。"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, []),
        ("建立工作清单, 每季度开一次例会；年底前实现全覆盖", []),
        ("建立工作清单，每月开一次例会。年底前实现全覆盖。", [("每季度开一次例会", "每月开一次例会")]),
        ("建立工作清单。年底前实现全覆盖。", [("每季度开一次例会", "")]),
        ("建立工作清单，每季度开一次例会，抓实述职评议。年底前实现全覆盖。", [("", "抓实述职评议")]),
        (
            "建立责任清单，每季度开一次例会。明年实现全覆盖。",
            [("建立工作清单", "建立责任清单"), ("年底前实现全覆盖", "明年实现全覆盖")],
        ),
        ("", [("建立工作清单，每季度开一次例会。年底前实现全覆盖", "")]),
    ],
)
def test_differences_are_told_clause_by_clause(new, expected):
    assert text_changes(OLD, new) == tuple(TextChange(*pair) for pair in expected)


def test_of_a_long_clause_the_place_is_shown():
    start, end = "把县城学校的优质课程资源送到每一个", "并且让所有乡镇学生都能按时上课"
    (found,) = text_changes(f"{start}教学点{end}", f"{start}村小{end}")
    assert found == TextChange("…源送到每一个教学点并且让所有乡…", "…源送到每一个村小并且让所有乡…")


def test_five_thousand_characters_are_compared():
    text = "".join(f"第{number}条要求落实到位，" for number in range(500))
    (found,) = text_changes(text, text.replace("第77条要求", "第77条任务"))
    assert found == TextChange("第77条要求落实到位", "第77条任务落实到位")
