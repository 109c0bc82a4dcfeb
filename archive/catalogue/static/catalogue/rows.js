// Rows are added to a table of rows without sending the form; without this they come when it is saved.

const MORE = 3;

function addRows(table) {
  const rows = table.tBodies[0].rows;
  for (let count = 0; count < MORE; count += 1) {
    const last = rows[rows.length - 1];
    const next = last.cloneNode(true);
    for (const control of next.querySelectorAll("[name]")) {
      control.name = control.name.replace(/\.(\d+)\./, (_, number) => `.${Number(number) + 1}.`);
      control.value = "";
      const label = control.getAttribute("aria-label") ?? "";
      control.setAttribute("aria-label", label.replace(/\d+/, (number) => String(Number(number) + 1)));
    }
    last.after(next);
  }
  rows[rows.length - MORE].querySelector("[name]").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-more-rows]");
  if (button) addRows(button.closest("[data-rows]").querySelector("table"));
});

function showButtons() {
  for (const button of document.querySelectorAll("[data-more-rows]")) button.hidden = false;
}

showButtons();
document.addEventListener("htmx:afterSwap", showButtons);
