// Which pages are seen together. Pure.

/** The places of the pages that are open when `place` is: the first page stands alone. */
export function spreadOf(place, count, isDouble) {
  if (!isDouble || place === 0) return [place];
  const first = place % 2 === 1 ? place : place - 1;
  return first + 1 < count ? [first, first + 1] : [first];
}

/** The place to turn to, forward (1) or back (-1); null at either end. */
export function turnFrom(place, count, isDouble, by) {
  const open = spreadOf(place, count, isDouble);
  const next = by > 0 ? open.at(-1) + 1 : open[0] - 1;
  if (next < 0 || next >= count) return null;
  return spreadOf(next, count, isDouble)[0];
}

/** Where the pages of a spread stand side by side, each one unit high: x, width; left first. */
export function layOut(pages, isRightToLeft) {
  const order = isRightToLeft ? [...pages].reverse() : pages;
  let x = 0;
  return order.map((page) => {
    const width = page.width / page.height;
    const seat = { page, x, width };
    x += width;
    return seat;
  });
}
