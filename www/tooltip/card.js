// In: an entity as its dictionary gives it (untrusted: any JSON), the reader's languages, the texts.
// Out: what the tooltip shows of it, as plain strings.
// Guarantees: pure; never throws on JSON; what is not what it should be is left out; addresses are https and parsed;
// every string has a bounded length, so that a dictionary cannot stall the page's layout.
import { fill } from "./strings.js";

/** Longer than any name or licence; what is beyond is noise or an attack. */
const LABEL_LIMIT_CHARACTERS = 300;
/** About two printed pages: still read by scrolling, and laid out in a few milliseconds. */
const DESCRIPTION_LIMIT_CHARACTERS = 5000;
/** More would bury the text in a small box. */
const LINK_LIMIT = 6;
/** A list of a million faulty links is not searched for a good one. */
const LINK_CANDIDATE_LIMIT = 50;
/** What every current browser can follow. */
const ADDRESS_LIMIT_CHARACTERS = 8192;

/** A schema.org type name; anything else is no type. */
const TYPE_NAME = /^[A-Z][A-Za-z0-9]{0,60}$/;
/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = /Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa/;

/** @typedef {{ href: string, label: string }} Link */
/**
 * @typedef {{ src: string, isDrawing: boolean, alt: string, credit: string, creditUrl: string, license: string }} Image
 * `isDrawing`: a logo, flag or map (SVG, or Wikimedia's raster of one), which must not be cropped.
 */
/** @typedef {{ text: string, url: string, license: string }} Attribution */
/**
 * @typedef {object} Card
 * @property {string} name empty if the entity has none
 * @property {string} type the schema.org name, or empty
 * @property {string} typeLabel what is shown for it, or empty
 * @property {string} description or empty
 * @property {string} nameLang or empty where unknown
 * @property {string} lang of the description, or empty where unknown
 * @property {"ltr" | "rtl" | "auto"} dir
 * @property {Image | null} image
 * @property {Link[]} links
 * @property {Attribution | null} attribution of its dictionary
 */

/**
 * @param {unknown} entity
 * @param {{ languages: string[], strings: import("./strings.js").Strings, name?: string, language?: unknown, head?: unknown }} context
 *   languages: those wanted, best first; name: in place of its own; language, head: the dictionary's, if it says any
 * @returns {Card}
 */
export function readCard(entity, { languages, strings, name, head, language = field(head, "language") }) {
  const type = field(entity, "type");
  const nameLang = isLanguage(language) ? language : "";
  const description = chooseText(field(entity, "description"), [...languages, nameLang, "en"]);
  const lang = isLanguage(description.lang) ? description.lang : nameLang;
  const known = typeof type === "string" && TYPE_NAME.test(type) ? type : "";
  return {
    name: label(field(entity, "name")) || label(name),
    type: known,
    typeLabel: known && label(strings[`type.${known}`] || spell(known)),
    description: shorten(description.text, DESCRIPTION_LIMIT_CHARACTERS),
    nameLang,
    lang,
    dir: directionOf(lang),
    image: readImage(field(entity, "image")),
    links: readLinks(entity, strings),
    attribution: readAttribution(head),
  };
}

/**
 * By its script, the likeliest one where the tag names none.
 * @param {string} lang a BCP 47 tag
 * @returns {"ltr" | "rtl" | "auto"} auto where there is no tag, or one that is none
 */
export function directionOf(lang) {
  try {
    return RIGHT_TO_LEFT.test(String(new Intl.Locale(lang).maximize().script)) ? "rtl" : "ltr";
  } catch {
    return "auto";
  }
}

/**
 * Only own properties count: a dictionary must not be answered for by a polluted prototype.
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
function field(value, key) {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return /** @type {Record<string, unknown>} */ (value)[key];
}

/** @param {unknown} value @returns {string} one line of text, or empty */
function label(value) {
  return typeof value === "string" ? shorten(clean(value).replace(/\s+/g, " "), LABEL_LIMIT_CHARACTERS) : "";
}

/**
 * @param {string} text
 * @returns {string} without controls and bidirectional overrides, which make a text read as another
 */
function clean(text) {
  return text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/g, "").trim();
}

/** @param {string} text @param {number} limit in characters; never parts a surrogate pair */
function shorten(text, limit) {
  if (text.length <= limit) return text;
  const end = text.codePointAt(limit - 2) ?? 0;
  return `${text.slice(0, end > 0xffff ? limit - 2 : limit - 1).trimEnd()}…`;
}

/**
 * @param {unknown} value a text, or one per language
 * @param {string[]} wanted best first
 * @returns {{ text: string, lang: string }} lang is empty where the value does not say
 */
function chooseText(value, wanted) {
  if (typeof value === "string") return { text: clean(value), lang: "" };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { text: "", lang: "" };
  /** @type {{ text: string, lang: string }[]} */
  const texts = [];
  for (const [lang, text] of Object.entries(value)) {
    if (typeof text === "string" && clean(text)) texts.push({ text: clean(text), lang });
  }
  for (const tag of wanted) {
    const lower = tag.toLowerCase();
    const primary = lower.split("-")[0];
    const found =
      texts.find(({ lang }) => lang.toLowerCase() === lower) ??
      texts.find(({ lang }) => lang.toLowerCase().split("-")[0] === primary);
    if (found && primary) return found;
  }
  return texts[0] ?? { text: "", lang: "" };
}

/** @param {unknown} tag @returns {tag is string} */
function isLanguage(tag) {
  return typeof tag === "string" && directionOf(tag) !== "auto";
}

/** @param {string} type "NewsMediaOrganization" → "News media organization" */
function spell(type) {
  const words = type.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
  return words.charAt(0) + words.slice(1).toLowerCase();
}

/** @param {unknown} image @returns {Image | null} */
function readImage(image) {
  const src = readAddress(field(image, "src"));
  if (!src) return null;
  return {
    src: src.href,
    isDrawing: /\.svg\b/i.test(src.pathname),
    alt: label(field(image, "alt")),
    credit: label(field(image, "credit")),
    creditUrl: readAddress(field(image, "creditUrl"))?.href ?? "",
    license: label(field(image, "license")),
  };
}

/** @param {unknown} head a source, or a text of JSON @returns {Attribution | null} */
function readAttribution(head) {
  let given = head;
  try {
    if (typeof head === "string") given = JSON.parse(head);
  } catch {
    return null;
  }
  const attribution = field(given, "attribution");
  const url = readAddress(field(attribution, "url"));
  const license = label(field(attribution, "license"));
  const text = label(field(attribution, "text")) || (url ? siteOf(url) : "");
  return text || license ? { text, url: url?.href ?? "", license } : null;
}

/** @param {unknown} entity @param {import("./strings.js").Strings} strings @returns {Link[]} */
function readLinks(entity, strings) {
  /** @type {Map<string, Link>} */
  const links = new Map();
  const own = readAddress(field(entity, "url"));
  if (own) links.set(own.href, { href: own.href, label: fill(strings.readMore, { site: siteOf(own) }) });
  const same = field(entity, "sameAs");
  for (const value of Array.isArray(same) ? same.slice(0, LINK_CANDIDATE_LIMIT) : []) {
    if (links.size === LINK_LIMIT) break;
    const address = readAddress(value);
    if (address && !links.has(address.href)) links.set(address.href, { href: address.href, label: siteOf(address) });
  }
  return [...links.values()];
}

/**
 * A prefix test would be fooled: the URL parser drops tabs, line breaks and leading spaces.
 * @param {unknown} value
 * @returns {URL | null} https, and without a user name that could pose as another site
 */
function readAddress(value) {
  if (typeof value !== "string" || value.length > ADDRESS_LIMIT_CHARACTERS) return null;
  try {
    const address = new URL(value);
    return address.protocol === "https:" && !address.username && !address.password ? address : null;
  } catch {
    return null;
  }
}

/** @param {URL} address @returns {string} the site as readers know it; a foreign script in its honest ASCII form */
function siteOf({ hostname }) {
  if (/(^|\.)wikidata\.org$/.test(hostname)) return "Wikidata";
  if (/(^|\.)wikipedia\.org$/.test(hostname)) return "Wikipedia";
  return label(hostname.replace(/^www\./, ""));
}
