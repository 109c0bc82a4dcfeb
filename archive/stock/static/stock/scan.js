// A scanner types into one field and presses Enter. Each scan is one request, sent in turn; what the
// network does not take is kept on this machine and sent again. The field keeps the focus.

const RETRY_MS = 3000;
const TONES = { good: [880, 60], note: [660, 60], attention: [440, 180], bad: [196, 320] };

const form = document.querySelector("[data-scanner]");
const input = form.elements.text;
const log = document.getElementById("scan-log");
const waiting = form.querySelector("[data-scan-waiting]");
const waitingText = waiting.querySelector("[data-scan-waiting-text]");
const sound = form.querySelector("[data-scan-sound]");
const KEY = `scans:${new URL(form.action).pathname}`;
const queue = JSON.parse(localStorage.getItem(KEY) ?? "[]");
let isSending = false;
let timer = 0;
let audio = null;

function token() {
  const letters = "0123456789bcdfghjkmnpqrstvwxz";
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => letters[n % letters.length]).join("");
}

function keep() {
  if (queue.length) localStorage.setItem(KEY, JSON.stringify(queue));
  else localStorage.removeItem(KEY);
}

function showWaiting(text = "") {
  waiting.hidden = !text;
  waitingText.textContent = text;
}

function beep(tone) {
  if (!sound.querySelector("input").checked || !window.AudioContext) return;
  audio ??= new AudioContext();
  const [pitch, length] = TONES[tone] ?? TONES.note;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = pitch;
  oscillator.type = tone === "bad" ? "square" : "sine";
  gain.gain.value = 0.15;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start();
  oscillator.stop(audio.currentTime + length / 1000);
}

/** Puts each part of an answer where it belongs: into a list, or in the place of its namesake. */
function apply(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const tone = holder.content.querySelector("[data-tone]")?.dataset.tone ?? "note";
  for (const part of [...holder.content.children]) {
    const list = part.dataset.addTo && document.getElementById(part.dataset.addTo);
    if (list) list.prepend(...part.children);
    else if (part.id) document.getElementById(part.id)?.replaceWith(part);
  }
  form.dataset.tone = tone;
  beep(tone);
}

/** Returns what an answer says, without its markup. */
async function wordsOf(answer) {
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content.textContent.trim().replace(/\s+/g, " ");
}

async function post(action, body) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  return fetch(action, { method: "POST", body, headers, redirect: "error" });
}

function scanBody(scan) {
  // What else the form holds, such as the place, is what the answer before has put there.
  const body = new URLSearchParams(new FormData(form));
  body.set("text", scan.text);
  body.set("token", scan.token);
  return body;
}

async function send() {
  if (isSending) return;
  isSending = true;
  clearTimeout(timer);
  try {
    while (queue.length) {
      const answer = await post(form.action, scanBody(queue[0]));
      if (answer.status === 401 || answer.status === 403) {
        // Nothing is lost: who signs in again, or is given leave, sends it then.
        showWaiting(answer.status === 401 ? form.dataset.signedOut : await wordsOf(answer));
        return;
      }
      if (answer.status >= 500) throw new Error(String(answer.status));
      queue.shift();
      keep();
      if (answer.ok) {
        apply(await answer.text());
        showWaiting();
      } else {
        form.dataset.tone = "bad";
        beep("bad");
        showWaiting((await wordsOf(answer)) || form.dataset.refused);
      }
    }
  } catch {
    showWaiting(waitingText.dataset.scanWaitingText.replace("COUNT", queue.length));
    timer = setTimeout(send, RETRY_MS);
  } finally {
    isSending = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  input.value = "";
  input.focus();
  if (!text) return;
  queue.push({ text, token: token() });
  keep();
  send();
});

async function act(action, body) {
  try {
    const answer = await post(action, body);
    if (answer.ok) apply(await answer.text());
    else beep("bad");
  } catch {
    beep("bad");
  }
  input.focus();
}

// Undoing, and whatever else an entry offers, goes the same way and leaves the field in focus.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-scan-undo], [data-scan-do]")) return;
  event.preventDefault();
  act(event.target.action, new URLSearchParams(new FormData(event.target)));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !input.value) {
    const last = log.querySelector("[data-scan-undo]");
    if (!last) return;
    event.preventDefault();
    last.requestSubmit();
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
    && !document.activeElement.matches("input, select, textarea") && !document.querySelector("dialog[open]")) {
    input.focus();
  }
});

window.addEventListener("online", send);
sound.hidden = false;
input.focus();
if (queue.length) send();
