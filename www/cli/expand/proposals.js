/**
 * In: the entities of a source and a language. Out: the forms of their names that are proposed, each with its reason and with
 * what speaks against it.
 * Guarantees: a form is proposed once for an entity, and never one that it has already (capitals and accents aside).
 */
import { foldTexts } from "../../check.js";
import { isCommonWord } from "../common-words.js";
import { groupBy } from "../ties.js";
import { isOneOf } from "../types.js";
import { languages } from "./languages.js";
import { plainName, shorterForms } from "./person.js";

/** @typedef {import("../entries.js").Entity} Entity */
/** @typedef {import("./languages.js").Form} Form */
/** @typedef {import("./languages.js").Name} Name */
/**
 * @typedef {object} Proposal
 * @property {Entity} entity
 * @property {string} text
 * @property {string} form its comparison form
 * @property {boolean} short
 * @property {string} from the alias whose form it is
 * @property {string} reason
 * @property {string} caution what speaks against it, or ""
 * @property {number} [seen] how often it stands in articles where nothing is marked yet
 */

/**
 * @param {import("../entries.js").Entries} entries
 * @param {string} lang
 * @returns {Promise<Proposal[]>} by entity
 */
export async function proposalsOf({ entities, aliases }, lang) {
  const all = entities.flatMap((entity) => [...formsOf(entity, lang)].map(({ text, reason, short = false, from }) =>
    ({ entity, text, form: "", short, from, reason, caution: "" })));
  const folded = await foldTexts(all.map(({ text }) => text));
  for (const [index, proposal] of all.entries()) proposal.form = folded[index];
  const owners = groupBy(aliases, ({ form }) => form);
  const unique = [...groupBy(all, ({ entity, form }) => `${entity.order}\n${form}`).values()].map(merged)
    .filter(({ entity, form }) => !owners.get(form)?.some((alias) => alias.entity === entity));
  const rivals = groupBy(unique, ({ form }) => form);
  for (const proposal of unique) {
    const others = [...(owners.get(proposal.form) ?? []), ...(rivals.get(proposal.form) ?? [])]
      .map(({ entity }) => entity).filter((entity) => entity !== proposal.entity);
    const cautions = isCommonWord(proposal.text.toLowerCase(), lang) ? ["a common word"] : [];
    if (others.length > 0) cautions.push(`also of ${others[0].name} (${others[0].id})${others.length > 1 ? ` and ${others.length - 1} more` : ""}`);
    proposal.caution = cautions.join("; ");
  }
  return unique;
}

/**
 * The same form for several reasons is one proposal. Where it is a full name, too, it is not short.
 * @param {Proposal[]} same
 */
function merged(same) {
  const reasons = [...new Set(same.map(({ reason }) => reason))];
  return { ...same[0], short: same.every(({ short }) => short), reason: reasons.join("; ") };
}

/**
 * @param {Entity} entity
 * @param {string} lang
 * @returns {Generator<Form & { from: string }, void, undefined>}
 */
function* formsOf(entity, lang) {
  const { script, forms, hasWords, gender: tell } = languages[lang];
  const kind = kindOf(entity.type);
  const names = entity.aliases.filter(({ text, ownLanguage }) =>
    (ownLanguage === "" || ownLanguage.split("-")[0].toLowerCase() === lang) && script.test(text));
  // A surname alone does not tell a woman's from a man's; the full name does.
  const full = names.find(({ text, short }) => !short && wordsOf(text).length > 1);
  const gender = genderOf(entity.value["x-gender"]) || (full && tell?.(wordsOf(full.text))) || "";
  for (const { text, short } of names) {
    const shorter = kind === "person" && hasWords && !short ? shorterForms(text, lang) : [];
    for (const form of shorter) yield { ...form, from: text };
    const own = shorter.some(({ reason }) => reason === plainName) ? [] : [{ text, short, reason: "" }];
    for (const base of [...own, ...shorter.filter(({ reason }) => !/initial/u.test(reason))]) {
      const isShort = base.short === true;
      for (const form of forms({ text: base.text, words: wordsOf(base.text), kind, gender, isShort })) {
        if (form.text === base.text) continue;
        const reason = base.reason === "" ? form.reason : `${base.reason}, ${form.reason}`;
        yield { text: form.text, reason, short: form.short || isShort, from: text };
      }
    }
  }
}

/** @param {string} text */
const wordsOf = (text) => text.split(/[ \u00a0]+/u);

/**
 * @param {string} type
 * @returns {Name["kind"]}
 */
function kindOf(type) {
  if (type === "Person") return "person";
  if (isOneOf(type, ["Place"])) return "place";
  return isOneOf(type, ["Organization"]) ? "organisation" : "other";
}

/**
 * @param {unknown} value
 * @returns {Name["gender"]}
 */
const genderOf = (value) => (value === "male" || value === "female" ? value : "");
