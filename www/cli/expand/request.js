/** In: the options and files of `namelight expand`. Out: one checked request. */
import { language, optional, readOnce, usage } from "../values.js";
import { languages } from "./languages.js";

/**
 * @typedef {object} ExpandRequest
 * @property {"expand"} command
 * @property {string} file
 * @property {string} lang empty where reviewed proposals are accepted
 * @property {string[]} against articles: what does not stand in them is not proposed
 * @property {string | undefined} accept the reviewed list, to be written into the source
 * @property {"text" | "json" | "tsv" | undefined} format
 */

/** @type {Record<string, import("../arguments.js").OptionRule>} */
export const expandOptions = {
  lang: { type: "string" },
  against: { type: "string", multiple: true },
  accept: { type: "string" },
  format: { type: "string", values: ["text", "json", "tsv"] },
};

/**
 * @param {import("../values.js").Values} values
 * @param {string[]} files
 * @returns {ExpandRequest}
 */
export function expandRequest(values, files) {
  if (files.length !== 1) throw usage(`expand takes one source, not ${files.length}; - reads standard input`, "expand");
  const [file] = files;
  const accept = optional(values.accept);
  const against = /** @type {string[]} */ (values.against ?? []);
  readOnce([file, ...(accept === undefined ? [] : [accept]), ...against], "expand");
  const lang = primary(language(optional(values.lang), "--lang", "expand"));
  if (accept !== undefined && (lang !== "" || against.length > 0 || values.format !== undefined)) {
    throw usage("--accept takes what was reviewed as it is: it goes without --lang, --against and --format", "expand");
  }
  const known = Object.keys(languages).join(", ");
  if (accept === undefined && lang === "") throw usage(`expand needs a language: --lang de (${known})`, "expand");
  if (lang !== "" && !Object.hasOwn(languages, lang)) throw usage(`--lang cannot be "${lang}": ${known} are known`, "expand");
  return { command: "expand", file, lang, against, accept, format: /** @type {ExpandRequest["format"]} */ (values.format) };
}

/** @param {string} tag */
const primary = (tag) => tag.split(/[-_]/u, 1)[0].toLowerCase();
