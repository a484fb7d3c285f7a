"""How a node is called in a sentence: its number and its title in one line."""


def numbered(number: str, title: str) -> str:
    """Return number and title; 1 and 2所学校 must not become 12所学校."""
    gap = " " if title and number[-1:].isdecimal() else ""
    return f"{number}{gap}{title}"
