/* Puts a placeholder at the caret, so that no name is ever typed. */

const field = document.querySelector("textarea[name=text]");

for (const button of document.querySelectorAll("[data-insert]")) {
  button.addEventListener("click", () => {
    field.setRangeText(`\u3010${button.dataset.insert}\u3011`, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
