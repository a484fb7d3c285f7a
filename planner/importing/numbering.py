"""Whether the numbers of a list run on: which are repeated, wrong or missing, and what they should be.

The numbers as written are never changed; what is found is proposed.
"""

from dataclasses import dataclass
from itertools import pairwise

from planner.core.vocabulary import NodeKind
from planner.importing.faults import Doubt, doubt
from planner.importing.marks import Style, han_number, mark_like
from planner.importing.outline import Block

_FOREIGN_GAPS = 3
_FEW = 3
_IN_HAN = (Style.HAN, Style.HAN_BRACKET)


@dataclass(slots=True)
class _Run:
    """One list of blocks whose numbers should run on."""

    blocks: list[Block]


def check_numbers(text: str, blocks: list[Block]) -> list[Doubt]:
    """Set `number_proposed` where a number is doubtful and return the doubts, `node` being the index of the block."""
    doubts: list[Doubt] = []
    index_of = {id(block): index for index, block in enumerate(blocks)}
    for run in _runs(blocks):
        doubts += _check_run(text, run, index_of)
    doubts += _check_forms(text, blocks, index_of)
    return doubts


def _runs(blocks: list[Block]) -> list[_Run]:
    """Return the lists: those of one parent, and items that run on over all sections as one."""
    out: list[_Run] = []
    items: dict[Style, list[Block]] = {}
    groups: dict[tuple[int, Style], list[Block]] = {}
    for block in blocks:
        if block.style in (None, Style.PERIOD, Style.ANNEX, Style.DECIMAL, Style.ORDINAL) or block.mark is None:
            continue
        groups.setdefault((id(block.parent), block.style), []).append(block)
        if block.kind is not NodeKind.STEP and block.parent is not None:
            items.setdefault(block.style, []).append(block)
    running = {style for style, found in items.items() if runs_over_sections(found)}
    for (_, style), found in groups.items():
        if style not in running or found[0].parent is None or found[0].kind is NodeKind.STEP:
            out.append(_Run(found))
    out += [_Run(items[style]) for style in running]
    return out


def runs_over_sections(blocks: list[Block]) -> bool:
    """Tell whether the numbers go on when the parent changes rather than beginning again."""
    on = again = 0
    for before, block in pairwise(blocks):
        if before.parent is not block.parent:
            again += block.value == 1
            on += block.value == before.value + 1 and block.value != 1
    return on > again


def _check_run(text: str, run: _Run, index_of: dict[int, int]) -> list[Doubt]:
    doubts: list[Doubt] = []
    blocks = run.blocks
    shift = 0
    expected = blocks[0].value if blocks else 0
    gaps: list[Doubt] = []
    for at, block in enumerate(blocks):
        value = block.value
        following = blocks[at + 1].value if at + 1 < len(blocks) else None
        written = _written(text, block)
        node = index_of[id(block)]
        if value + shift == expected:
            if shift and not any(d.code == "NUMBER_SHIFTED" for d in doubts):
                doubts.append(_proposed("NUMBER_SHIFTED", block, written, node, mark_like(written, expected)))
            if shift:
                block.number_proposed = mark_like(written, expected)
        elif at and value == 1:
            expected, shift = 1, 0
        elif following is not None and following + shift == expected + 1 and value != expected:
            block.number_proposed = mark_like(written, expected)
            doubts.append(_proposed("NUMBER_WRONG", block, written, node, block.number_proposed))
        elif value + shift < expected:
            shift = expected - value
            block.number_proposed = mark_like(written, expected)
            code = "NUMBER_REPEATED" if any(b.value == value for b in blocks[max(at - 3, 0) : at]) else "NUMBER_WRONG"
            doubts.append(_proposed(code, block, written, node, block.number_proposed))
        else:
            before = f"{_written(text, blocks[at - 1])}”之后是“{written}"
            missing = _missing(block, expected - shift)
            gaps.append(doubt("NUMBER_GAP", *_mark(block), words=before, other=missing, node=node))
            expected = value + shift
        expected += 1
    if len(gaps) > _FOREIGN_GAPS:
        first = gaps[0]
        return [*doubts, doubt("NUMBERS_FOREIGN", first.start, first.end, node=first.node)]
    return doubts + gaps


def _proposed(code: str, block: Block, written: str, node: int, proposal: str) -> Doubt:
    return doubt(code, *_mark(block), words=written, other=proposal, node=node, proposal=proposal)


def _missing(block: Block, first: int) -> str:
    """Return the numbers that a list leaves out before `block`, from `first` on."""
    write = han_number if block.style in _IN_HAN else str
    last = block.value - 1
    if last - first < _FEW:
        return "、".join(write(value) for value in range(first, last + 1))
    return f"{write(first)}至{write(last)}"


def _check_forms(text: str, blocks: list[Block], index_of: dict[int, int]) -> list[Doubt]:
    """Return a doubt for each mark whose point differs from that of nearly all others of its form."""
    points: dict[Style, dict[str, list[Block]]] = {}
    for block in blocks:
        if (
            block.style in (Style.FIGURE, Style.HAN)
            and block.mark is not None
            and not text[block.mark[1] - 1].isalnum()
            and block.kind is not NodeKind.STEP
        ):
            points.setdefault(block.style, {}).setdefault(text[block.mark[1] - 1], []).append(block)
    out: list[Doubt] = []
    for found in points.values():
        if len(found) > 1:
            usual = max(found.values(), key=len)
            for odd in found.values():
                if odd is not usual and len(odd) * 4 <= len(usual) + 3:
                    out += [
                        doubt("NUMBER_FORM_MIXED", *_mark(b), words=_written(text, b), node=index_of[id(b)])
                        for b in odd
                    ]
    return out


def _written(text: str, block: Block) -> str:
    return "".join(text[block.mark[0] : block.mark[1]].split()) if block.mark else ""


def _mark(block: Block) -> tuple[int, int]:
    return block.mark or (block.start, block.start)
