/** In: the options and files of `namelight evaluate`. Out: one checked request. */
import { optional, readOnce, usage } from "../values.js";

/**
 * @typedef {object} EvaluateRequest
 * @property {"evaluate"} command
 * @property {string[]} files annotated documents
 * @property {string[]} dictionaries
 * @property {string[]} types only predicted entities of these count; none for all
 * @property {boolean} stages whether each stage is also tried without
 * @property {number} worst how many of the worst errors are told
 * @property {boolean} wrapped
 * @property {boolean} all
 * @property {"text" | "json"} format
 */

/** @type {Record<string, import("../arguments.js").OptionRule>} */
export const evaluateOptions = {
  dictionary: { type: "string", short: "d", multiple: true },
  types: { type: "string" },
  stages: { type: "boolean" },
  worst: { type: "string" },
  lines: { type: "string", values: ["separate", "wrapped"] },
  all: { type: "boolean" },
  format: { type: "string", values: ["text", "json"] },
};

/**
 * @param {import("../values.js").Values} values
 * @param {string[]} files
 * @returns {EvaluateRequest}
 */
export function evaluateRequest(values, files) {
  const dictionaries = /** @type {string[]} */ (values.dictionary ?? []);
  if (dictionaries.length === 0) throw usage("evaluate needs a dictionary: --dictionary entities.json", "evaluate");
  if (files.length === 0) throw usage("evaluate needs annotated documents; - reads standard input", "evaluate");
  readOnce([...dictionaries, ...files], "evaluate");
  const types = (optional(values.types) ?? "").split(",").map((type) => type.trim()).filter((type) => type !== "");
  const worst = optional(values.worst) ?? "0";
  if (!/^\d{1,6}$/u.test(worst)) throw usage(`--worst cannot be "${worst}": it is how many errors are told`, "evaluate");
  return {
    command: "evaluate",
    files,
    dictionaries,
    types,
    stages: values.stages === true,
    worst: Number(worst),
    wrapped: values.lines === "wrapped",
    all: values.all === true,
    format: values.format === "json" ? "json" : "text",
  };
}
