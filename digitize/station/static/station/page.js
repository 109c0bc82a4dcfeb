// Keys on the screen of one page, and what is drawn over its picture.

const KEYS = {
  j: "[data-next]",
  ArrowRight: "[data-next]",
  k: "[data-previous]",
  ArrowLeft: "[data-previous]",
  r: "[data-retry]",
  c: "[data-show=columns]",
  Escape: "[data-back]",
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open], .vertical")) return;
  const wanted = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const target = wanted && document.querySelector(wanted);
  if (!target) return;
  event.preventDefault();
  target.click();
});

const figure = document.querySelector("[data-overlaid]");
for (const box of document.querySelectorAll("[data-show]")) {
  const show = () => figure.classList.toggle(`overlaid--${box.dataset.show}`, box.checked);
  box.addEventListener("change", show);
  show();
}
