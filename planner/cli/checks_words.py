"""What the checks of a plan found, as `planner show --checks` prints it."""

from collections.abc import Iterator

from planner.core.checks import ADVICE, Finding, checks_of
from planner.core.labels import numbered
from planner.core.snapshot import PlanSnapshot


def checks_words(plan: PlanSnapshot) -> Iterator[str]:
    """Yield a line for each kind with what to do, and below it one for each finding."""
    checks = checks_of(plan)
    if not checks:
        yield "没有检查出问题。"
    for check in checks:
        mark = "！" if check.matters else "　"
        yield f"{mark}{check.kind}  {len(check.findings)} 处：{ADVICE[check.kind]}"
        yield from (f"    {_found(finding)}" for finding in check.findings)


def _found(finding: Finding) -> str:
    unit = finding.unit.name if finding.unit is not None else ""
    if finding.node is None:
        return f"{unit}  用在 {finding.count} 处" if finding.count else unit
    title = numbered(finding.node.number, finding.node.title)
    return f"{title}  ［{unit}］" if unit else title
