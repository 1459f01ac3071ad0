// In: the `strings` option (untrusted: any value). Out: every text of the tooltip and the list that a reader sees or hears.
// Guarantees: each key has a text; `{name}`-like places are filled by `fill`, never by markup.

/** English; a site overrides by key. Type names come as `type.Person`; without one the type's own words are shown. */
export const ENGLISH = {
  /** Language of these texts themselves, so that a screen reader pronounces them right. */
  lang: "en",
  /** The tooltip's own name. */
  about: "About {name}",
  close: "Close",
  /** Label of the entity's own link. */
  readMore: "Read more at {site}",
  /** Said after each link, not shown. */
  newTab: "(opens in a new tab)",
  imageCredit: "Image: {credit}",
  imageLicense: "Image licence: {license}",
  loading: "Loading…",
  /** Of a card that did not come, with a button beside it. */
  cardFailed: "This card could not be loaded.",
  cardOffline: "You are offline, so this card could not be loaded.",
  tryAgain: "Try again",
  /** Of an entity that has no card. */
  cardMissing: "There is no description.",
  /** In place of a description, where it is left undecided whom a mention means. */
  undecided: "Could be {names}",
  /** Where a card's texts are from, as their licence may ask. */
  attribution: "Source: {source}",
  /** Which of an entity's mentions it is, between the buttons to its neighbours. */
  place: "{number} of {count}",
  previousMention: "Previous mention",
  nextMention: "Next mention",
  /** What the reader may choose, in the tooltip's foot and in the list. */
  choices: "Options",
  hideName: "Hide this name",
  turnOff: "Turn marks off",
  turnOn: "Turn marks on",
  hidden: "Hidden: {count}",
  showAgain: "Show again",
  /** The list and its button. */
  inThisArticle: "In this article",
  people: "People",
  organizations: "Organizations",
  places: "Places",
  others: "More",
  /** Said of an entry, where a number is shown. */
  mentions: "Mentions: {count}",
};

/** @typedef {Record<keyof typeof ENGLISH, string> & Record<string, string | undefined>} Strings */

/**
 * @param {unknown} overrides what is not a string is left out
 * @returns {Strings}
 */
export function mergeStrings(overrides) {
  /** @type {Strings} */
  const merged = Object.assign(Object.create(null), ENGLISH);
  for (const [key, value] of Object.entries(overrides ?? {})) {
    if (typeof value === "string") merged[key] = value;
  }
  return merged;
}

/**
 * @param {string} template
 * @param {Record<string, string>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (place, key) => (values[key] ?? place));
}
