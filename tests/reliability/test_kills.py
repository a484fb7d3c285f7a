"""R1: twenty kills of each operation, and nothing is lost, half or left lying."""

import os
import re

from tests.reliability import kills
from tests.reliability.nine_operations import NINE

# Without fork each trial is a start of Python anew.
KILLS = 20 if hasattr(os, "fork") else 4


def test_no_kill_loses_or_spoils_anything() -> None:
    result = kills.of_operations(KILLS, 20310218)
    assert result.findings == ()
    told = {line.split(":")[0]: [int(number) for number in re.findall(r"\d+", line)] for line in result.done}
    for operation in NINE:
        tried, killed, _acknowledged = told[operation.name]
        assert tried == KILLS
        assert killed >= KILLS // 4, operation.name
