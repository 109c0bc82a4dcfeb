// The text beside the image: a page or two of it, and the column that is pointed at.

/** Puts the text of the open pages in place, in reading order. */
export function layOutText(holder, pages) {
  holder.replaceChildren(...pages.map((page) => {
    const leaf = document.createElement("article");
    leaf.className = "leaf-text";
    leaf.dataset.leaf = page.id;
    // The server's own template made it; what was read on the page is escaped there.
    leaf.innerHTML = page.html;
    return leaf;
  }));
  const isVertical = pages.some((page) => page.isVertical);
  holder.classList.toggle("reader__leaves--lines", !isVertical);
  holder.scrollTo(0, 0);
  bringIntoView(holder, holder.querySelector("mark"));
}

/** Lights a column of the text, and the others no more; brings it into view if asked. */
export function lightText(holder, pageId, number, { follow }) {
  for (const column of holder.querySelectorAll(".is-lit")) column.classList.remove("is-lit");
  if (!number) return;
  const column = holder.querySelector(`[data-leaf="${pageId}"] [data-column="${number}"]`);
  column?.classList.add("is-lit");
  if (follow) bringIntoView(holder, column);
}

/** Scrolls `holder` until `part` of it is seen; never the window. */
export function bringIntoView(holder, part) {
  if (!part) return;
  const [outer, inner] = [holder.getBoundingClientRect(), part.getBoundingClientRect()];
  const x = shortfall(inner.left, inner.right, outer.left, outer.right);
  const y = shortfall(inner.top, inner.bottom, outer.top, outer.bottom);
  if (x || y) holder.scrollBy({ left: x, top: y, behavior: "instant" });
}

function shortfall(start, end, from, to) {
  if (start < from) return start - from;
  return end > to ? Math.min(end - to, start - from) : 0;
}
