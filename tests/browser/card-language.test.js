// Which language a card speaks and in which direction it reads: the description's own, else its
// dictionary's, else what its letters say; never the page's by accident.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";

/** @param {string | undefined} language @param {unknown[]} entities */
const dictionary = (language, entities) => ({ name: "Languages", language, entities });

const doha = { id: "doha", name: "Doha", type: "City", description: { en: "Capital of Qatar.", ar: "عاصمة قطر" } };
const qatar = { id: "qatar", name: "Qatar", description: "دولة في شبه الجزيرة العربية" };
const haifa = { id: "haifa", name: "חיפה", type: "City", description: "עיר נמל" };

/** @param {string} attributes of the root element */
const article = (attributes) => `<!doctype html>
<html ${attributes}>
<meta charset="utf-8">
<title>Languages</title>
<style>body { font: 18px/1.5 serif; margin: 40px }</style>
<article><p>From Doha in Qatar to חיפה.</p></article>`;

/**
 * @typedef {object} Case
 * @property {string} [page] attributes of the page's root element
 * @property {string} [lang] the option
 * @property {object[]} dictionaries
 * @property {string} entity
 * @property {Record<string, string | null>} shown
 */

/** @type {Record<string, Case>} */
const cases = {
  "the page's language chooses among a description's": {
    page: 'lang="ar" dir="rtl"',
    dictionaries: [dictionary("en", [doha])],
    entity: "doha",
    shown: { cardLang: "ar", direction: "rtl", nameLang: "en", text: "عاصمة قطر", textDirection: "rtl", typeLang: "en" },
  },
  "the option comes before the page's language": {
    lang: "ar",
    dictionaries: [dictionary("en", [doha])],
    entity: "doha",
    shown: { cardLang: "ar", direction: "rtl", nameLang: "en", text: "عاصمة قطر", textDirection: "rtl", typeLang: "en" },
  },
  "the option does not say what language a dictionary is in": {
    lang: "de",
    dictionaries: [dictionary("ar", [qatar])],
    entity: "qatar",
    shown: { cardLang: "ar", direction: "rtl", nameLang: "ar", text: qatar.description, textDirection: "rtl", typeLang: null },
  },
  "a script in the dictionary's language decides the direction": {
    dictionaries: [dictionary("az-Arab", [qatar])],
    entity: "qatar",
    shown: { cardLang: "az-Arab", direction: "rtl", nameLang: "az-Arab", text: qatar.description, textDirection: "rtl", typeLang: null },
  },
  "each dictionary has its own language": {
    dictionaries: [dictionary("en", [doha]), dictionary("he", [haifa])],
    entity: "haifa",
    shown: { cardLang: "he", direction: "rtl", nameLang: "he", text: haifa.description, textDirection: "rtl", typeLang: "en" },
  },
  "without a language the letters decide, of the name and of the text for themselves": {
    page: 'lang="en"',
    dictionaries: [dictionary(undefined, [qatar])],
    entity: "qatar",
    shown: { cardLang: "", direction: "ltr", nameLang: "", text: qatar.description, textDirection: "rtl", typeLang: null },
  },
  "without a language a name from right to left turns the card": {
    page: 'lang="en"',
    dictionaries: [dictionary(undefined, [haifa])],
    entity: "haifa",
    shown: { cardLang: "", direction: "rtl", nameLang: "", text: haifa.description, textDirection: "rtl", typeLang: "en" },
  },
  "a name of unknown language does not take that of the text": {
    page: 'lang="ar" dir="rtl"',
    dictionaries: [dictionary(undefined, [doha])],
    entity: "doha",
    shown: { cardLang: "ar", direction: "rtl", nameLang: "", text: "عاصمة قطر", textDirection: "rtl", typeLang: "en" },
  },
};

/** @param {string} module @param {unknown} sources @param {string | undefined} lang @param {string} entity */
async function openCard(module, sources, lang, entity) {
  const { loadDictionary, createHighlighter } = await import(module);
  const dictionary = await loadDictionary(sources);
  await createHighlighter({ dictionary, lang });
  /** @type {HTMLElement} */ (document.querySelector(`namelight-mark[data-entity=${entity}]`)).click();
}

function shownCard() {
  const card = document.querySelector("namelight-tooltip:popover-open")?.shadowRoot?.querySelector("[part=card]");
  if (!card) return null;
  /** @param {Element | null | undefined} element */
  const langOf = (element) => element?.closest("[lang]")?.getAttribute("lang") ?? null;
  const text = /** @type {Element} */ (card.querySelector("[part=description]"));
  return {
    cardLang: card.getAttribute("lang"),
    direction: getComputedStyle(card).direction,
    nameLang: langOf(card.querySelector("[part=name] > *")),
    text: text.textContent,
    textDirection: getComputedStyle(text).direction,
    typeLang: langOf(card.querySelector("[part=type]")),
  };
}

forEachBrowser((check) => {
  for (const [title, { page: attributes = 'lang="en"', lang, dictionaries, entity, shown }] of Object.entries(cases)) {
    check(title, async (open) => {
      const page = await open(article(attributes));
      await page.evaluate(openCard, `${page.site.origin}/dist/index.js`, dictionaries, lang, entity);
      assert.deepEqual(await page.waitFor(shownCard), shown);
    });
  }
});
