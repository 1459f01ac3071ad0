/**
 * The script tag: reads the options from its own element, loads the dictionary when the page is parsed and
 * idle, and starts a highlighter. Puts `window.namelight` there, once a page, and nothing else. Never throws:
 * whatever goes wrong becomes `namelight:error` on the document, and the page stays as it was.
 */
import { parseAttributes } from "./attributes.js";
import {
  baseURI,
  currentScript,
  findAll,
  findOne,
  getAttribute,
  listen,
  pageRecord,
  readyState,
  textContent,
} from "./dom.js";
import { provideEngines } from "./engine.js";
import { NamelightError } from "./error.js";
import { emit, emitError } from "./events.js";
import { startHighlighter } from "./highlighter.js";
import * as api from "./api.js";
import { checkOptions } from "./options.js";
import { idle } from "./pace.js";
import { isOptedOut } from "./paint.js";
import { readChoice, readerOf } from "./reader.js";
import { findRoots } from "./roots.js";
import { parseJson } from "./source.js";
import { startWhole } from "./whole.js";

/** Attributes of the tag that are for loading, not for the highlighter. */
const dictionaryAttribute = "data-dictionary";
const integrityAttribute = "data-integrity";
const engineAttribute = "data-engine";

const page = pageRecord(document);

/**
 * The first tag of a page wins; a later one, of whatever version, adds its highlighter to the same set.
 */
function putGlobal() {
  if (page.global) return;
  // An element with id="namelight" is no own property and gives way; a variable of the page's is not
  // overwritten.
  if (Object.getOwnPropertyDescriptor(window, "namelight")?.value !== undefined) {
    throw new NamelightError("global-taken", "window.namelight belongs to the page; it is left as it is.");
  }
  page.global = Object.freeze(
    Object.defineProperties(
      { ...api },
      {
        /** The live highlighters of the page, whoever has made them. */
        highlighters: { value: page.highlighters, enumerable: true },
        /** Resolves to the live highlighters, an array, when each tag has painted or said why not. */
        ready: { get: () => Promise.all(page.starts).then(() => [...page.highlighters]), enumerable: true },
      },
    ),
  );
  Object.defineProperty(window, "namelight", {
    value: page.global,
    configurable: true,
    writable: true,
    enumerable: true,
  });
}

const parsed = () =>
  new Promise((settle) => {
    if (readyState(document) === "loading") listen(document, "DOMContentLoaded", settle, { once: true });
    else settle(undefined);
  });

/**
 * @param {string} address an address relative to the page, or "#id" of an inline script of JSON
 * @returns {string | object}
 */
function sourceAt(address) {
  if (!address.startsWith("#")) {
    try {
      return new URL(address, baseURI(document)).href;
    } catch (cause) {
      throw new NamelightError("bad-option", `${dictionaryAttribute}: "${address}" is no address.`, {
        cause,
      });
    }
  }
  for (const element of findAll(document, 'script[type="application/json" i]')) {
    if (getAttribute(element, "id") !== address.slice(1)) continue;
    const json = parseJson(address, textContent(element));
    // A text would be taken for an address.
    if (typeof json === "object" && json) return json;
    throw new NamelightError("not-a-dictionary", `${address} is not a dictionary with "entities".`);
  }
  throw new NamelightError(
    "bad-option",
    `${dictionaryAttribute}: the page has no <script type="application/json" id="${address.slice(1)}">.`,
  );
}

/**
 * Marks are off: nothing is loaded but the button that turns them on.
 * @param {Element} script
 * @param {Partial<import("./options.js").HighlighterOptions>} options
 */
async function awaitReader(script, options) {
  /** @type {import("./list/list.js").Attached | undefined} */
  let shown;
  let isOver = false;
  const restart = () => {
    isOver = true;
    shown?.detach();
    page.starts.push(run(script).catch(report));
  };
  listen(document, "namelight:choice", restart, { once: true });
  const { list = "auto", root } = options;
  const roots = findRoots(document, root);
  if (!list || roots.length === 0) return;
  const { attachList } = await import("./list/list.js");
  if (!isOver) shown = attachList({ options, roots, inOrder: () => [], reader: readerOf(document), isNeeded: () => true, visit: () => null });
}

/** @param {Element} script */
async function run(script) {
  const attributes = [...script.attributes].map(
    ({ name, value }) => /** @type {[string, string]} */ ([name, value]),
  );
  const addresses = (getAttribute(script, dictionaryAttribute) ?? "").split(/\s+/).filter(Boolean);
  const integrity = getAttribute(script, integrityAttribute) || undefined;
  const engine = /** @type {any} */ (getAttribute(script, engineAttribute)?.trim() || undefined);
  await parsed();
  const options = parseAttributes(attributes, [dictionaryAttribute, integrityAttribute, engineAttribute]);
  // A tag without a dictionary is there for what it puts on the window.
  if (addresses.length === 0) return;
  await idle(window);
  if (isOptedOut(/** @type {Element} */ (findOne(document, ":root")))) return;
  if (readChoice(document).isOff) return awaitReader(script, options);

  const dictionary = await api.loadDictionary(addresses.map(sourceAt), { integrity, engine });
  let isHeld = true;
  const free = () => {
    if (isHeld) dictionary.free();
    isHeld = false;
  };
  try {
    const faults = dictionary.faults.filter(({ severity }) => severity === "error");
    if (faults.length > 0) {
      const [first] = faults;
      const message = `${faults.length} in the dictionary; the first, at ${first.path}: ${first.message}`;
      emit(document, null, "namelight:error", {
        code: "dictionary-faults",
        message,
        count: faults.length,
        first,
      });
    }
    await startHighlighter(checkOptions({ ...options, dictionary }), free);
  } catch (error) {
    free();
    throw error;
  }
}

/** @param {unknown} error */
const report = (error) => emitError(document, null, error);

try {
  const script = currentScript(document);
  const isOurs = script instanceof HTMLScriptElement;
  const place = isOurs ? script.src : baseURI(document);
  // The one part that this file does not hold lies beside it.
  const js = () => import(new URL("namelight.engine.js", place).href);
  provideEngines({ core: startWhole, full: startWhole, js });
  if (isOurs) page.starts.push(run(script).catch(report));
  putGlobal();
} catch (error) {
  report(error);
}
