/**
 * The options page: imports dictionaries, shows what is wrong with them, exports and removes them; takes back what the
 * reader has allowed or hidden.
 */
import * as full from "../../bindings/full_bg.js";
import { provideEngines, startEngine } from "../../engine.js";
import { browser, tellBackground } from "./browser.js";
import { importFile, sortFiles } from "./import.js";
import { byId, counted, make } from "./make.js";
import { cardOf, keepDictionary, keepHidden, listDictionaries, readHidden, removeDictionary, sourceOf, useDictionary } from "./storage.js";

/** @typedef {import("./storage.js").Kept} Kept */

const start = () => startEngine(() => full, () => fetch("full.wasm"));
provideEngines({ core: start, full: start, js: start });

const files = byId("files", HTMLInputElement);
const drop = byId("drop");
const status = byId("status");
/** @type {Record<string, string>} */
const kinds = { json: "JSON", jsonl: "JSON Lines", csv: "CSV", tsv: "TSV", sparql: "Wikidata query", wikidata: "Wikidata", spacy: "spaCy", skos: "SKOS", compiled: "compiled" };

/** Until a browser has begun to read what it downloads. */
const downloadMs = 10_000;

/** One import after the other. */
let work = Promise.resolve();

/** @param {File[]} chosen */
function importAll(chosen) {
  // What was wrong with one is told there, and does not keep the next from its turn.
  work = work.catch(() => {}).then(async () => {
    byId("refused").replaceChildren();
    const { dictionaries, cards } = sortFiles(chosen);
    /** @type {string[]} */
    const told = [];
    let isAnyNew = false;
    for (const file of dictionaries) {
      const { sentence, isKept } = await importOne(file, cards);
      told.push(sentence);
      isAnyNew ||= isKept;
    }
    if (isAnyNew) await changed();
    status.textContent = told.join("\n");
  });
  return work;
}

/** @param {File} file @param {File[]} cards */
async function importOne(file, cards) {
  status.textContent = `Reading ${file.name}…`;
  try {
    const onProgress = (/** @type {number} */ done) => (status.textContent = `Reading ${file.name}… ${Math.round(done * 100)} %`);
    const imported = await importFile(file, { language: byId("language", HTMLInputElement).value.trim(), cards, onProgress });
    const before = (await listDictionaries()).find((one) => one.file === file.name);
    // The same file again is its next version.
    if (before) Object.assign(imported.kept, { id: before.id, isUsed: before.isUsed, added: before.added });
    await keepDictionary(imported);
    const { name, entities, aliases, errors, warnings } = imported.kept;
    const faults = errors + warnings > 0 ? `; ${faultsOf(imported.kept)}` : "";
    const sentence = `${before ? "Replaced" : "Imported"} ${name}: ${counted(entities, "entity", "entities")}, ${counted(aliases, "alias", "aliases")}${faults}.`;
    return { sentence, isKept: true };
  } catch (error) {
    const { message, faults = [] } = /** @type {{ message: string, faults?: string[] }} */ (error);
    byId("refused").append(make("pre", { className: "faults", tabIndex: 0, ariaLabel: `What is wrong with ${file.name}`, role: "region" }, [message, ...faults].join("\n")));
    return { sentence: `${file.name} was not imported.`, isKept: false };
  }
}

/** @param {Kept} kept */
const faultsOf = ({ errors, warnings }) =>
  [errors > 0 ? counted(errors, "error", "errors") : "", warnings > 0 ? counted(warnings, "warning", "warnings") : ""].filter(Boolean).join(", ");

/** @param {Kept} kept */
function viewDictionary(kept) {
  const { id, name, kind, language, version, entities, aliases, bytes, errors, warnings, faults } = kept;
  const box = make("input", { type: "checkbox", checked: kept.isUsed });
  box.addEventListener("change", async () => {
    await useDictionary(id, box.checked);
    await tellBackground("changed");
  });
  const facts = [kinds[kind] ?? kind, language, version, counted(entities, "entity", "entities"), counted(aliases, "alias", "aliases"), `${Math.ceil(bytes / 1024).toLocaleString("en")} KB`];
  const exporting = make("button", { type: "button", ariaLabel: `Export ${name}` }, "Export");
  exporting.addEventListener("click", () => void exportDictionary(kept));
  const removing = make("button", { type: "button", ariaLabel: `Remove ${name}` }, "Remove");
  removing.addEventListener("click", async () => {
    // Twice, since it cannot be taken back.
    if (removing.dataset.sure === undefined) {
      removing.dataset.sure = "";
      removing.textContent = "Really remove?";
      removing.ariaLabel = `Really remove ${name}?`;
      return;
    }
    await removeDictionary(id);
    status.textContent = `Removed ${name}.`;
    await changed();
    files.focus();
  });
  removing.addEventListener("blur", () => {
    delete removing.dataset.sure;
    removing.textContent = "Remove";
    removing.ariaLabel = `Remove ${name}`;
  });
  const item = make(
    "li",
    { className: "dictionary" },
    make("label", { className: "row" }, box, make("span", {}, make("bdi", { className: "name" }, name), make("br"), make("span", { className: "quiet" }, facts.filter(Boolean).join(" · ")))),
    make("div", { className: "actions" }, exporting, removing),
  );
  if (errors + warnings > 0) {
    const unshown = errors + warnings - faults.length;
    const lines = [...faults, ...(unshown > 0 ? [`and ${counted(unshown, "more", "more")}`] : [])].join("\n");
    item.append(make("details", { className: errors > 0 ? "fault" : "" }, make("summary", {}, faultsOf(kept)), make("pre", { className: "faults", tabIndex: 0, role: "region", ariaLabel: `What is wrong with ${name}` }, lines)));
  }
  return item;
}

/** @param {Kept} kept */
async function exportDictionary({ id, name, kind }) {
  const source = await sourceOf(id);
  if (!source) return;
  const address = URL.createObjectURL(source);
  const file = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "dictionary"}.${kind === "compiled" ? "namelight" : "json"}`;
  make("a", { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), downloadMs);
}

/** As the browser has them now: the reader may choose others there, or another extension may have them. */
async function showKeys() {
  const commands = await browser.commands.getAll();
  const given = commands.filter((/** @type {any} */ { shortcut }) => shortcut);
  byId("keys-section").hidden = given.length === 0;
  byId("keys").replaceChildren(
    ...given.map((/** @type {any} */ { shortcut, description }) => make("li", {}, make("kbd", {}, shortcut), ` ${description || "Open the list of the page’s names"}`)),
  );
}

async function show() {
  const all = await listDictionaries();
  byId("dictionaries").replaceChildren(...all.map(viewDictionary));
  byId("none").hidden = all.length > 0;

  const { origins = [] } = await browser.permissions.getAll();
  byId("sites-section").hidden = origins.length === 0;
  byId("sites").replaceChildren(
    ...origins.map((/** @type {string} */ origin) => {
      const button = make("button", { type: "button", ariaLabel: `No longer on ${origin}` }, "Remove");
      button.addEventListener("click", async () => {
        await browser.permissions.remove({ origins: [origin] }).catch(() => {});
        await show();
      });
      return make("li", { className: "row" }, make("span", {}, origin.replace(/^\*?:?\/*|\/\*$/g, "")), button);
    }),
  );

  const hidden = await readHidden();
  byId("hidden-section").hidden = hidden.length === 0;
  const items = hidden.map(async (id) => {
    const cards = await Promise.all(all.map((one) => cardOf(one, id)));
    const { name = id } = /** @type {{ name?: string }} */ (cards.find(Boolean) ?? {});
    const button = make("button", { type: "button", ariaLabel: `Show ${name} again` }, "Show again");
    button.addEventListener("click", async () => {
      await keepHidden((await readHidden()).filter((other) => other !== id));
      await changed();
    });
    return make("li", { className: "row" }, make("bdi", {}, name), button);
  });
  byId("hidden").replaceChildren(...(await Promise.all(items)));
}

async function changed() {
  await tellBackground("changed");
  await show();
}

files.addEventListener("change", async () => {
  await importAll([...(files.files ?? [])]);
  files.value = "";
});
byId("example").addEventListener("click", async () => {
  const response = await fetch("example.json");
  await importAll([new File([await response.blob()], "example.json")]);
});
for (const type of ["dragenter", "dragover"]) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const type of ["dragleave", "drop"]) drop.addEventListener(type, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  void importAll([...(event.dataTransfer?.files ?? [])]);
});
// A file that falls beside it would replace this page.
for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault());
await Promise.all([show(), showKeys()]);
document.body.dataset.ready = "";
