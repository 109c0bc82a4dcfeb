// One tick for all that is listed; a field that is typed in is a field to be changed.

const form = document.querySelector("[data-batch]");

form?.querySelector("[data-tick-all]").addEventListener("change", (event) => {
  for (const box of form.querySelectorAll("[name='record']")) box.checked = event.target.checked;
});

form?.addEventListener("input", (event) => {
  const name = event.target.name ?? "";
  if (!name.startsWith("new-")) return;
  form.querySelector(`[name="change-${name.slice(4)}"]`).checked = true;
});
