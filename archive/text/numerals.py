"""Chinese numerals to integers and back: 一百二十 = 120."""

MAX_NUMBER = 10**16 - 1

_WRITTEN_DIGITS = "零一二三四五六七八九"
_DIGITS = {character: value for value, character in enumerate(_WRITTEN_DIGITS)} | {
    character: value
    for value, characters in enumerate(
        ("〇○", "壹弌", "貳贰弍兩两", "叁參叄弎", "肆", "伍", "陸陆", "柒", "捌", "玖")
    )
    for character in characters
}
_TENS = {"廿": 20, "卄": 20, "卅": 30, "丗": 30, "卌": 40}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8}
_WRITTEN_PLACES = ("", "十", "百", "千")


def parse_numeral(text: str) -> int | None:
    """Return the number that the whole of ``text`` writes, or None if it writes none.

    Understands places (一百二十), 廿 卅 卌, financial forms (壹佰貳拾), digits in a row (一九三四)
    and Arabic digits. 一百五 is 105, as old books number their 卷, not 150. Places out of order
    are added up, not refused.
    """
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    return _parse_places(text)


def _parse_places(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _TENS:
            section, digit = section + (digit or 0) + _TENS[character], None
        elif character in _PLACES:
            # 十 alone is ten; a zero before a place (一萬零十) says nothing.
            section, digit = section + (digit or 1) * _PLACES[character], None
        elif character in _GROUPS:
            total, section = _close_group(total, section + (digit or 0), _GROUPS[character])
            digit = None
        else:
            return None
    return total + section + (digit or 0)


def _close_group(total: int, section: int, group: int) -> tuple[int, int]:
    """End a group of places at 万 or 亿; 亿 multiplies all that stands before it (三万亿)."""
    if group == 10**8:
        return (total + section or 1) * group, 0
    return total + (section or 1) * group, 0


def write_numeral(number: int) -> str:
    """Return ``number`` in simplified Chinese numerals: 10 is 十, 105 is 一百零五.

    Raises:
        ValueError: if it is negative or has more than sixteen digits.
    """
    if not 0 <= number <= MAX_NUMBER:
        message = f"no numeral for {number}"
        raise ValueError(message)
    if number == 0:
        return _WRITTEN_DIGITS[0]
    text = _write_number(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _write_number(number: int) -> str:
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if number >= unit:
            high, low = divmod(number, unit)
            return _write_number(high) + name + _write_rest(low, unit)
    return _write_section(number)


def _write_rest(low: int, unit: int) -> str:
    """Write what follows a group, with 零 where its highest place is empty."""
    if low == 0:
        return ""
    return (_WRITTEN_DIGITS[0] if low < unit // 10 else "") + _write_number(low)


def _write_section(number: int) -> str:
    for place in (3, 2, 1):
        unit = 10**place
        if number >= unit:
            high, low = divmod(number, unit)
            return _WRITTEN_DIGITS[high] + _WRITTEN_PLACES[place] + _write_rest(low, unit)
    return _WRITTEN_DIGITS[number]
