// The reader: turns pages, keeps text and image together, goes from hit to hit.

import { Leaves } from "./leaves.js";
import { bindKeys } from "./keys.js";
import { bringIntoView, layOutText, lightText } from "./leaf_text.js";
import { spreadOf, turnFrom } from "./spreads.js";
import { Stage } from "./stage.js";

const book = JSON.parse(document.getElementById("reader-data").textContent);
const root = document.querySelector("[data-reader]");
// The stage must have its size before the viewer measures it.
document.documentElement.classList.add("has-reader");
const wide = matchMedia("(min-width: 75rem) and (min-aspect-ratio: 5/4)");
const leaves = new Leaves(book);
const stage = new Stage(find("stage"), { isRightToLeft: book.isRightToLeft, onColumn: point });

let place = book.place;
let isDouble = remembered("double", wide.matches);
let open = [];
let hit = null; // { page, number } of the current hit
let turning = 0;

function find(name) {
  return document.querySelector(`[data-${name}]`);
}

function remembered(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`reader.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`reader.${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing forgets this too.
  }
}

/** Opens the page at `to`, with its neighbour where two are shown. */
async function turnTo(to, { hitNumber = null } = {}) {
  const turn = ++turning;
  const places = spreadOf(to, book.pages.length, isDouble);
  root.toggleAttribute("data-busy", true);
  try {
    const found = await Promise.all(places.map((one) => leaves.at(one)));
    if (turn !== turning) return;
    place = to;
    open = found;
    await Promise.all([stage.show(open), describe()]);
    if (turn !== turning) return;
    root.dataset.shown = book.pages[place].id;
    if (hitNumber !== null) chooseHit(book.pages[place].id, hitNumber);
  } catch (error) {
    console.warn(error);
    giveUp(to);
  } finally {
    if (turn === turning) root.toggleAttribute("data-busy", false);
  }
  leaves.expect([places.at(-1) + 1, places.at(-1) + 2, places[0] - 1]);
}

/** Leaves it to the page without scripts; where that is open already, it is uncovered. */
function giveUp(to) {
  if (root.dataset.shown || to !== book.place) location.assign(addressOf(to));
  else document.documentElement.classList.remove("has-reader");
}

function addressOf(to) {
  const asked = new URLSearchParams({ page: book.pages[to].id });
  if (book.query) asked.set("q", book.query);
  return `?${asked}`;
}

/** Makes everything around the image speak of the open pages. */
function describe() {
  const leaf = open.find((one) => one.place === place);
  const label = open.map((one) => one.label).join(root.dataset.and);
  document.title = document.title.replace(/^.*? · /u, `${label} · `);
  history.replaceState(null, "", addressOf(place));
  find("label").textContent = label;
  find("status").textContent = label;
  find("citation").textContent = leaf.citation;
  find("address").textContent = leaf.address;
  document.getElementById("page-choice").value = leaf.id;
  layOutText(find("leaves"), open);
  showStills();
  describeTurns();
  describeStrip();
}

function showStills() {
  find("stills").replaceChildren(...open.map(({ still, label }) => {
    const image = new Image(still.width, still.height);
    image.className = "stage__still";
    image.alt = label;
    image.fetchPriority = "low";
    image.src = still.path;
    return image;
  }));
}

function describeTurns() {
  for (const [name, by] of [["previous", -1], ["next", 1]]) {
    const link = document.querySelector(`[data-turn="${name}"]`);
    const to = turnFrom(place, book.pages.length, isDouble, by);
    link.toggleAttribute("aria-disabled", to === null);
    if (to === null) link.removeAttribute("href");
    else link.href = addressOf(to);
  }
}

function describeStrip() {
  const shown = new Set(open.map((one) => one.id));
  for (const link of document.querySelectorAll(".strip__page")) {
    if (shown.has(link.dataset.page)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  bringIntoView(find("strip").firstElementChild, document.querySelector(".strip__page[aria-current]"));
}

function turn(by) {
  const to = turnFrom(place, book.pages.length, isDouble, by);
  if (to !== null) turnTo(to);
}

/** Lights what is pointed at, in the text and on the image. */
function point(pageId, number, wasTapped, isFromText = false) {
  stage.light(pageId, number);
  lightText(find("leaves"), pageId, number, { follow: !isFromText });
  if (isFromText && wasTapped && number) stage.reveal(pageId, number);
}

function chooseHit(pageId, number) {
  const leaf = open.find((one) => one.id === pageId);
  if (!leaf?.hits.length) return;
  hit = { page: pageId, number: Math.min(number, leaf.hits.length - 1) };
  stage.goTo(pageId, hit.number);
}

/** Goes to the next (1) or previous (-1) hit of the volume, turning pages on the way. */
async function goToHit(by) {
  const here = hit?.page ?? book.pages[place].id;
  const leaf = open.find((one) => one.id === here);
  const number = hit === null ? (by > 0 ? 0 : -1) : hit.number + by;
  if (leaf && leaf.hits.length && number >= 0 && number < leaf.hits.length) {
    chooseHit(here, number);
    return;
  }
  const placeOf = (id) => book.pages.findIndex((page) => page.id === id);
  const places = book.hits.map((one) => placeOf(one.page));
  const from = placeOf(here);
  const to = by > 0
    ? places.find((one) => one > from) ?? places[0]
    : places.findLast((one) => one < from) ?? places.at(-1);
  if (to === undefined) return;
  hit = null;
  await turnTo(to, { hitNumber: by > 0 ? 0 : Infinity });
}

function toggleText(isShown = root.hasAttribute("data-without-text")) {
  root.toggleAttribute("data-without-text", !isShown);
  press("text", isShown);
  remember("text", isShown);
}

/** On a phone the text stands below the image: what is shown must be seen. */
function showOrHideText() {
  const words = find("leaves");
  const isBelow = !root.hasAttribute("data-without-text") && words.getBoundingClientRect().top > innerHeight;
  if (!isBelow) toggleText();
  if (!root.hasAttribute("data-without-text")) words.scrollIntoView({ block: "nearest" });
}

function toggleDouble() {
  isDouble = !isDouble;
  press("double", isDouble);
  remember("double", isDouble);
  turnTo(place);
}

function toggleScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen?.().catch(() => {});
}

function press(name, isOn) {
  document.querySelector(`[data-act="${name}"]`).setAttribute("aria-pressed", String(isOn));
}

const ACTS = {
  "double": toggleDouble,
  "text": showOrHideText,
  "screen": toggleScreen,
  "print": () => print(),
  "zoom-in": () => stage.zoomBy(1.5),
  "zoom-out": () => stage.zoomBy(1 / 1.5),
  "zoom-home": () => stage.goHome(),
  "hit-next": () => goToHit(1),
  "hit-previous": () => goToHit(-1),
  "next": () => turn(1),
  "previous": () => turn(-1),
  "first": () => turnTo(0),
  "last": () => turnTo(book.pages.length - 1),
  "keys": () => {},
};

function act(event) {
  const button = event.target.closest("[data-act]");
  if (button) ACTS[button.dataset.act]();
}

/** A link to a page of this volume turns to it; with a modifier it opens as links do. */
function follow(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-turn], a[data-page]");
  if (!link) return;
  event.preventDefault();
  link.closest("details")?.removeAttribute("open");
  if (link.dataset.turn) turn(link.dataset.turn === "next" ? 1 : -1);
  else {
    const to = book.pages.findIndex((page) => page.id === link.dataset.page);
    turnTo(to, { hitNumber: link.closest(".hits") ? 0 : null });
  }
}

function pointFromText(event, wasTapped) {
  const column = event.target.closest("[data-column]");
  const leaf = event.target.closest("[data-leaf]");
  if (leaf) point(leaf.dataset.leaf, Number(column?.dataset.column) || null, wasTapped, true);
}

function start() {
  for (const hidden of document.querySelectorAll("[data-act], [data-zoom]")) hidden.hidden = false;
  document.addEventListener("click", act);
  document.addEventListener("click", follow);
  const words = find("leaves");
  words.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") pointFromText(event, false);
  });
  words.addEventListener("click", (event) => pointFromText(event, true));
  words.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") point(null, null, false, true);
  });
  document.getElementById("page-choice").addEventListener("change", (event) => {
    turnTo(book.pages.findIndex((page) => page.id === event.target.value));
  });
  document.addEventListener("fullscreenchange", () => press("screen", Boolean(document.fullscreenElement)));
  bindKeys(ACTS, book.isRightToLeft);
  press("double", isDouble);
  toggleText(remembered("text", true));
  turnTo(place, { hitNumber: book.hits.some((one) => one.page === book.pages[place].id) ? 0 : null });
}

start();
