// A photograph becomes a row of its own: sent as it is, shown when it has arrived.

const field = (line, column) => line.querySelector(`[name="line_${column}"]`);

/** Lets the list in `whole` take photographs; `addLine` makes a row, `changed` is told of it. */
export function startPhotos(whole, addLine, changed) {
  const button = whole.querySelector("[data-photo-button]");
  const input = whole.querySelector("[data-photo]");
  button.hidden = false;
  input.addEventListener("change", () => {
    for (const file of [...input.files]) take(file, whole, input.dataset, addLine, changed);
    input.value = "";
  });
}

function blankLine(whole, addLine) {
  const lines = [...whole.querySelectorAll("[data-line]")];
  const isBlank = (line) => !field(line, "title").value && !field(line, "photo").value
    && !line.dataset.sending;
  return lines.find(isBlank) ?? addLine();
}

async function take(file, whole, words, addLine, changed) {
  const line = blankLine(whole, addLine);
  const place = line.querySelector("[data-line-photo]");
  say(place, words.sending);
  line.dataset.sending = "";
  const answer = file.size > Number(words.limit)
    ? { detail: words.tooLarge }
    : await send(file, words.lost);
  delete line.dataset.sending;
  if (!answer.photo) {
    say(place, answer.detail, true);
    return;
  }
  show(place, answer.src, words.alt);
  field(line, "photo").value = answer.photo;
  field(line, "title").placeholder = words.untitled;
  changed();
}

async function send(file, lost) {
  const headers = { Accept: "application/json", ...JSON.parse(document.body.getAttribute("hx-headers")) };
  try {
    const answer = await fetch("/desk/donations/new/photos", { method: "POST", body: file, headers });
    return await answer.json();
  } catch {
    return { detail: lost };
  }
}

function say(place, text, isWrong = false) {
  const words = document.createElement("p");
  words.className = isWrong ? "field__error" : "quiet-line";
  words.textContent = text;
  place.replaceChildren(words);
}

function show(place, src, alt) {
  const link = document.createElement("a");
  link.href = src;
  link.target = "_blank";
  const picture = document.createElement("img");
  picture.className = "line__thumb";
  picture.src = src;
  picture.alt = alt;
  link.append(picture);
  place.replaceChildren(link);
}
