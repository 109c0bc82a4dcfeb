"""Code 128 (ISO/IEC 15417): text as bars, for scanners that type what they read.

Pure: a text becomes the widths of its bars and gaps, or an SVG drawing of them.
"""

from markupsafe import Markup

QUIET = 10
"""Modules of white that the standard asks for on either side."""

_START_B, _START_C, _CODE_C, _CODE_B, _STOP = 104, 105, 99, 100, 106
_MODULUS = 103
_SPACE = 32

# Widths of bar, gap, bar, gap, bar, gap for the symbols 0 to 105, and of the stop symbol.
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212
112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131
311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321
112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114
122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
""".split()  # noqa: SIM905 - a table is read as a table


def is_encodable(text: str) -> bool:
    """Whether ``text`` can be a barcode: printable ASCII, and something."""
    return bool(text) and all(_SPACE <= ord(character) < 127 for character in text)


def encode(text: str) -> list[int]:
    """Return the symbol values of ``text`` with start, check and stop, as few as possible.

    Raises:
        ValueError: it is empty or holds a character beyond printable ASCII.
    """
    if not is_encodable(text):
        message = f"not printable ASCII: {text!r}"
        raise ValueError(message)
    values = min((_values(text, start) for start in (_START_B, _START_C)), key=len)
    total = values[0] + sum(place * value for place, value in enumerate(values[1:], start=1))
    return [*values, total % _MODULUS, _STOP]


def _values(text: str, start: int) -> list[int]:
    """Return the shortest encoding that begins with ``start``, found from the end backwards."""
    # best[place] holds the shortest rest from there in set B and in set C (two digits a symbol).
    best: list[tuple[list[int], list[int]]] = [([], [])] * (len(text) + 1)
    for place in range(len(text) - 1, -1, -1):
        in_b = [ord(text[place]) - _SPACE, *best[place + 1][0]]
        pair = text[place : place + 2]
        is_pair = len(pair) == 2 and pair.isdecimal()
        in_c = [int(pair), *best[place + 2][1]] if is_pair else [_CODE_B, *in_b]
        in_b = min(in_b, [_CODE_C, *in_c], key=len)
        in_c = min(in_c, [_CODE_B, *in_b], key=len)
        best[place] = (in_b, in_c)
    return [start, *best[0][start - _START_B]]


def module_widths(text: str) -> list[int]:
    """Return the widths of bar, gap, bar, … in modules, without the quiet zones."""
    return [int(width) for value in encode(text) for width in _WIDTHS[value]]


def draw_code128(text: str) -> Markup:
    """Return the barcode of ``text`` as an SVG element that fills its box, quiet zones included."""
    place, bars = QUIET, []
    for number, width in enumerate(module_widths(text)):
        if number % 2 == 0:
            bars.append(f"M{place} 0h{width}v1h-{width}z")
        place += width
    drawn = (
        f'<svg class="barcode" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {place + QUIET} 1"'
        f' preserveAspectRatio="none" aria-hidden="true"><path d="{"".join(bars)}"/></svg>'
    )
    # Nothing of ``text`` is in it but numbers of our own making.
    return Markup(drawn)  # noqa: S704 - see above
