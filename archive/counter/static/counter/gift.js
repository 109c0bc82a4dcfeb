// The screen of a gift by keyboard: Enter goes on, Alt+Delete removes, a pasted list becomes rows.

import { startPhotos } from "./photos.js";

const form = document.querySelector("[data-gift]");
const TYPED = ["title", "author", "date_text", "condition", "value", "value_note", "note"];
const LIKENESS_MS = 400;
const waiting = new WeakMap();
let made = 0;
let isSent = false;

const whole = () => document.getElementById("gift-list");
const list = () => document.getElementById("lines");
const lines = () => [...list().querySelectorAll("[data-line]")];
const field = (line, column) => line.querySelector(`[name="line_${column}"]`);

const isFilled = (line) =>
  field(line, "photo").value || TYPED.some((column) => field(line, column).value.trim());

export function addLine() {
  const html = document.getElementById("line-template").innerHTML.replaceAll("KEY", `new${made}`);
  made += 1;
  list().insertAdjacentHTML("beforeend", html);
  const line = list().lastElementChild;
  htmx.process(line);
  return line;
}

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

const volumesOf = (line) => {
  const [volumes, pieces] = ["volume_count", "piece_count"].map((name) => field(line, name).value);
  if (volumes === "") return Number(pieces) ? 0 : 1;
  return Number(volumes) || 0;
};

export function count() {
  const filled = lines().filter(isFilled);
  const volumes = filled.reduce((sum, line) => sum + volumesOf(line), 0);
  const pieces = filled.reduce((sum, line) => sum + (Number(field(line, "piece_count").value) || 0), 0);
  whole().querySelector("[data-line-count]").textContent = filled.length
    ? whole().dataset.total.replace("LINES", filled.length).replace("VOLUMES", volumes).replace("PIECES", pieces)
    : "";
}

function askLikeness(line) {
  clearTimeout(waiting.get(line));
  waiting.set(line, setTimeout(() => {
    htmx.trigger(line.querySelector("[data-line-alike]"), "likeness");
  }, LIKENESS_MS));
}

// The kind is told by the title until somebody chooses one.
function showGuess(place) {
  const guessed = place.querySelector("[data-guessed]")?.dataset.guessed;
  const option = place.closest("[data-line]")?.querySelector("[data-guess]");
  if (guessed && option) option.textContent = guessed;
}

function sayCopy(line, copyOf, title) {
  field(line, "copy_of").value = copyOf;
  const chip = line.querySelector("[data-line-copy]");
  chip.hidden = !copyOf;
  chip.querySelector("[data-copy-name]").textContent = title;
  askLikeness(line);
  field(line, "title").focus();
}

function paste(text) {
  document.getElementById("field-pasted").value = text;
  whole().querySelector("[data-paste]").click();
}

function onListKey(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "Enter" && isPlain && event.target.matches("input:not([type=file])")) {
    event.preventDefault();
    goDown(event.target);
  } else if (event.key === "Delete" && event.altKey) {
    event.preventDefault();
    removeLine(event.target.closest("[data-line]"));
  }
}

// In the donor's name the arrow goes among the donors found; Enter goes on from the donor to the list.
function onDonorKey(event) {
  const found = [...form.querySelectorAll("#donors input[type=radio]")];
  if (event.key === "ArrowDown" && event.target.name === "donor_name" && found.length) {
    event.preventDefault();
    found[0].focus();
    found[0].click();
  } else if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    if (lines().length) field(lines()[0], "title").focus();
  }
}

form.addEventListener("keydown", (event) => {
  // While an input method is composing, Enter chooses a character.
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.target.closest("[data-line]")) {
    onListKey(event);
  } else if (event.target.closest("[data-donor]")) {
    onDonorKey(event);
  }
});

form.addEventListener("paste", (event) => {
  if (event.target.name !== "line_title") return;
  const text = event.clipboardData.getData("text/plain");
  if (!/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  paste(text);
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const line = event.target.closest("[data-line]");
  if (!button) return;
  if ("lineAdd" in button.dataset) field(addLine(), "title").focus();
  else if ("lineRemove" in button.dataset) removeLine(line);
  else if ("copy" in button.dataset) sayCopy(line, button.dataset.copy, button.dataset.copyTitle);
  else if ("copyUndo" in button.dataset) sayCopy(line, "", "");
  else return;
  event.preventDefault();
});

form.addEventListener("input", (event) => {
  if (!event.target.name?.startsWith("line_")) return;
  count();
  if (/_(title|author|date_text)$/.test(event.target.name)) {
    askLikeness(event.target.closest("[data-line]"));
  }
});

// The server knows a second click by its token; this only keeps it from being sent.
form.addEventListener("submit", (event) => {
  const isLogged = event.submitter === null || event.submitter.value === "log";
  if (isLogged && isSent) event.preventDefault();
  isSent ||= isLogged;
});
window.addEventListener("pageshow", () => { isSent = false; });

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches("[data-line-alike]")) showGuess(event.target);
  if (event.detail.target?.id !== "gift-list" && event.target.id !== "gift-list") return;
  count();
  startPhotos(whole(), addLine, count);
  const last = list().lastElementChild;
  last?.scrollIntoView({ block: "nearest" });
});

startPhotos(whole(), addLine, count);
count();

// Whoever typed the name before the scripts were here gets the donors it may mean all the same.
htmx.onLoad((loaded) => {
  const name = form.querySelector("[name=donor_name]");
  if (loaded === document.body && name?.value && !document.querySelector("#donors input")) {
    htmx.trigger(name, "typed-early");
  }
});
