"""The known world as the reports read it."""

import pytest

from planner.core.snapshot import snapshot_of_draft
from tests.builders import sample_draft


@pytest.fixture(scope="session")
def plan():
    """The invented plan."""
    return snapshot_of_draft(sample_draft())
