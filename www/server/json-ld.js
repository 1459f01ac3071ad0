/**
 * In: a page, its mentions, a dictionary. Out: schema.org's `about` and `mentions` as JSON-LD. Guarantees: only entities that the page shows;
 * links are https; where the page describes itself already, the same `@id`, so that a reader takes both for one.
 */
import { attributeOf, findAll, nameOf } from "../cli/html.js";
import { entitiesOf } from "./cards.js";

/** @typedef {import("parse5").DefaultTreeAdapterTypes.Document} Page */
/** @typedef {import("parse5").DefaultTreeAdapterTypes.Node} Node */
/**
 * @typedef {object} JsonLdOptions
 * @property {string} [id] of the page's own description; default that of the page's JSON-LD, else its canonical address
 * @property {string} [type] schema.org's name for the page; default that of the page's JSON-LD, else "Article"
 * @property {string[]} [about] ids of entities; default those of the headline (h1, else title), the three most mentioned
 */

/** As many as a text is about. */
const mostAbout = 3;
const articleType = /Article$|^(?:BlogPosting|LiveBlogPosting|Report|WebPage)$/;
/** A type's name: one that is none would be read as an address. */
const typeName = /^[A-Z]\w*$/;

/** @param {unknown} value @returns {value is string} */
const isLink = (value) => typeof value === "string" && /^https:\/\//i.test(value);

/** @param {Node} node @returns {string} */
function textOf(node) {
  return findAll(node, () => true).map((one) => ("value" in one ? one.value : "")).join("").replace(/\s+/g, " ");
}

/**
 * @param {Page} page
 * @param {import("../dictionary.js").Mention[]} mentions
 * @param {import("../dictionary.js").Dictionary} dictionary
 * @param {JsonLdOptions} options
 * @returns {Promise<Record<string, unknown>>}
 */
export async function describePage(page, mentions, dictionary, options) {
  const own = ownDescription(page);
  const ids = entitiesOf(mentions);
  const about = options.about ?? namedInHeadline(page, mentions, dictionary);
  const things = new Map(await Promise.all(ids.map(async (id) => {
    const name = mentions.find(({ entity }) => entity === id)?.alias;
    return /** @type {const} */ ([id, describeEntity(await dictionary.card(id), name)]);
  })));
  /** @param {boolean} isAbout */
  const those = (isAbout) => ids.filter((id) => about.includes(id) === isAbout).map((id) => things.get(id));
  const id = options.id ?? own.id;
  return {
    "@context": "https://schema.org",
    "@type": options.type ?? own.type ?? "Article",
    ...(id ? { "@id": id } : {}),
    ...(those(true).length > 0 ? { about: those(true) } : {}),
    ...(those(false).length > 0 ? { mentions: those(false) } : {}),
  };
}

/** @param {any} card untrusted @param {string | undefined} alias */
function describeEntity(card, alias) {
  const links = [card?.sameAs ?? []].flat().filter(isLink);
  return {
    "@type": typeName.test(card?.type) ? card.type : "Thing",
    name: typeof card?.name === "string" ? card.name : alias,
    ...(isLink(card?.url) ? { url: card.url } : {}),
    ...(links.length > 0 ? { sameAs: links } : {}),
  };
}

/** @param {Page} page @param {import("../dictionary.js").Mention[]} mentions @param {import("../dictionary.js").Dictionary} dictionary */
function namedInHeadline(page, mentions, dictionary) {
  const heading = findAll(page, (node) => nameOf(node) === "h1")[0] ?? findAll(page, (node) => nameOf(node) === "title")[0];
  const lang = attributeOf(findAll(page, (node) => nameOf(node) === "html")[0], "lang") ?? "";
  const named = heading ? entitiesOf(dictionary.find(textOf(heading), { lang: lang.split("-")[0].toLowerCase() })) : [];
  /** @param {string} id */
  const count = (id) => mentions.filter(({ entity }) => entity === id).length;
  return named.filter((id) => count(id) > 0).sort((one, other) => count(other) - count(one)).slice(0, mostAbout);
}

/** @param {Page} page */
export function canonicalOf(page) {
  const [canonical] = findAll(page, (node) => nameOf(node) === "link" && attributeOf(node, "rel")?.toLowerCase() === "canonical");
  return canonical && attributeOf(canonical, "href");
}

/** What the page says of itself. @param {Page} page @returns {{ id?: string, type?: string }} */
function ownDescription(page) {
  const address = canonicalOf(page);
  for (const script of findAll(page, (node) => nameOf(node) === "script" && attributeOf(node, "type")?.toLowerCase() === "application/ld+json")) {
    for (const { "@id": id, "@type": types } of nodesIn(textOf(script))) {
      const type = [types].flat().find((one) => typeof one === "string" && articleType.test(one));
      if (type) return { type, id: typeof id === "string" ? id : (address ?? undefined) };
    }
  }
  return { id: address ?? undefined };
}

/** @param {string} json @returns {any[]} */
function nodesIn(json) {
  try {
    return [JSON.parse(json)].flat().flatMap((node) => node?.["@graph"] ?? node).filter((node) => typeof node === "object" && node !== null);
  } catch {
    // The site's own fault, and nothing of ours.
    return [];
  }
}
