"""`planner doctor`: is everything there that the program needs, and does it print a page?"""

import argparse
from dataclasses import asdict

from planner.cli.console import Console
from planner.core.paths import default_store
from planner.services.diagnosis import diagnose

DOCTOR_FORMAT = "planner.doctor"


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the findings; the exit status is 0 when all are good, 4 otherwise."""
    if options.self_test is not None:
        from planner.cli.self_test_command import run as run_self_test

        return run_self_test(options, console)
    findings = []
    for finding in diagnose(options.store or default_store()):
        findings.append(finding)
        console.show(f"{'正常' if finding.is_good else '有问题'}  {finding.name}：{finding.text}")
    if options.json is not None:
        found = [asdict(finding) for finding in findings]
        console.write_document({"format": DOCTOR_FORMAT, "version": 1, "findings": found}, options.json)
    return 0 if all(finding.is_good for finding in findings) else 4
