// The zooming image: one or two pages side by side, columns to point at, marked words.

import { layOut } from "./spreads.js";

const SVG = "http://www.w3.org/2000/svg";
const HIT_REGION = 0.5; // of a page's height: how much is seen around a hit

// OpenSeadragon would write a <style> of its own, which our policy refuses, if it did not find one
// of this name. An element of no known language is styled by nothing; the rule is in reader.css.
function announceStyle() {
  const name = "data-openseadragon-mobile-css";
  const stand = document.createElementNS("urn:none", "style");
  stand.setAttribute(name, "true");
  document.head.append(stand);
}

export class Stage {
  #viewer;
  #seats = [];
  #layers = new Map();

  /** `onColumn(page id, number or null, wasTapped)` is told what is pointed at. */
  constructor(element, { isRightToLeft, onColumn }) {
    this.isRightToLeft = isRightToLeft;
    this.onColumn = onColumn;
    announceStyle();
    this.#viewer = new OpenSeadragon.Viewer({
      element,
      drawer: "canvas",
      showNavigationControl: false,
      animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.5,
      visibilityRatio: 0.6,
      minZoomImageRatio: 0.8,
      maxZoomPixelRatio: 3,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      gestureSettingsTouch: { dblClickToZoom: true },
    });
    this.#viewer.addHandler("canvas-key", (event) => { event.preventDefaultAction = true; });
    this.#viewer.addHandler("canvas-click", (event) => this.#tap(event));
  }

  /** Shows pages, and resolves when the first picture stands. */
  show(pages) {
    this.#seats = layOut(pages, this.isRightToLeft);
    this.#layers.clear();
    this.#viewer.clearOverlays();
    const opened = new Promise((resolve, reject) => {
      this.#viewer.addOnceHandler("open", resolve);
      this.#viewer.addOnceHandler("open-failed", (event) => reject(new Error(event.message)));
    });
    this.#viewer.open(
      this.#seats.map(({ page, x, width }) => ({ tileSource: page.tiles, x, y: 0, width })),
    );
    return opened.then(() => this.#seats.forEach((seat) => this.#layOver(seat)));
  }

  /** Lights a column on the image, and the others no more. */
  light(pageId, number) {
    for (const [id, layer] of this.#layers) {
      for (const box of layer.querySelectorAll(".layer__column")) {
        const isLit = id === pageId && Number(box.dataset.column) === number;
        box.classList.toggle("is-lit", isLit);
      }
    }
  }

  /** Goes to the boxes of a hit and makes it the current one. */
  goTo(pageId, hit) {
    const seat = this.#seats.find(({ page }) => page.id === pageId);
    const boxes = seat?.page.hits[hit];
    if (!boxes?.length) return;
    for (const mark of this.#viewer.element.querySelectorAll(".layer__mark")) {
      const { page, hit: number } = mark.dataset;
      mark.classList.toggle("is-current", page === pageId && Number(number) === hit);
    }
    this.#look(seat, boxes[0]);
  }

  /** Brings a column into view if it is not. */
  reveal(pageId, number) {
    const seat = this.#seats.find(({ page }) => page.id === pageId);
    const box = seat?.page.columns[number - 1];
    if (!box) return;
    const seen = this.#viewer.viewport.getBounds(true);
    const centre = this.#place(seat, box).getCenter();
    if (!seen.containsPoint(centre)) this.#viewer.viewport.panTo(centre);
  }

  zoomBy(factor) {
    this.#viewer.viewport.zoomBy(factor);
    this.#viewer.viewport.applyConstraints();
  }

  goHome() {
    this.#viewer.viewport.goHome();
  }

  #look(seat, box) {
    const centre = this.#place(seat, box).getCenter();
    const ratio = this.#viewer.viewport.getAspectRatio();
    const height = Math.max(HIT_REGION, (3 * (box[3] - box[1])) / seat.page.height);
    const width = height * ratio;
    const region = new OpenSeadragon.Rect(centre.x - width / 2, centre.y - height / 2, width, height);
    this.#viewer.viewport.fitBoundsWithConstraints(region);
  }

  #place({ page, x }, [x0, y0, x1, y1]) {
    const unit = page.height;
    return new OpenSeadragon.Rect(x + x0 / unit, y0 / unit, (x1 - x0) / unit, (y1 - y0) / unit);
  }

  #layOver({ page, x, width }) {
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
    layer.setAttribute("preserveAspectRatio", "none");
    layer.setAttribute("class", "layer");
    layer.setAttribute("aria-hidden", "true");
    page.hits.forEach((boxes, hit) => {
      for (const box of boxes) layer.append(draw(box, "layer__mark", { page: page.id, hit }));
    });
    page.columns.forEach((box, index) => {
      layer.append(draw(box, "layer__column", { column: index + 1 }));
    });
    // A finger does not hover: what it taps stays lit (see #tap).
    layer.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      this.onColumn(page.id, Number(event.target.dataset.column) || null, false);
    });
    layer.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") this.onColumn(page.id, null, false);
    });
    this.#layers.set(page.id, layer);
    const holder = document.createElement("div");
    holder.append(layer);
    this.#viewer.addOverlay({ element: holder, location: new OpenSeadragon.Rect(x, 0, width, 1) });
  }

  #tap(event) {
    if (!event.quick) return;
    const { x, y } = this.#viewer.viewport.pointFromPixel(event.position);
    const seat = this.#seats.find((one) => x >= one.x && x < one.x + one.width);
    if (!seat || y < 0 || y > 1) return;
    const [px, py] = [(x - seat.x) * seat.page.height, y * seat.page.height];
    const index = seat.page.columns.findIndex(
      ([x0, y0, x1, y1]) => px >= x0 && px < x1 && py >= y0 && py < y1,
    );
    this.onColumn(seat.page.id, index < 0 ? null : index + 1, true);
  }
}

function draw([x0, y0, x1, y1], name, facts) {
  const box = document.createElementNS(SVG, "rect");
  box.setAttribute("class", name);
  const shape = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
  for (const [key, value] of Object.entries(shape)) box.setAttribute(key, value);
  Object.assign(box.dataset, facts);
  return box;
}
