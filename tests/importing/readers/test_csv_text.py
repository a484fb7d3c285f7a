import pytest

from planner.core.input_errors import Bomb, EmptyFile
from planner.importing.document import GridCell
from planner.importing.readers.csv_text import read_csv


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_cells_are_parted_by_the_sign_the_text_uses(sign: str) -> None:
    text = "\ufeff" + "\r\n".join(sign.join(row) for row in (["序号", "任务"], ["1", '"修路，\n架""桥"""'], ["", ""]))
    (block,) = read_csv(text, "表.csv").blocks
    assert block.cells == (
        GridCell(0, 0, "序号"), GridCell(0, 1, "任务"), GridCell(1, 0, "1"), GridCell(1, 1, '修路，\n架"桥"'),
    )  # fmt: skip


def test_nothing_and_too_much_are_told() -> None:
    with pytest.raises(EmptyFile):
        read_csv(",,\n,,", "表.csv")
    with pytest.raises(Bomb):
        read_csv('1,"' + "字" * 200_000, "表.csv")
