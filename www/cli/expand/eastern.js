/**
 * In: a name in Chinese, Japanese or Korean. Out: how else it is written: with another dot between the parts of a foreign
 * name, without spaces, without the kind of company; and for persons the surname, where it can be told.
 * Guarantees: honorifics are no part of a name; a surname of one Han or Hangul letter alone is nobody's.
 */

/** @typedef {import("./languages.js").Form} Form */
/** @typedef {import("./languages.js").Name} Name */

const dots = /[・·•‧･＝=]/u;
/** Letters with a v that many write with a b. */
const withB = /** @type {Record<string, string>} */ ({ ヴァ: "バ", ヴィ: "ビ", ヴェ: "ベ", ヴォ: "ボ", ヴ: "ブ" });
const company = /^(?:株式会社|有限会社|合同会社)|(?:株式会社|有限会社|合同会社|股份有限公司|有限公司|주식회사|\(주\)|㈜)$|^(?:주식회사|\(주\)|㈜)/u;

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function chinese({ text, kind }) {
  return [...foreign(text, kind, ["·", "・", "‧", "•"]), ...withoutCompany(text, kind)];
}

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function japanese({ text, kind }) {
  /** @type {Form[]} */
  const forms = [...foreign(text, kind, ["・", "＝", "·"]), ...withoutCompany(text, kind)];
  const plain = text.replace(/ヴ[ァィェォ]?/gu, (letters) => withB[letters]);
  if (plain !== text) forms.push({ text: plain, reason: "ヴ as ブ" });
  const [surname, given] = /^(\p{sc=Han}+)[ 　](\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana})+$/u.exec(text)?.slice(1) ?? [];
  if (kind !== "person") return forms;
  if (given !== undefined) {
    forms.push({ text: text.replace(/[ 　]/u, ""), reason: "without space" });
    if (surname.length > 1) forms.push({ text: surname, reason: "surname", short: true });
  } else if (/^\p{sc=Han}{4}$/u.test(text)) {
    forms.push({ text: text.slice(0, 2), reason: "surname, if it is of two letters", short: true });
  }
  return forms;
}

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function korean({ text, words, kind }) {
  /** @type {Form[]} */
  const forms = withoutCompany(text, kind);
  if (words.length > 1) forms.push({ text: words.join(""), reason: "without spaces" });
  const last = words[words.length - 1];
  if (kind === "person" && words.length > 1 && last.length > 1) forms.push({ text: last, reason: "surname", short: true });
  return forms;
}

/**
 * ドナルド・トランプ: another dot, none, and the surname.
 * @param {string} text
 * @param {Name["kind"]} kind
 * @param {string[]} written the dots in use
 * @returns {Form[]}
 */
function foreign(text, kind, written) {
  const parts = text.split(dots);
  if (parts.length < 2 || parts.includes("")) return [];
  const last = parts[parts.length - 1];
  return [
    ...written.map((dot) => ({ text: parts.join(dot), reason: `with ${dot}` })),
    { text: parts.join(""), reason: "without dot" },
    ...(kind === "person" && [...last].length > 1 ? [{ text: last, reason: "surname", short: true }] : []),
  ];
}

/**
 * @param {string} text
 * @param {Name["kind"]} kind
 * @returns {Form[]}
 */
function withoutCompany(text, kind) {
  const name = text.replace(company, "").trim();
  return kind === "organisation" && name !== text && [...name].length > 1 ? [{ text: name, reason: "without the kind of company" }] : [];
}
