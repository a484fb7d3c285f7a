"""The five samples against their hand-made labels, by the acceptance scorer's own comparison.

The samples lie beside the project and are no part of it; where they are missing there is nothing to collect, except in
CI, where they have to be there.
"""

from __future__ import annotations

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from planner.core.draft import DraftPlan
from planner.core.plan_document import plan_document
from planner.importing import parse, read_file, read_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "acceptance" / "score_import.py"
GOLD = sorted((SHARED / "gold").glob("*.json"))
IN_CI = os.environ.get("CI") == "true"
MUST_BE_SHOWN = 0.9  # of the anomalies that touch tree, units or head; the rest are properties rather than faults


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_import", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_of(path: Path) -> dict[str, Any]:
    labels: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return labels


@cache
def plan_of(path: Path) -> DraftPlan:
    return parse(read_file(SHARED / "seeds" / gold_of(path)["source"]))


@cache
def document_of(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(plan_document(plan_of(path)), ensure_ascii=False))
    return document


if IN_CI:

    def test_the_samples_are_there() -> None:
        assert SCORER.is_file()
        assert len(GOLD) == 5


if GOLD:

    @pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
    def test_every_check_of_the_labels_holds(path: Path) -> None:
        scoring, gold, document = scorer(), gold_of(path), document_of(path)
        tally = scoring.Tally()
        scoring.score_head(document, gold["head"], tally)
        scoring.score_nodes(document, gold, tally)
        scoring.score_lossless(document, (SHARED / "seeds" / gold["source"]).read_text(encoding="utf-8"), tally)
        assert tally.done["lossless"] > 10
        assert tally.bad == {}

    @pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
    def test_the_anomalies_of_the_labels_are_shown(path: Path) -> None:
        noted, total = scorer().anomalies_noted(document_of(path), gold_of(path))
        assert noted >= total * (MUST_BE_SHOWN if total > 15 else 0.8)

    @pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
    def test_many_copies_in_one_file_are_read_like_one(path: Path) -> None:
        one = plan_of(path)
        many = parse(read_text((one.source.text + "\n") * 5))
        assert sum(node.kind == "item" for node in many.nodes) >= 5 * sum(node.kind == "item" for node in one.nodes) - 5
