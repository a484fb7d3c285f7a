"""pdfium's calls for characters and for what is drawn, by addresses.

A page has thousands of objects, and a pointer object for each of them would cost more than the call. So would letting
other threads in for each call, which takes less than a microsecond.
"""

import ctypes
from collections.abc import Callable

import pypdfium2_raw as pdfium

_OBJECT = ctypes.c_void_p
_FLOAT = ctypes.POINTER(ctypes.c_float)


def _by_address(name: str, result: type, *arguments: object) -> Callable[..., int]:
    place = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(place)  # type: ignore[arg-type]


def _by_address_of_float(name: str, *arguments: object) -> Callable[..., float]:
    place = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(ctypes.c_float, *arguments)(place)  # type: ignore[arg-type]


page_object = _by_address("FPDFPage_GetObject", _OBJECT, _OBJECT, ctypes.c_int)
form_object = _by_address("FPDFFormObj_GetObject", _OBJECT, _OBJECT, ctypes.c_ulong)
form_count = _by_address("FPDFFormObj_CountObjects", ctypes.c_int, _OBJECT)
kind_of = _by_address("FPDFPageObj_GetType", ctypes.c_int, _OBJECT)
bounds_of = _by_address("FPDFPageObj_GetBounds", ctypes.c_int, *[_OBJECT] * 5)
matrix_of = _by_address("FPDFPageObj_GetMatrix", ctypes.c_int, _OBJECT, ctypes.POINTER(pdfium.FS_MATRIX))
draw_mode = _by_address("FPDFPath_GetDrawMode", ctypes.c_int, *[_OBJECT] * 3)
segment_count = _by_address("FPDFPath_CountSegments", ctypes.c_int, _OBJECT)
segment = _by_address("FPDFPath_GetPathSegment", _OBJECT, _OBJECT, ctypes.c_int)
segment_point = _by_address("FPDFPathSegment_GetPoint", ctypes.c_int, _OBJECT, _FLOAT, _FLOAT)
segment_kind = _by_address("FPDFPathSegment_GetType", ctypes.c_int, _OBJECT)
segment_closes = _by_address("FPDFPathSegment_GetClose", ctypes.c_int, _OBJECT)
_COLOUR = ctypes.POINTER(ctypes.c_uint)
fill_colour = _by_address("FPDFPageObj_GetFillColor", ctypes.c_int, _OBJECT, _COLOUR, _COLOUR, _COLOUR, _COLOUR)
char_box = _by_address("FPDFText_GetLooseCharBox", ctypes.c_int, _OBJECT, ctypes.c_int, _OBJECT)
char_origin = _by_address("FPDFText_GetCharOrigin", ctypes.c_int, _OBJECT, ctypes.c_int, _OBJECT, _OBJECT)
char_unmapped = _by_address("FPDFText_HasUnicodeMapError", ctypes.c_int, _OBJECT, ctypes.c_int)
char_angle = _by_address_of_float("FPDFText_GetCharAngle", _OBJECT, ctypes.c_int)
