"""What stands below the last step of an item and belongs to the item: its unit lines, its deadline, its persons."""

from planner.core.vocabulary import NodeKind
from planner.importing.contents import Contents
from planner.importing.labels import LabelKind


def adopt(contents: list[Contents]) -> None:
    """Give an item what its last step carries, when the item has no units of its own and no other step has any.

    Label lines move to the item altogether; a bracket stays part of the step's text and lends its units.
    """
    by_block = {id(found.block): found for found in contents}
    for item in contents:
        block = item.block
        if block.kind is not NodeKind.ITEM or item.units or not block.children:
            continue
        steps = [by_block[id(child)] for child in block.children]
        last = steps[-1]
        while last.block.children:
            last = by_block[id(last.block.children[-1])]
        labelled = any(passage.label is not None for passage in last.units)
        if (
            not last.units
            or any(step.units for step in steps if step is not last)
            or (len(steps) == 1 and not labelled)
        ):
            continue
        item.units += [passage for passage in last.units if passage.label is not None]
        item.lent += [passage for passage in last.units if passage.label is None]
        last.units = [passage for passage in last.units if passage.label is None]
        last.lends = bool(last.units)
        item.values += [value for value in last.values if value.label.kind is not LabelKind.FIELD]
        last.values = [value for value in last.values if value.label.kind is LabelKind.FIELD]
