"""Which blocks are sections, which are items and which are steps."""

import re
from collections import Counter
from collections.abc import Collection

from planner.core.vocabulary import NodeKind
from planner.importing.marks import Style
from planner.importing.numbering import runs_over_sections
from planner.importing.outline import Block

_PLAIN = (
    r"(?:总体(?:要求|目标|思路)|指导思想|基本(?:原则|思路|目标|要求)|工作(?:目标|原则|思路|要求|保障|步骤|机制)|(?:主要|发展|预期|任务|年度|总)目标|(?:工作|组织|实施|政策|支撑)?保障(?:措施|机制|体系)?"
    r"|组织(?:领导|实施|保障)|实施(?:步骤|保障|要求|安排|范围|时间)|(?:步骤|时间|进度|阶段)安排|方法步骤|工作安排和步骤|(?:有关|相关|几点|具体|纪律)要求|活动(?:主题|时间|地点|对象|目的)|适用范围|附则|背景|编制依据|现状|形势"
    r"|(?:[0-9]{4}年度?|过去一年|上年度?|去年|上一年度?)(?:全[省市县区]|教育|主要|重点){0,2}工作(?:总结|回顾|完成情况|开展情况)|工作(?:总结|回顾))"
)
_NO_TASKS = re.compile(rf"{_PLAIN}(?:[和与及、]{_PLAIN})*")
_SAFEGUARD = re.compile(rf"(?:强化|加强|健全|完善|落实|抓好|加大)(?:{_PLAIN}|领导)(?:[和与及、](?:{_PLAIN}|领导))*")


def assign_kinds(
    blocks: list[Block], titles: dict[int, str], with_units: set[int], unit_heads: Collection[int]
) -> None:
    """Set kind and level of each block. All are keyed by a block's start.

    `unit_heads` are the headings that are units.
    """
    plain = _blocks_without_tasks(blocks, titles, with_units)
    if not _assign(blocks, plain, with_units, unit_heads):
        _assign(blocks, set(), with_units, unit_heads)
    for block in blocks:
        block.level = block.parent.level + 1 if block.parent else 1


def _assign(blocks: list[Block], plain: set[int], with_units: set[int], unit_heads: Collection[int]) -> bool:
    """Assign kinds; return whether there is any item."""
    chosen = _item_style([block for block in blocks if block.start not in plain], with_units)
    found = False
    holding = {block.parent.style for block in blocks if block.tag_end and block.parent is not None}
    for block in blocks:
        own = block.start in with_units
        above = block.parent
        if above is not None and above.kind in (NodeKind.ITEM, NodeKind.STEP):
            block.kind = NodeKind.STEP
        elif block.start in plain:
            block.kind = NodeKind.ITEM if own else NodeKind.SECTION
        elif block.style is None:
            block.kind = NodeKind.ITEM
        elif _holds_tasks(block, unit_heads) or (block.style in holding and not own):
            block.kind = NodeKind.SECTION
        elif block.style < chosen:
            tasks_below = any(not child.inside for child in block.children)
            task = own or (above is not None and above.start in with_units)  # with the units of its heading
            block.kind = NodeKind.ITEM if task and not tasks_below else NodeKind.SECTION
        else:
            block.kind = NodeKind.ITEM
        found = found or block.kind is NodeKind.ITEM
    return found


def _holds_tasks(block: Block, unit_heads: Collection[int]) -> bool:
    """Tell whether a block holds tasks whatever its form: a unit's heading, or paragraphs without numbers."""
    if block.children and block.start in unit_heads:
        return True
    return any(child.style is None and not child.inside for child in block.children)


def _blocks_without_tasks(blocks: list[Block], titles: dict[int, str], with_units: set[int]) -> set[int]:
    """Return the starts of the blocks that stand under principles, aims or safeguards and carry no tasks."""
    plain: set[int] = set()
    top = [block for block in blocks if block.parent is None]
    last = {block.start for block in top[-2:]}
    running = Counter(block.style for block in blocks)
    before: dict[Style, int] = {}
    for block in blocks:
        if block.style is None:
            continue
        if block.parent is not None and block.parent.start in plain:
            plain.add(block.start)
        elif block.parent is None and running[block.style] > 1 and block.style <= Style.FIGURE:
            title = titles.get(block.start, "")
            matched = _NO_TASKS.fullmatch(title) or (block.start in last and _SAFEGUARD.fullmatch(title))
            if (
                matched
                and not _runs_on(block, before)
                and not any(child.start in with_units for child in block.children)
            ):
                plain.add(block.start)
        before[block.style] = block.value
    return plain


def _runs_on(block: Block, before: dict[Style, int]) -> bool:
    """Tell whether the points under a heading carry on the numbers of the items before it."""
    first = block.children[0] if block.children else None
    return bool(first and first.style and first.value > 1 and before.get(first.style) == first.value - 1)


def _item_style(blocks: list[Block], with_units: set[int]) -> Style:
    """Return the form of mark that items have.

    The deepest main form that most sections use, unless the units say otherwise.
    """
    counts = Counter(block.style for block in blocks if block.style is not None)
    if not counts:
        return Style.FIGURE
    main = (
        sorted(style for style in counts if style <= Style.FIGURE and style is not Style.PERIOD) or sorted(counts)[:1]
    )
    for style in (Style.ARTICLE, Style.TASK):
        if counts[style] > 2:
            return style
    chosen = main[-1]
    for above in reversed(main[:-1]):
        holders = [block for block in blocks if block.style is above]
        with_chosen = [
            block
            for block in holders
            if any(child.style is not None and child.style <= chosen for child in block.children)
        ]
        if _units_speak_for(above, chosen, blocks, with_units) or (
            len(with_chosen) * 2 < len(holders) and not _owns(chosen, blocks, with_units)
        ):
            chosen = above
    deeper = next(
        (style for style in sorted(counts) if style > chosen and _owned_throughout(style, blocks, with_units)), None
    )
    if deeper is not None and not _owns(chosen, blocks, with_units):
        return deeper
    if not any(style <= Style.HAN_BRACKET for style in main) or len(main) > 1:
        return chosen
    below = min((style for style in counts if style > Style.FIGURE), default=None)
    if below is None:
        return chosen
    if with_units:
        speaks = _holds(below, blocks, with_units) and not _owns(chosen, blocks, with_units)
    else:
        speaks = _only_headings(chosen, blocks)
    return below if speaks else chosen


def _owns(style: Style, blocks: list[Block], with_units: set[int]) -> bool:
    """Tell whether most blocks of the form have units at their own text."""
    of_style = [block for block in blocks if block.style is style]
    return sum(block.start in with_units for block in of_style) * 2 > len(of_style)


def _owned_throughout(style: Style, blocks: list[Block], with_units: set[int]) -> bool:
    """Tell whether most blocks of the form have units of their own, and not only the last of each group."""
    of_style = [block for block in blocks if block.style is style]
    not_last = [block for block in of_style if block.parent is None or block.parent.children[-1] is not block]
    return (
        _owns(style, blocks, with_units)
        and bool(not_last)
        and sum(block.start in with_units for block in not_last) * 2 > len(not_last)
    )


def _holds(style: Style, blocks: list[Block], with_units: set[int]) -> bool:
    """Tell whether most blocks of the form have units, at their own text or at their last point."""
    of_style = [block for block in blocks if block.style is style]
    owning = sum(
        block.start in with_units or (bool(block.children) and block.children[-1].start in with_units)
        for block in of_style
    )
    return owning * 2 > len(of_style)


def _units_speak_for(above: Style, chosen: Style, blocks: list[Block], with_units: set[int]) -> bool:
    """Tell whether units stand with the upper form.

    At its own text, or only at the last point of each group below it.
    """
    lower = [block for block in blocks if block.style is chosen]
    owned = [block for block in lower if block.start in with_units]
    if runs_over_sections(lower):  # one list of tasks, and the units of the headings are theirs
        return False
    upper = [block for block in blocks if block.style is above]
    if sum(block.start in with_units for block in upper) * 2 >= len(upper) and len(owned) * 5 <= len(lower):
        return bool(upper)
    groups = [block for block in upper if len(block.children) > 1]
    last = {block.children[-1].start for block in groups}
    return (
        len(groups) * 2 > len(upper)
        and bool(owned)
        and all(
            block.start in last or (block.parent is not None and len(block.parent.children) == 1) for block in owned
        )
        and len(owned) * 5 >= len(upper) * 4
    )


def _only_headings(style: Style, blocks: list[Block]) -> bool:
    """Tell whether the blocks of the form are headings with points below and no text of their own."""
    of_style = [block for block in blocks if block.style is style]
    return sum(bool(block.children) and len(block.pieces) == 1 for block in of_style) * 3 > len(of_style) * 2
