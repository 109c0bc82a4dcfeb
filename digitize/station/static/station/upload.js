// Uploads files one after another in the order of their names, each with its own progress.
// A file may be sent again at any time: the server answers with the page it already made of it.
// Where the connection is lost, the file waits for it and is sent again; the others wait behind it.

import { byFileName } from "./file_order.js";

const zone = document.querySelector("[data-dropzone][data-url]");
const SHORTEST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;

function start(zone) {
  const list = zone.querySelector("[data-dropzone-files]");
  const input = zone.querySelector("input[type=file]");
  const words = JSON.parse(input.dataset.words);
  const limit = Number(input.dataset.maxBytes);
  const queue = [];
  let sending = null;

  input.addEventListener("change", takeChosen);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("dropzone--over");
    });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("dropzone--over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("dropzone--over");
    add([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => {
    if (sending || queue.length) event.preventDefault();
  });

  // Over a slow line files may be chosen before this script has come.
  takeChosen();

  function takeChosen() {
    add([...input.files]);
    input.value = "";
  }

  function add(files) {
    files.sort(byFileName);
    for (const file of files) queue.push(new Item(file, list, words, again));
    next();
  }

  function again(item) {
    item.row.remove();
    add([item.file]);
  }

  function next() {
    if (sending || !queue.length) return;
    sending = queue.shift();
    const done = () => {
      sending = null;
      refresh();
      next();
    };
    if (sending.file.size > limit) {
      sending.fail(words.too_large.replace("{name}", sending.file.name).replace("{limit}", Math.floor(limit / 1e6)));
      done();
      return;
    }
    deliver(sending, zone.dataset.url).then(done);
  }
}

async function deliver(item, url) {
  let failures = 0;
  for (let wait = SHORTEST_WAIT_MS; !(await send(item, url)); wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    // What fails twice while the server answers is the file: moved, or changed since it was chosen.
    if (await isServerThere()) failures += 1;
    if (failures > 1) {
      item.fail(item.words.offline);
      return;
    }
    item.hold();
    await new Promise((resolve) => { setTimeout(resolve, wait); });
  }
}

function isServerThere() {
  return fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);
}

/** Sends a file; false where no answer of ours came back. */
function send(item, url) {
  const request = new XMLHttpRequest();
  request.open("POST", `${url}?name=${encodeURIComponent(item.file.name)}`);
  request.responseType = "json";
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("Content-Type", "application/octet-stream");
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => item.show(event.loaded, event.total));
  return new Promise((resolve) => {
    request.addEventListener("load", () => {
      const answer = request.response;
      if (answer && request.status < 300) item.succeed(answer.is_new);
      else if (answer) item.fail(answer.detail ?? item.words.offline);
      resolve(Boolean(answer));
    });
    request.addEventListener("error", () => resolve(false));
    request.addEventListener("abort", () => resolve(false));
    request.send(item.file);
  });
}

function refresh() {
  const pages = document.getElementById("pages");
  if (pages) globalThis.htmx?.trigger(pages, "refresh");
}

class Item {
  constructor(file, list, words, retry) {
    this.file = file;
    this.words = words;
    this.retry = retry;
    this.row = document.createElement("div");
    this.row.className = "upload";
    this.row.dataset.state = "waiting";
    this.name = part(this.row, "span", "upload__name", file.name);
    this.bar = part(this.row, "progress", "progress__bar");
    this.bar.max = Math.max(1, file.size);
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.state = part(this.row, "span", "upload__state", words.waiting);
    list.append(this.row);
  }

  show(sent, total) {
    this.row.dataset.state = "sending";
    this.bar.max = Math.max(1, total);
    this.bar.value = sent;
    this.state.textContent = sent < total
      ? `${this.words.sending} ${Math.floor((100 * sent) / total)}%`
      : this.words.checking;
  }

  hold() {
    this.row.dataset.state = "waiting";
    this.bar.value = 0;
    this.state.textContent = this.words.lost;
  }

  succeed(isNew) {
    this.bar.value = this.bar.max;
    this.row.dataset.state = isNew ? "taken" : "known";
    this.state.textContent = isNew ? this.words.taken : this.words.known;
  }

  fail(sentence) {
    this.row.dataset.state = "failed";
    this.state.textContent = sentence;
    const button = part(this.row, "button", "button button--secondary button--small", this.words.retry);
    button.type = "button";
    button.addEventListener("click", () => this.retry(this));
  }
}

function part(parent, name, classes, text = "") {
  const element = document.createElement(name);
  element.className = classes;
  element.textContent = text;
  parent.append(element);
  return element;
}

if (zone) start(zone);
