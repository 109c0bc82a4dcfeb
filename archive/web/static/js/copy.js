// A button copies the words of the element that it names.

import { showToast } from "/static/js/toast.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    showToast(button.dataset.copied);
  } catch {
    // Without the right to write (http, old browsers) the words are at least selected.
    getSelection().selectAllChildren(source);
  }
  button.closest("details")?.removeAttribute("open");
});
