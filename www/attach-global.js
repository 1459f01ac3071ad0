/**
 * The script tag for pages whose marks a server has made: `<script async src="…/namelight.attach.global.js" data-cards="ADDRESS">`. Takes its
 * options from its own element, attaches the cards when the page is parsed, and puts nothing on the window. Never throws: whatever goes wrong
 * becomes `namelight:error` on the document.
 */
import { attachCards } from "./attach.js";
import { attachOptionNames } from "./attach/options.js";
import { parseAttributes } from "./attributes.js";
import { currentScript, getAttribute, listen, readyState } from "./dom.js";
import { NamelightError } from "./error.js";
import { emitError } from "./events.js";

const cardsAttribute = "data-cards";
const script = currentScript(document);

const start = () => {
  try {
    if (!script) return;
    const attributes = Array.from(script.attributes, ({ name, value }) => /** @type {[string, string]} */ ([name, value]));
    const options = parseAttributes(attributes, [cardsAttribute]);
    const other = Object.keys(options).find((name) => !attachOptionNames.includes(name));
    if (other) throw new NamelightError("unknown-option", `data-${other} is for marks that are made on the page.`);
    attachCards({ ...options, cards: getAttribute(script, cardsAttribute)?.trim() || undefined });
  } catch (error) {
    emitError(document, null, error);
  }
};
if (readyState(document) === "loading") listen(document, "DOMContentLoaded", start);
else start();
