// The keyboard. Arrows follow the hand: in a book read from right to left, left is onward.

const TYPED = "input, select, textarea, dialog[open], [contenteditable]";

/** Calls the `acts` that keys stand for, except while somebody types. */
export function bindKeys(acts, isRightToLeft) {
  const keys = {
    ArrowLeft: isRightToLeft ? "next" : "previous",
    ArrowRight: isRightToLeft ? "previous" : "next",
    PageDown: "next",
    PageUp: "previous",
    Home: "first",
    End: "last",
    "+": "zoom-in",
    "=": "zoom-in",
    "-": "zoom-out",
    0: "zoom-home",
    d: "double",
    t: "text",
    f: "screen",
    n: "hit-next",
    p: "hit-previous",
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED)) return;
    if (event.key === "?") {
      document.getElementById("keys").showModal();
      return;
    }
    const name = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    acts[name]();
  });
}
