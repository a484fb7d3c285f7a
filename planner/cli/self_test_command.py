"""`planner doctor --self-test FOLDER`: the whole main job once, in an empty folder, with a report of each step."""

import argparse
import platform
from dataclasses import asdict

from planner import __version__
from planner.cli.console import Console
from planner.core.paths import is_portable
from planner.services.self_test import self_test

SELF_TEST_FORMAT = "planner.self-test"
REPORT_FILE = "report.json"


def run(options: argparse.Namespace, console: Console) -> int:
    """Do the job, print the steps and write the report; the exit status is 0 only when all of them are good."""
    proofs = []
    for proof in self_test(options.self_test, offscreen=options.offscreen):
        proofs.append(proof)
        console.show(f"{'正常' if proof.is_good else '有问题'}  {proof.name}：{proof.text}（{proof.seconds} 秒）")
    is_good = all(proof.is_good for proof in proofs)
    report = {
        "format": SELF_TEST_FORMAT,
        "version": 1,
        "is_good": is_good,
        "program": __version__,
        "is_portable": is_portable(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.version()}",
        "steps": [asdict(proof) for proof in proofs],
    }
    place = options.self_test / REPORT_FILE
    console.write_document(report, str(place))
    if options.json is not None:
        console.write_document(report, options.json)
    console.show(f"自检{'全部通过' if is_good else '没有通过'}，报告在 {place}")
    return 0 if is_good else 4
