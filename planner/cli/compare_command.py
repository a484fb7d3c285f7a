"""`planner compare`: what changed in the division of labour between two versions, as a list or as a document."""

import argparse
from collections.abc import Iterator
from dataclasses import replace

from planner.cli.compare_arguments import FORMATS
from planner.cli.console import Console
from planner.cli.meter import Meter
from planner.cli.named_plans import named_plans
from planner.cli.targets import misnamed, refuse_foreign, said_format, target
from planner.core.comparing import Comparison, Difference, compare
from planner.reports.catalog import PrintRequest, Subject, render, save
from planner.reports.comparison import counted, remarks_of, text_remarks


def run(options: argparse.Namespace, console: Console) -> int:
    """Print what changed, or write it as a document, and print where that lies."""
    old, new = named_plans([options.old, options.new], options.store).plans
    wanted = _format(options)
    if wanted is None:
        found = compare(old, new)
        if options.only == "content":
            found = replace(found, differences=tuple(one for one in found.differences if not one.is_renumbering))
        for line in _lines(found):
            console.show(line)
        return 0
    request = PrintRequest(report="comparison", only=options.only, bundled_fonts_only=options.bundled_fonts)
    meter = Meter(console, "正在生成版本对照表")
    try:
        rendered = render(Subject(new, old), request, wanted, meter)
    finally:
        meter.clear()
    place = target(options.out, rendered.file_name)
    save(rendered, place)
    for note in dict.fromkeys(rendered.notes):
        console.say(f"提示：{note}")
    console.show(f"{place}（{rendered.page_count} 页）" if rendered.page_count else f"{place}")
    return 0


def _lines(found: Comparison) -> Iterator[str]:
    """Yield the differences as plain lines, and how many there are."""
    if not found.differences:
        yield "两个版本的任务、分工和时限没有变化。"
        return
    for one in found.differences:
        yield f"{_name(one)}  ［{'、'.join(one.kinds)}］{'；'.join((*remarks_of(one), *text_remarks(one)))}"
    yield f"{counted(found)}。"


def _name(one: Difference) -> str:
    side = one.after or one.before
    if side is None:
        raise ValueError("a difference has at least one side")
    title = " ".join((side.node.title or side.node.body[:40]).split())
    return f"{'' if one.after is not None else '原'}{side.number}　{title}"


def _format(options: argparse.Namespace) -> str | None:
    """Return the format asked for, or the one that the name of the output says; None for the plain list."""
    said = said_format(options.out)
    refuse_foreign(said, FORMATS)
    wanted: str | None = options.format or (said if said in FORMATS else "pdf" if options.out is not None else None)
    if wanted is not None and said in FORMATS and said != wanted:
        raise misnamed(options.out, wanted)
    return wanted
