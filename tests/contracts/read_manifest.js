// Reads a manifest from standard input with two readers that are not ours, and says what they see.
// Arguments: the folder of the front-end packages.

globalThis.self = globalThis; // manifesto.js expects a browser's name for it
const vendor = process.argv[2];
const manifesto = require(`${vendor}/manifesto/manifesto.js`);
const { Image3, Presentation3 } = require(`${vendor}/iiif-parser/index.umd.js`);

const source = require("fs").readFileSync(0, "utf-8");

const manifest = manifesto.parseManifest(source);
const canvases = manifest.getSequences()[0].getCanvases();
const byManifesto = {
  direction: String(manifest.getViewingDirection()),
  isPaged: manifest.isPagingEnabled(),
  label: manifest.getLabel().getValue("zh-Hant"),
  labels: canvases.map((canvas) => canvas.getLabel().getValue()),
  services: canvases.map((canvas) =>
    canvas.getContent()[0].getBody()[0].getServices().map((one) => [one.id, String(one.getProfile())])),
  texts: canvases.map((canvas) => canvas.__jsonld.annotations?.map((page) => page.id) ?? []),
};

const { entities, mapping, resource } = Presentation3.normalize(JSON.parse(source));
const whole = entities.Manifest[resource.id];
const again = Presentation3.serialize(
  { entities, mapping, requests: {} }, resource, Presentation3.serializeConfigPresentation3);
const painted = again.items.map((canvas) => canvas.items[0].items[0].body);
const byParser = {
  direction: whole.viewingDirection,
  behavior: whole.behavior,
  rights: whole.rights,
  canvasCount: again.items.length,
  imageLevels: painted.flat().map(
    (body) => Image3.getImageServices(body).map((one) => Image3.getImageServiceLevel(one))),
  keptProperties: Object.keys(JSON.parse(source)).filter((name) => name in again),
};

process.stdout.write(JSON.stringify({ byManifesto, byParser }));
