// Toasts leave by themselves, except those that report a failure.

const LIFETIME_MS = 6000;
const region = document.getElementById("toasts");

function leave(toast) {
  toast.classList.add("toast--leaving");
  setTimeout(() => toast.remove(), 300);
}

function watch(toast) {
  if (toast.classList.contains("toast--failed")) return;
  let timer = setTimeout(leave, LIFETIME_MS, toast);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => { timer = setTimeout(leave, LIFETIME_MS, toast); });
}

/** Says `text` for a while; `level` is done, note, warning or failed. */
export function showToast(text, level = "done") {
  const toast = document.createElement("div");
  toast.className = `toast toast--${level}`;
  toast.dataset.toast = "";
  const words = document.createElement("p");
  words.className = "toast__text";
  words.textContent = text;
  const close = document.createElement("button");
  close.className = "toast__close";
  close.type = "button";
  close.textContent = "×";
  close.dataset.toastClose = "";
  close.setAttribute("aria-label", region.dataset.closeLabel);
  toast.append(words, close);
  region.append(toast);
}

if (region) {
  region.querySelectorAll("[data-toast]").forEach(watch);
  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) leave(event.target.closest("[data-toast]"));
  });
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) watch(node);
    }
  }).observe(region, { childList: true });
}
