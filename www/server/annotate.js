/**
 * In: a page's HTML, a dictionary. Out: the same HTML with marks, and if asked with its JSON-LD and its cards; its mentions.
 * Guarantees: the mentions are those that a highlighter with the same options finds on the page before its scripts run; outside of what is
 * inserted nothing changes, not a byte; a page that opts out comes back as it was.
 */
import { findAll, HtmlDocument, nameOf } from "../cli/html.js";
import { escapeHtml, insertMarks } from "../cli/marks.js";
import { isPath } from "../cli/selector.js";
import { decisionRules } from "../decisions.js";
import { NamelightError } from "../error.js";
import { parse } from "parse5";
import { cardsOf } from "./cards.js";
import { canonicalOf, describePage } from "./json-ld.js";

/**
 * @typedef {import("../decisions.js").DecisionOptions & PageOptions} AnnotateOptions with those that decide what is a mention, as a
 *   highlighter has them
 *
 * @typedef {object} PageOptions
 * @property {import("../dictionary.js").Dictionary} dictionary from loadDictionary; it may serve any number of pages
 * @property {string} [root] selector of tags, #ids, .classes, [name=value], and paths of these ("footer > *"); default as on a page: the
 *   first that exists of [itemprop=articleBody], article, main, body
 * @property {string} [exclude] such a selector, of elements to leave out
 * @property {boolean} [links] include the text of links; default false
 * @property {string} [lang] language where the page does not say
 * @property {string} [url] the page's address, where it has no canonical link: an entity whose page this is is not marked in it
 * @property {boolean | import("./json-ld.js").JsonLdOptions} [jsonLd] say in schema.org's words what the page is about; default false
 * @property {boolean} [cards] put the cards of what is marked into the page, as JSON, for attachCards; default false
 *
 * @typedef {object} Annotated
 * @property {string} html
 * @property {import("../dictionary.js").Mention[]} mentions as a highlighter has them: offsets are UTF-16 units of their blocks
 * @property {Record<string, unknown> | null} jsonLd what was inserted, null where nothing was
 */

const known = ["dictionary", "root", "exclude", "links", "lang", "url", "jsonLd", "cards", ...Object.keys(decisionRules)];

/** Where attachCards looks first. */
const cardsId = "namelight-cards";

/** @param {AnnotateOptions} options */
function checkOptions(options) {
  const unknown = Object.keys(options ?? {}).find((name) => !known.includes(name));
  if (unknown) throw new NamelightError("unknown-option", `annotateHtml has no option "${unknown}"; it has ${known.join(", ")}.`);
  if (typeof options?.dictionary?.find !== "function") {
    throw new NamelightError("bad-option", "dictionary must be a dictionary from loadDictionary.");
  }
  for (const name of /** @type {const} */ (["root", "exclude"])) {
    const selector = options[name];
    if (selector !== undefined && !(typeof selector === "string" && isPath(selector))) {
      throw new NamelightError("bad-option", `${name} must be a selector of tags, #ids, .classes and [name=value], or a path of these with spaces and ">".`);
    }
  }
}

/**
 * A script's text ends at its first end tag, whatever JSON says. @param {string} attributes @param {unknown} json
 */
const scriptOf = (attributes, json) => `<script ${attributes}>${JSON.stringify(json).replace(/</g, "\\u003c")}</script>`;

/**
 * Marks a page's mentions in its HTML. Cost: a few milliseconds for 100 KB, most of it parsing; the memory of a few times the page.
 *
 * @param {string} html a whole page, or a part of one
 * @param {AnnotateOptions} options
 * @returns {Promise<Annotated>} at once, but where cards of a compiled dictionary have to be fetched
 * @throws {NamelightError} bad-option, unknown-option; what fetching cards may throw
 * @example
 * const { html } = await annotateHtml(page, { dictionary, jsonLd: true, cards: true });
 */
export async function annotateHtml(html, options) {
  checkOptions(options);
  const { dictionary, root, exclude, links, lang = "", url, about = [], jsonLd = false, cards = false, ...decisions } = options;
  const document = new HtmlDocument(html, { root, exclude, links, lang });
  const mentions = document.optedOut ? [] : dictionary.find(document.blocks, { ...decisions, about: [about, addressOf(document.page, url) ?? []].flat(), lang });
  if (mentions.length === 0) return { html, mentions, jsonLd: null };

  const insertions = document.stretches(mentions).map(({ start, end, entity, mention, piece }) => ({
    start,
    end,
    opening: `<namelight-mark data-entity="${escapeHtml(entity)}" data-mention="${mention}"${piece > 0 ? ` data-piece="${piece}"` : ""}>`,
    closing: "</namelight-mark>",
  }));
  const described = jsonLd ? await describePage(document.page, mentions, dictionary, jsonLd === true ? {} : jsonLd) : null;
  const scripts = [
    described && scriptOf('type="application/ld+json"', described),
    cards && scriptOf(`type="application/json" id="${cardsId}"`, await cardsOf(dictionary, mentions)),
  ].filter((script) => script !== null && script !== false).join("");
  if (scripts === "") return { html: insertMarks(html, insertions), mentions, jsonLd: null };

  const place = headEnd(document.page);
  if (place !== null) {
    const before = insertions.filter(({ start }) => start < place);
    const script = { start: place, end: place, opening: scripts, closing: "" };
    return { html: insertMarks(html, [...before, script, ...insertions.slice(before.length)]), mentions, jsonLd: described };
  }
  // Without a head that says where it ends: behind all, unless something is left open there in which a script would be text.
  const marked = insertMarks(html, insertions);
  const whole = marked + scripts;
  const isScript = findAll(parse(whole, { sourceCodeLocationInfo: true }), (node) =>
    nameOf(node) === "script" && /** @type {any} */ (node).sourceCodeLocation?.startOffset === marked.length).length === 1;
  return isScript ? { html: whole, mentions, jsonLd: described } : { html: marked, mentions, jsonLd: null };
}

/**
 * What the page calls itself, as a browser tells it.
 * @param {import("parse5").DefaultTreeAdapterTypes.Document} page
 * @param {string | undefined} url
 */
function addressOf(page, url) {
  const href = canonicalOf(page);
  try {
    return href ? new URL(href, url).href : url;
  } catch {
    return url;
  }
}

/**
 * @param {import("parse5").DefaultTreeAdapterTypes.Document} page
 * @returns {number | null} an offset in its source
 */
function headEnd(page) {
  const [head] = findAll(page, (node) => nameOf(node) === "head");
  const location = /** @type {any} */ (head)?.sourceCodeLocation;
  return location?.startTag && location.endTag ? location.endTag.startOffset : null;
}
