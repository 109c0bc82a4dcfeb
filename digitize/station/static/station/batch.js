// Keys and dragging in the list of pages. The list is replaced as a whole by htmx, so everything
// here listens on the document and finds its page when it is needed.

const KEYS = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  Home: () => focus(leaves()[0]),
  End: () => focus(leaves().at(-1)),
  Enter: () => current()?.querySelector("[data-open]").click(),
  e: () => current()?.querySelector("[data-label]").select(),
  r: () => current()?.querySelector("[data-retry]")?.click(),
  x: () => current()?.querySelector("[data-omit]")?.click(),
};
let chosen = null;
let dragged = null;

const leaves = () => [...document.querySelectorAll("[data-leaves] > [data-page]")];
const current = () => document.activeElement?.closest?.("[data-page]") ?? document.getElementById(chosen ?? "");
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, dialog[open]");

function focus(leaf) {
  if (!leaf) return;
  chosen = leaf.id;
  for (const other of leaves()) other.classList.toggle("leaf--current", other === leaf);
  leaf.focus({ preventScroll: true });
  leaf.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = leaves();
  const at = all.indexOf(current());
  focus(all[at < 0 ? 0 : Math.max(0, Math.min(at + by, all.length - 1))]);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("[data-label]")) {
    event.target.value = event.target.defaultValue;
    focus(event.target.closest("[data-page]"));
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey) return;
  if (event.altKey) {
    const by = { ArrowUp: "-1", ArrowDown: "1" }[event.key];
    const button = by && current()?.querySelector(`[data-move="${by}"]`);
    if (button) act(event, () => button.click());
    return;
  }
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const isOnControl = event.target.closest("button, a, summary, label");
  if (!action || (event.key === "Enter" && isOnControl)) return;
  act(event, action);
});

function act(event, action) {
  event.preventDefault();
  action();
}

document.addEventListener("focusin", (event) => {
  const leaf = event.target.closest?.("[data-page]");
  if (!leaf) return;
  chosen = leaf.id;
  for (const other of leaves()) other.classList.toggle("leaf--current", other === leaf);
});

// Asking anew must not take away what somebody is typing, dragging or deciding.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id !== "pages") return;
  const isBusy = dragged || document.activeElement?.matches("[data-label]") || document.querySelector("dialog[open]");
  if (isBusy) event.preventDefault();
});

// A label that is saved is done with: the keys move through the pages again.
document.addEventListener("submit", (event) => {
  if (event.target.querySelector("[data-label]")) focus(event.target.closest("[data-page]"));
});

document.addEventListener("htmx:afterSwap", () => {
  const leaf = document.getElementById(chosen ?? "");
  leaf?.classList.add("leaf--current");
  const isLost = !document.activeElement || document.activeElement === document.body;
  if (leaf && isLost) leaf.focus({ preventScroll: true });
});

document.addEventListener("dragstart", (event) => {
  const leaf = event.target.closest?.("[data-page][draggable=true]");
  if (!leaf || isTyping(event.target)) return;
  dragged = leaf;
  leaf.classList.add("leaf--dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", leaf.dataset.page);
});

document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-page]");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  const isBelow = event.clientY > box.top + box.height / 2;
  if (isBelow) over.after(dragged);
  else over.before(dragged);
});

document.addEventListener("drop", (event) => {
  if (dragged) event.preventDefault();
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("leaf--dragged");
  dragged = null;
  const pages = document.getElementById("pages");
  const values = { page_id: leaves().map((leaf) => leaf.dataset.page) };
  htmx.ajax("POST", pages.dataset.orderUrl, { target: "#pages", swap: "outerHTML", values });
});
