"""The signs of matrices, lights and boxes as shapes: path operators of PDF, an em wide and as high as a character."""

from planner.core.progress import Light
from planner.reports.profiles import MM

BOX = 4 * MM
# Centre of a Chinese character above its baseline, and the sizes of the shapes, of the em.
_CENTRE = 0.38
_RADIUS, _HOLLOW, _SIDE, _HEIGHT, _SQUARE, _EMPTY, _DIAMOND = 0.33, 0.32, 0.78, 0.68, 0.62, 0.76, 0.42
_PEN, _EDGE = 0.075, 0.035
_CURVE = 0.5523
_COLOURS = {
    Light.GREEN: "0.13 0.55 0.27",
    Light.YELLOW: "0.95 0.69 0.05",
    Light.RED: "0.80 0.13 0.13",
    Light.BLUE: "0.13 0.39 0.75",
}


def sign_code(sign: str, x: float, y: float, size: float, *, light: Light | None = None, ink: str = "0") -> str:
    """Return the operators that draw `sign` in the em that begins at `x` on the baseline `y`.

    A light fills the shape with its colour; it keeps a dark edge, so that it is seen on any printer.
    """
    middle, centre = x + size / 2, y + _CENTRE * size
    hollow = sign in "○△□"
    if sign in "●○":
        path = _circle(middle, centre, (_HOLLOW if hollow else _RADIUS) * size)
    elif sign in "△▲":
        path = _triangle(middle, centre, size)
    elif sign == "◆":
        path = _diamond(middle, centre, size)
    else:
        path = _square(middle, centre, (_EMPTY if hollow else _SQUARE) * size)
    if hollow:
        return f"q {ink} G {_PEN * size:.2f} w {path} S Q"
    if light is not None:
        return f"q {_COLOURS[light]} rg {ink} G {_EDGE * size:.2f} w {path} B Q"
    return f"q {ink} g {path} f Q"


def box_code(x: float, y: float, size: float) -> str:
    """Return the operators for the box to be ticked, of 4 mm, round the em that begins at `x` on the baseline `y`."""
    return f"q 0 G 0.75 w {_square(x + size / 2, y + _CENTRE * size, BOX)} S Q"


def _square(x: float, y: float, side: float) -> str:
    return f"{x - side / 2:.2f} {y - side / 2:.2f} {side:.2f} {side:.2f} re"


def _triangle(x: float, y: float, size: float) -> str:
    side, height = _SIDE * size / 2, _HEIGHT * size / 2
    return f"{x - side:.2f} {y - height:.2f} m {x + side:.2f} {y - height:.2f} l {x:.2f} {y + height:.2f} l h"


def _diamond(x: float, y: float, size: float) -> str:
    reach = _DIAMOND * size
    return f"{x - reach:.2f} {y:.2f} m {x:.2f} {y - reach:.2f} l {x + reach:.2f} {y:.2f} l {x:.2f} {y + reach:.2f} l h"


def _circle(x: float, y: float, radius: float) -> str:
    bent = _CURVE * radius
    return (
        f"{x + radius:.2f} {y:.2f} m "
        f"{x + radius:.2f} {y + bent:.2f} {x + bent:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x - bent:.2f} {y + radius:.2f} {x - radius:.2f} {y + bent:.2f} {x - radius:.2f} {y:.2f} c "
        f"{x - radius:.2f} {y - bent:.2f} {x - bent:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x + bent:.2f} {y - radius:.2f} {x + radius:.2f} {y - bent:.2f} {x + radius:.2f} {y:.2f} c h"
    )
