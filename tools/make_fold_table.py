"""Make ``archive/text/fold_table.txt``, the frozen table behind ``archive.text.fold``.

Run once, read the difference, commit the result with a new version number; the archive itself
never reads OpenCC or Unihan. Two kinds of edges join characters into classes:

* firm: OpenCC's first choices, Unicode's own equivalences, the curated list beside this file;
* loose: OpenCC's Japanese forms, Unihan's kZVariant and kSemanticVariant. A loose edge never
  brings together two GB 2312 characters: that is how 子, 只 and 祇 would become one.

Usage: python tools/make_fold_table.py VERSION UNIHAN_DIR
where UNIHAN_DIR is ``/usr/share/unicode`` of Debian's package ``unicode-data``.
"""

import bz2
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import opencc

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "archive" / "text" / "fold_table.txt"
OPENCC = Path(opencc.__file__).parent / "clib"

HEADER = """\
# fold table {version}: one class a line, the canonical character first, then its other members.
# Made by tools/make_fold_table.py; never edited by hand, never changed without a new version.
# Derived from the character dictionaries of OpenCC {opencc} (Apache License 2.0), from
# Unihan_Variants, EquivalentUnifiedIdeograph and the character properties of the Unicode
# Character Database {unicode} (Unicode License v3) and from tools/fold_curated.txt.
"""

SIGNS = {"〇", "□"}
"""The zero and the missing character: they lead their classes whatever else is in them."""

Edge = tuple[str, str]


def is_gb2312(character: str) -> bool:
    """Whether the character is one of the 6,763 everyday ones of GB 2312."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def read_opencc(name: str) -> dict[str, list[str]]:
    """Return an OpenCC dictionary's single characters with their choices, in order."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "dictionary.txt"
        source = OPENCC / "share" / "opencc" / f"{name}.ocd2"
        command: list[str | Path] = [OPENCC / "bin" / "opencc_dict", "-i", source, "-o", text]
        subprocess.run([*command, "-f", "ocd2", "-t", "text"], check=True)
        lines = text.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {key: value.split(" ") for key, value in pairs if len(key) == 1}


def opencc_edges() -> Iterator[Edge]:
    """Yield what OpenCC is sure of: the simplified form of each traditional one, regional forms.

    A second choice counts only when it is a rare character made for that very form.
    """
    for name in ("TSCharacters", "TSCharactersExt"):
        for traditional, choices in read_opencc(name).items():
            yield traditional, choices[0]
            yield from ((traditional, other) for other in choices[1:] if ord(other) > 0xFFFF)
    simplified = read_opencc("TSCharacters")
    for short, choices in read_opencc("STCharacters").items():
        yield from ((short, t) for t in choices if simplified.get(t, [t])[0] == short)
    for name in ("TWVariants", "HKVariants"):
        yield from ((key, choices[0]) for key, choices in read_opencc(name).items())


def unicode_edges(unihan: Path) -> Iterator[Edge]:
    """Yield one-to-one equivalences of Unicode: width, case, accents, compatibility, radicals."""
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Cs", "Co", "Cc"):
            continue
        yield from ((character, twin) for twin in _twins(character))
    equivalent = (unihan / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8")
    pattern = r"^([0-9A-F]+)(?:\.\.([0-9A-F]+))? *; ([0-9A-F]+)"
    for first, last, target in re.findall(pattern, equivalent, re.MULTILINE):
        for code in range(int(first, 16), int(last or first, 16) + 1):
            yield chr(code), chr(int(target, 16))


def _twins(character: str) -> Iterator[str]:
    code = ord(character)
    composed = unicodedata.normalize("NFC", character)
    if len(composed) == 1:
        yield composed
    if 0xFF01 <= code <= 0xFFEF or 0x2F00 <= code <= 0x2FDF:
        plain = unicodedata.normalize("NFKC", character)
        if len(plain) == 1:
            yield plain
    if code < 0x2000:
        base = unicodedata.normalize("NFD", character)[0]
        if base.isascii() and base.isalpha():
            yield base
        lower = character.lower()
        if len(lower) == 1:
            yield lower


def unihan_edges(unihan: Path) -> list[Edge]:
    """Return Unihan's variants, those attested by more dictionaries first."""
    text = bz2.decompress((unihan / "Unihan_Variants.txt.bz2").read_bytes()).decode("utf-8")
    pattern = r"^U\+([0-9A-F]+)\t(kZVariant|kSemanticVariant)\t(.+)$"
    found: list[tuple[int, str, str]] = []
    for code, kind, targets in re.findall(pattern, text, re.MULTILINE):
        for target in targets.split():
            point, _, sources = target.partition("<")
            weight = 9 if kind == "kZVariant" else len(sources.split(","))
            found.append((-weight, chr(int(code, 16)), chr(int(point.removeprefix("U+"), 16))))
    return [(a, b) for _, a, b in sorted(found)]


def read_curated() -> tuple[list[Edge], set[frozenset[str]]]:
    """Return the curated edges and the pairs that must stay apart."""
    edges: list[Edge] = []
    apart: set[frozenset[str]] = set()
    for line in (HERE / "fold_curated.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or words[0] == "#":
            continue
        if words[0] == "!":
            apart.add(frozenset(words[1:]))
        else:
            edges.extend((words[0], other) for other in words[1:])
    return edges, apart


class Classes:
    """Characters joined so far."""

    def __init__(self, apart: set[frozenset[str]]) -> None:
        self._apart = apart
        self._class_of: dict[str, set[str]] = {}
        self.refused = 0

    def members(self, character: str) -> set[str]:
        """Return the class of a character, itself included."""
        return self._class_of.get(character, {character})

    def join(self, edges: Iterable[Edge], *, loose: bool = False) -> None:
        """Join the two sides of each edge, unless a rule keeps them apart."""
        for left, right in edges:
            a, b = self.members(left), self.members(right)
            if left in b:
                continue
            common = loose and any(map(is_gb2312, a)) and any(map(is_gb2312, b))
            if common or any(frozenset((x, y)) in self._apart for x in a for y in b):
                self.refused += 1
                continue
            for character in (merged := a | b):
                self._class_of[character] = merged

    def all(self) -> list[set[str]]:
        """Return every class of at least two characters."""
        return list({id(members): members for members in self._class_of.values()}.values())


def canonical(members: set[str], simplified: dict[str, list[str]]) -> str:
    """Choose the character a class is written as: plain ASCII, else simplified, else common."""
    if signs := members & SIGNS:
        return min(signs)
    votes: dict[str, int] = defaultdict(int)
    for member in members:
        votes[simplified.get(member, [member])[0]] += 1

    def rank(character: str) -> tuple[bool, bool, bool, int, int]:
        is_lower = unicodedata.category(character) != "Lu"
        short = simplified.get(character, [character])[0]
        # A short form that is kept apart is no form of this word: 乾 is not written as 干.
        settled = short == character or short not in members
        common = is_gb2312(character) and settled
        return (
            not (character.isascii() and is_lower),
            not common,
            not is_lower,
            -votes[character],
            ord(character),
        )

    return min(members, key=rank)


def main(version: str, unihan: Path) -> None:
    """Write the table."""
    curated, apart = read_curated()
    classes = Classes(apart)
    classes.join(opencc_edges())
    classes.join(unicode_edges(unihan))
    classes.join(curated)
    japanese = read_opencc("JPShinjitaiCharacters").items()
    classes.join(((key, choice) for key, choices in japanese for choice in choices), loose=True)
    classes.join(unihan_edges(unihan), loose=True)

    simplified = read_opencc("TSCharacters")
    rows = []
    for members in classes.all():
        head = canonical(members, simplified)
        rows.append(head + "".join(sorted(members - {head})))
    header = HEADER.format(
        version=version, opencc=opencc.__version__, unicode=unicodedata.unidata_version
    )
    TABLE.write_text(header + "\n".join(sorted(rows)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} classes, {classes.refused} edges refused\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
