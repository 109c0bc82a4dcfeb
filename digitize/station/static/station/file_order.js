// The order of file names as the server has it (`natural_key`): p2 before p10, 叶九 before 叶十.

// Escaped, because these are figures and not words of the screen: 〇, 零 to 九, 十百千.
const ROUND_ZERO = "\u3007";
const DIGITS = "\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d";
const PLACES = { "\u5341": 10, "\u767e": 100, "\u5343": 1000 };
const NUMBERS = new RegExp(`(\\d+|[${ROUND_ZERO}${DIGITS}${Object.keys(PLACES).join("")}]+)`, "u");

/** Compares two files, for sorting. */
export function byFileName(a, b) {
  const [one, other] = [key(a.name), key(b.name)];
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    const difference = compare(one[at], other[at]);
    if (difference) return difference;
  }
  return one.length - other.length;
}

function key(name) {
  return name.normalize("NFC").toLowerCase().split(NUMBERS).map((part) => (NUMBERS.test(part) ? parse(part) : part));
}

function compare(a, b) {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

/** Returns the number that a run of figures writes, or the run itself if it writes none. */
function parse(run) {
  if (/^\d+$/.test(run)) return Number(run);
  const digits = [...run.replaceAll(ROUND_ZERO, DIGITS[0])];
  if (!digits.some((digit) => digit in PLACES)) return Number(digits.map((digit) => DIGITS.indexOf(digit)).join(""));
  let total = 0;
  let digit = 0;
  for (const character of digits) {
    if (character in PLACES) {
      total += (digit || 1) * PLACES[character];
      digit = 0;
    } else if (digit) return run;
    else digit = DIGITS.indexOf(character);
  }
  return total + digit;
}
