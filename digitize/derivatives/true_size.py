"""Set the size that each page of a TIFF states, without touching its pixels.

An encoder pads the last tiles with black, and JPEG lets the black ring into the picture. So a
pyramid is written from an image that was extended to whole JPEG blocks by repeating its edge, and
then told its true size: the repeated pixels stay in the last tiles' padding, where no reader looks.
Reads classic TIFF and BigTIFF of either byte order (TIFF 6.0 §2), pages in a chain.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

_WIDTH, _HEIGHT = 256, 257
_SHORT, _LONG = 3, 4
_ORDERS = {b"II": "<", b"MM": ">"}


def set_true_sizes(stream: BinaryIO, sizes: Sequence[tuple[int, int]]) -> None:
    """Write ``sizes``, width and height of each page in turn, into the TIFF in ``stream``.

    Each must need as many tiles as the size it replaces.

    Raises:
        ValueError: the file has another number of pages.
    """
    pages = list(_find_size_fields(stream))
    for fields, size in zip(pages, sizes, strict=True):
        for place, value_format, value in zip(*fields, size, strict=True):
            stream.seek(place)
            stream.write(struct.pack(value_format, value))


def _find_size_fields(stream: BinaryIO) -> Iterator[tuple[list[int], list[str]]]:
    """Yield for each page the places of its width and height and how they are written."""
    stream.seek(0)
    head = stream.read(16)
    order = _ORDERS[head[:2]]
    is_big = struct.unpack(f"{order}H", head[2:4])[0] == 43
    word, count_word, entry = ("Q", "Q", 20) if is_big else ("I", "H", 12)
    (page,) = struct.unpack_from(f"{order}{word}", head, 8 if is_big else 4)
    while page:
        stream.seek(page)
        count_size = struct.calcsize(f"={count_word}")
        (count,) = struct.unpack(f"{order}{count_word}", stream.read(count_size))
        body = stream.read(count * entry + struct.calcsize(f"={word}"))
        places, formats = [], []
        for start in range(0, count * entry, entry):
            tag, kind = struct.unpack_from(f"{order}HH", body, start)
            if tag in (_WIDTH, _HEIGHT):
                places.append(page + count_size + start + entry - struct.calcsize(f"={word}"))
                formats.append(f"{order}{ {_SHORT: 'H', _LONG: 'I'}[kind] }")
        yield places, formats
        (page,) = struct.unpack_from(f"{order}{word}", body, count * entry)
