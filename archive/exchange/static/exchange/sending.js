// Shows how far a spreadsheet is on its way. Without this script the form is sent as any other.

const form = document.getElementById("import-form");

function start(form) {
  const words = JSON.parse(form.dataset.words);
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");
  form.addEventListener("submit", (event) => {
    const [file] = input.files;
    if (!file) return;
    event.preventDefault();
    if (file.size > Number(form.dataset.maxBytes)) {
      say(input, words.large);
      return;
    }
    button.disabled = true;
    send(form, new FormData(form), (text) => { say(input, text); }, words).then((isDone) => {
      button.disabled = isDone;
    });
  });
}

function send(form, body, tell, words) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  // With the token in a header, a large body is not looked into before its turn.
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => {
    const isSent = event.loaded >= event.total;
    tell(isSent ? words.checking : `${words.sending} ${Math.floor((100 * event.loaded) / event.total)}%`);
  });
  return new Promise((resolve) => {
    request.addEventListener("load", () => {
      const isAnswer = request.status < 400 && request.responseURL;
      if (isAnswer) location.assign(request.responseURL);
      else show(request.responseText);
      resolve(isAnswer);
    });
    request.addEventListener("error", () => {
      tell(words.failed);
      resolve(false);
    });
    request.send(body);
  });
}

/** Puts the page that says what is wrong in place of this one. */
function show(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const main = answer.getElementById("main");
  if (main) document.getElementById("main").replaceWith(document.adoptNode(main));
  const form = document.getElementById("import-form");
  if (form) start(form);
  document.querySelector("[tabindex='-1'].error-summary, .error-summary")?.focus();
}

function say(input, text) {
  let line = input.parentElement.querySelector("[data-progress]");
  if (!line) {
    line = document.createElement("p");
    line.className = "field__hint";
    line.dataset.progress = "";
    line.setAttribute("role", "status");
    input.parentElement.append(line);
  }
  line.textContent = text;
}

if (form) start(form);
