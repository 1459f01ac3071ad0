/**
 * In: a name in English, German, French or Spanish. Out: its forms beside those that matching knows: a possessive behind an
 * apostrophe and an elided article before one need none.
 */

/** @typedef {import("./languages.js").Form} Form */
/** @typedef {import("./languages.js").Name} Name */

const companyEnding = new RegExp(
  ",? (?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|PLC|Plc|LLC|LLP|AG|SE|GmbH|KG|KGaA|S\\.?A|SAS|SARL|S\\.?L|S\\.?p\\.?A"
    + "|N\\.?V|B\\.?V|AB|ASA|A\\/S|Oyj|Holdings?|Group|& Co(?:\\. KG)?)\\.?$",
  "u",
);

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function english({ text, kind }) {
  const forms = withoutCompany(text, kind);
  if (/ & /u.test(text)) forms.push({ text: text.replaceAll(" & ", " and "), reason: "and for &" });
  else if (/ and /u.test(text) && kind === "organisation") forms.push({ text: text.replaceAll(" and ", " & "), reason: "& for and" });
  if (kind === "place" && /^(?:Saint|Mount|Fort) /u.test(text)) {
    const short = text.replace(/^Saint /u, "St. ").replace(/^Mount /u, "Mt. ").replace(/^Fort /u, "Ft. ");
    forms.push({ text: short, reason: "abbreviated" });
    if (short.startsWith("St.")) forms.push({ text: short.replace(".", ""), reason: "abbreviated" });
  }
  return forms;
}

/**
 * The genitive: -s, and nothing behind s, ß, x, z, ce, where an apostrophe stands.
 * @param {Name} name
 * @returns {Form[]}
 */
export function german({ text, words, kind }) {
  const forms = withoutCompany(text, kind);
  const last = words[words.length - 1];
  const isAcronym = last === last.toUpperCase();
  // "der Deutschen Bank", "des Bundestags": names of several words have an article, and other endings.
  if (isAcronym || /(?:[sßxz]|ce)$/iu.test(last) || (kind === "organisation" && words.length > 1) || !/\p{L}$/u.test(last)) return forms;
  forms.push({ text: `${text}s`, reason: "genitive" });
  return forms;
}

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function french({ text, kind }) {
  const forms = withoutCompany(text, kind);
  if (kind === "place") {
    // Le Havre: du Havre, au Havre; Les Ulis: des Ulis, aux Ulis.
    const [, article, rest] = /^(Le|Les) (\p{Lu}.*)$/u.exec(text) ?? [];
    for (const contracted of article === "Le" ? ["du", "au"] : article ? ["des", "aux"] : []) {
      forms.push({ text: `${contracted} ${rest}`, reason: `${contracted} for ${article}` });
    }
  }
  const saint = /\bSaint(e?)[- ](?=\p{Lu})/u;
  if (saint.test(text)) {
    forms.push({ text: text.replace(saint, "St$1-"), reason: "abbreviated" });
    forms.push({ text: text.replace(saint, "Saint$1 "), reason: "with a space" }, { text: text.replace(saint, "Saint$1-"), reason: "with a hyphen" });
  }
  return forms;
}

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function spanish({ text, kind }) {
  const forms = withoutCompany(text, kind);
  // El Salvador keeps its article in writing; the others that news contracts are rivers and clubs.
  const rest = /^El (\p{Lu}.*)$/u.exec(text)?.[1];
  if (rest && kind === "organisation") forms.push({ text: `del ${rest}`, reason: "del for El" }, { text: `al ${rest}`, reason: "al for El" });
  return forms;
}

/**
 * @param {string} text
 * @param {Name["kind"]} kind
 * @returns {Form[]}
 */
function withoutCompany(text, kind) {
  let name = text;
  if (kind === "organisation") while (companyEnding.test(name)) name = name.replace(companyEnding, "");
  // "The Company" and "Co." are no names.
  return name !== text && /\p{Lu}\p{L}{2}/u.test(name) ? [{ text: name, reason: "without the kind of company" }] : [];
}
