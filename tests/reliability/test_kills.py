"""R1: twenty kills of each operation, and nothing is lost, half or left lying."""

import re

from tests.reliability import kills
from tests.reliability.nine_operations import NINE
from tests.reliability.result import ON_PUSH


def test_no_kill_loses_or_spoils_anything() -> None:
    result = kills.run(ON_PUSH, 20310218)
    assert result.findings == ()
    told = {line.split(":")[0]: [int(number) for number in re.findall(r"\d+", line)] for line in result.done}
    for operation in NINE:
        tried, killed, _acknowledged = told[operation.name]
        assert tried == 20
        assert killed >= 5, operation.name
