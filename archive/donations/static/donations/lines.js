// The list of a gift by keyboard: Enter goes down, Alt+Delete removes, a pasted list becomes rows.

const form = document.querySelector("[data-gift]");
const list = document.getElementById("lines");
const template = document.getElementById("line-template");
const pasted = document.getElementById("field-pasted");
const pasteButton = form.querySelector("[data-paste]");
let made = 0;
let isSent = false;

function addLine() {
  const html = template.innerHTML.replaceAll("KEY", `new${made}`);
  made += 1;
  list.insertAdjacentHTML("beforeend", html);
  return list.lastElementChild;
}

const isFilled = (line) =>
  ["title", "author", "date_text", "note"].some((column) => field(line, column).value.trim());

const field = (line, column) => line.querySelector(`[name="line_${column}"]`);

function goDown(input) {
  const line = input.closest("[data-line]");
  const next = line.nextElementSibling ?? addLine();
  next.querySelector(`[name="${input.name}"]`).focus();
}

function removeLine(line) {
  const neighbour = line.nextElementSibling ?? line.previousElementSibling ?? addLine();
  line.remove();
  field(neighbour, "title").focus();
  count();
}

function count() {
  const filled = [...list.querySelectorAll("[data-line]")].filter(isFilled);
  const volumes = filled.reduce((sum, line) => sum + (Number(field(line, "volume_count").value) || 0), 0);
  const place = form.querySelector("[data-line-count]");
  place.textContent = filled.length
    ? form.dataset.total.replace("LINES", filled.length).replace("VOLUMES", volumes)
    : "";
}

function dropBlankLines() {
  for (const line of list.querySelectorAll("[data-line]")) if (!isFilled(line)) line.remove();
}

list.addEventListener("keydown", (event) => {
  const line = event.target.closest("[data-line]");
  // While an input method is composing, Enter chooses a character.
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.matches("input")) {
    event.preventDefault();
    goDown(event.target);
  } else if (event.key === "Delete" && event.altKey) {
    event.preventDefault();
    removeLine(line);
  }
});

list.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (event.target.name !== "line_title" || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  pasted.value = text;
  pasteButton.click();
});

form.addEventListener("click", (event) => {
  if (event.target.closest("[data-line-add]")) {
    event.preventDefault();
    field(addLine(), "title").focus();
  }
  const remove = event.target.closest("[data-line-remove]");
  if (remove) {
    event.preventDefault();
    removeLine(remove.closest("[data-line]"));
  }
});

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

// The server knows a second click by its token; this only keeps it from being sent.
form.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  isSent = event.submitter?.value === "log" || event.submitter === null;
});
window.addEventListener("pageshow", () => { isSent = false; });

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === list) dropBlankLines();
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== list) return;
  pasted.value = "";
  count();
  list.lastElementChild?.scrollIntoView({ block: "nearest" });
});

form.addEventListener("input", count);
count();
