"""A choice of columns is remembered for its head and used for the next table that has it."""

from pathlib import Path

from planner.importing import ImportOptions, read_text
from planner.services import Store
from planner.services.column_choices import remember_columns, remembered_columns

HEAD = "编次\t工作安排\t主抓\t帮办\n"
FIRST = HEAD + "1\t修好操场。\t基建科\t财务科\n2\t开足课程。\t体卫艺科\t各学校"
OTHER = (
    "安澜县二季度安排\n"
    + HEAD
    + "1\t办好食堂。\t后勤中心\t财务科\n2\t通校车。\t安全科\t各学校\n3\t配教师。\t人事科\t编办"
)
PAIRS = (("编次", "序号"), ("工作安排", "任务"), ("主抓", "牵头"), ("帮办", "配合"))


def test_a_choice_is_used_for_the_next_table_with_that_head(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        assert remembered_columns(store, read_text(OTHER)).columns == ()
        remember_columns(store, read_text(FIRST), ImportOptions(columns=PAIRS))
    with Store.open(path) as store:
        assert dict(remembered_columns(store, read_text(OTHER)).columns) == dict(PAIRS)
        assert remembered_columns(store, read_text(OTHER.replace("主抓", "主管"))).columns == ()


def test_what_is_said_now_counts_before_what_was_said_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "planner.db") as store:
        remember_columns(store, read_text(FIRST), ImportOptions(columns=PAIRS))
        now = ImportOptions(stage="draft", columns=(("帮办", "责任人"),))
        found = remembered_columns(store, read_text(OTHER), now)
        assert dict(found.columns) == {**dict(PAIRS), "帮办": "责任人"}
        assert found.stage == "draft"
