/**
 * In: the words of the command line. Out: one checked request.
 * Guarantees: every option is known to the command and holds a value it may hold; else a NamelightError with
 * the code "usage" names the option, the values, or the nearest known name.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { decisionRules } from "../decisions.js";
import { evaluateOptions, evaluateRequest } from "./evaluate/request.js";
import { expandOptions, expandRequest } from "./expand/request.js";
import { nearest } from "./nearest.js";
import { isSelector } from "./selector.js";
import { sourceKinds } from "./sources.js";
import { columnNames } from "./sources/table.js";
import { language, optional, readOnce, stdin, usage } from "./values.js";

/** @typedef {import("./values.js").Values} Values */
/** @typedef {"json" | "text" | "html" | "ndjson"} Format */
/** @typedef {"text" | "html" | "ndjson"} InputKind */

/**
 * @typedef {object} FindRequest
 * @property {"find"} command
 * @property {string[]} files
 * @property {string[]} dictionaries
 * @property {Format | undefined} format
 * @property {InputKind | undefined} input
 * @property {boolean} wrapped
 * @property {string} lang
 * @property {string | undefined} root
 * @property {import("../decisions.js").DecisionOptions} options of deciding
 * @property {boolean} explain
 * @property {number} skip lines
 * @property {string | undefined} resume
 * @property {number | undefined} workers
 */
/** @typedef {"text" | "json"} ReportFormat */
/**
 * @typedef {object} CheckRequest
 * @property {"check"} command
 * @property {string[]} files
 * @property {string[]} against
 * @property {boolean} strict
 * @property {boolean} all
 * @property {ReportFormat} format
 */
/** @typedef {{ command: "info", files: string[], format: ReportFormat }} InfoRequest */
/**
 * @typedef {object} DiffRequest
 * @property {"diff"} command
 * @property {string} before
 * @property {string} after
 * @property {string[]} against
 * @property {boolean} all
 * @property {ReportFormat} format
 */
/**
 * @typedef {object} CompileRequest
 * @property {"compile"} command
 * @property {string[]} files
 * @property {string} out
 * @property {boolean} cards
 * @property {boolean} commonWords whether names that are ordinary words need evidence
 * @property {import("./sources.js").SourceKind | undefined} from
 * @property {string} language empty where the sources say
 * @property {string | undefined} name
 * @property {number | undefined} priority
 * @property {Record<string, string>} columns
 * @property {boolean} strict
 */
/** @typedef {"find" | "compile" | "check" | "info" | "diff" | "expand" | "evaluate"} Command */
/** @typedef {{ command: "help", topic: Topic } | { command: "version" }} InformationRequest */
/** @typedef {Command | undefined} Topic a command, or none */

/**
 * @typedef {object} OptionRule
 * @property {"string" | "boolean"} type
 * @property {string} [short]
 * @property {boolean} [multiple]
 * @property {readonly string[]} [values] the only values that are allowed
 */

/** @type {Record<string, OptionRule>} */
const informationOptions = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
};

/** @type {Record<string, OptionRule>} */
const reportOptions = { format: { type: "string", values: ["text", "json"] } };
/** @type {Record<string, OptionRule>} */
const articleOptions = { against: { type: "string", multiple: true }, all: { type: "boolean" }, ...reportOptions };

/** @type {Record<Command, Record<string, OptionRule>>} */
const commands = {
  find: {
    dictionary: { type: "string", short: "d", multiple: true },
    format: { type: "string", values: ["json", "text", "html", "ndjson"] },
    input: { type: "string", values: ["text", "html", "ndjson"] },
    lines: { type: "string", values: ["separate", "wrapped"] },
    lang: { type: "string" },
    root: { type: "string" },
    occurrences: { type: "string" },
    "min-distance": { type: "string" },
    density: { type: "string" },
    about: { type: "string", multiple: true },
    certainty: { type: "string" },
    undecided: { type: "string", values: ["skip", "offer"] },
    introduced: { type: "string", values: ["anywhere", "before"] },
    without: { type: "string" },
    explain: { type: "boolean" },
    skip: { type: "string" },
    resume: { type: "string" },
    workers: { type: "string" },
    ...informationOptions,
  },
  compile: {
    output: { type: "string", short: "o" },
    "no-cards": { type: "boolean" },
    "no-common-words": { type: "boolean" },
    from: { type: "string", values: sourceKinds },
    language: { type: "string" },
    name: { type: "string" },
    priority: { type: "string" },
    columns: { type: "string" },
    strict: { type: "boolean" },
    ...informationOptions,
  },
  check: { ...articleOptions, strict: { type: "boolean" }, ...informationOptions },
  info: { ...reportOptions, ...informationOptions },
  diff: { ...articleOptions, ...informationOptions },
  expand: { ...expandOptions, ...informationOptions },
  evaluate: { ...evaluateOptions, ...informationOptions },
};

const commandNames = /** @type {Command[]} */ (Object.keys(commands));

/**
 * @param {string[]} words
 * @returns {FindRequest | CompileRequest | CheckRequest | InfoRequest | DiffRequest
 *   | import("./expand/request.js").ExpandRequest | import("./evaluate/request.js").EvaluateRequest | InformationRequest}
 */
export function parseArguments(words) {
  const [first, ...rest] = words;
  if (first === undefined) throw usage(`which command? ${commandNames.join(", ")}`, undefined);
  if (first.startsWith("-")) {
    const { values } = readOptions(words, Object.assign({}, ...Object.values(commands)), undefined);
    if (values.help) return { command: "help", topic: undefined };
    if (values.version) return { command: "version" };
    throw usage(`the command comes first: namelight find ${words.join(" ")}`, undefined);
  }
  if (first === "help") return { command: "help", topic: rest.length === 0 ? undefined : command(rest[0]) };
  const name = command(first);
  const { values, files } = readOptions(rest, commands[name], name);
  if (values.help) return { command: "help", topic: name };
  if (values.version) return { command: "version" };
  switch (name) {
    case "find":
      return findRequest(values, files);
    case "compile":
      return compileRequest(values, files);
    case "check":
      return checkRequest(values, files);
    case "info":
      return infoRequest(values, files);
    case "diff":
      return diffRequest(values, files);
    case "expand":
      return expandRequest(values, files);
    case "evaluate":
      return evaluateRequest(values, files);
  }
}

/**
 * @param {string} name
 * @returns {Command}
 */
function command(name) {
  const known = commandNames.find((one) => one === name);
  if (known) return known;
  const near = nearest(name, commandNames);
  const hint = near ? `; did you mean "${near}"?` : `: ${commandNames.join(", ")} are known`;
  throw usage(`unknown command "${name}"${hint}`, undefined);
}

/**
 * `--against a.txt b.txt`: every word up to the next option belongs to it, as a shell makes them of *.txt.
 * @param {string[]} words
 */
function withEachAgainst(words) {
  /** @type {string[]} */
  const spread = [];
  let isOpen = false;
  for (const word of words) {
    if (isOpen && spread.at(-1) !== "--against" && (word === stdin || !word.startsWith("-"))) spread.push("--against");
    else if (word.startsWith("-") && word !== stdin) isOpen = word === "--against";
    spread.push(word);
  }
  return spread;
}

/**
 * @param {string[]} words
 * @param {Record<string, OptionRule>} rules
 * @param {string | undefined} topic
 */
function readOptions(words, rules, topic) {
  // Not strict: parseArgs would neither name the nearest option nor all the values.
  const { tokens, values, positionals } = parseArgs({
    args: withEachAgainst(words), options: rules, strict: false, allowPositionals: true, tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const rule = Object.hasOwn(rules, token.name) ? rules[token.name] : undefined;
    if (!rule) throw usage(unknownOption(token.rawName, rules), topic);
    if (rule.type === "boolean" && token.value !== undefined) {
      throw usage(`${token.rawName} takes no value, but has "${token.value}"`, topic);
    }
    if (rule.type === "string") checkValue(token, rule, topic);
  }
  return { values: /** @type {Values} */ (values), files: positionals };
}

/**
 * @param {{ rawName: string, value?: string, inlineValue?: boolean }} token
 * @param {OptionRule} rule
 * @param {string | undefined} topic
 */
function checkValue({ rawName: name, value, inlineValue }, rule, topic) {
  const looksLikeOption = value !== undefined && !inlineValue && value.startsWith("-") && value !== stdin;
  // A priority may be below 0.
  if (value === undefined || value === "" || (looksLikeOption && !/^-\d+$/u.test(value))) {
    const wanted = rule.values ? `: ${rule.values.join(", ")}` : "";
    throw usage(`${name} needs a value${wanted}`, topic);
  }
  if (rule.values && !rule.values.includes(value)) {
    const near = nearest(value, rule.values);
    const hint = near ? `; did you mean "${near}"?` : "";
    throw usage(`${name} cannot be "${value}"${hint} (${rule.values.join(", ")})`, topic);
  }
}

/**
 * @param {string} rawName
 * @param {Record<string, OptionRule>} rules
 */
function unknownOption(rawName, rules) {
  const near = rawName.startsWith("--") ? nearest(rawName.slice(2), Object.keys(rules)) : undefined;
  if (near) return `unknown option ${rawName}; did you mean --${near}?`;
  return `unknown option ${rawName}: ${Object.keys(rules).map((name) => `--${name}`).join(", ")} are known`;
}

/**
 * @param {Values} values
 * @param {string[]} files
 * @returns {FindRequest}
 */
function findRequest(values, files) {
  const dictionaries = /** @type {string[]} */ (values.dictionary ?? []);
  if (dictionaries.length === 0) throw usage("find needs a dictionary: --dictionary entities.json", "find");
  if (files.length === 0) throw usage("find needs a file to read; - reads standard input", "find");
  readOnce([...dictionaries, ...files], "find");
  const root = optional(values.root);
  if (root !== undefined && !isSelector(root)) {
    throw usage(`--root cannot be "${root}": it takes tags, #ids, .classes and [name=value], `
      + "put together without spaces (article.story), with commas between alternatives", "find");
  }
  return {
    command: "find",
    files,
    dictionaries,
    format: /** @type {Format | undefined} */ (values.format),
    input: /** @type {InputKind | undefined} */ (values.input),
    wrapped: values.lines === "wrapped",
    lang: language(optional(values.lang)),
    root,
    options: decisionOptions(values),
    explain: values.explain === true,
    skip: wholeNumber("--skip", optional(values.skip), 0) ?? 0,
    resume: optional(values.resume),
    workers: wholeNumber("--workers", optional(values.workers), 1),
  };
}

/**
 * @param {string} name
 * @param {string | undefined} value
 * @param {number} least
 */
function wholeNumber(name, value, least) {
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value) || Number(value) < least) throw usage(`${name} cannot be "${value}": it takes a whole number from ${least}`, "find");
  return Number(value);
}

/**
 * @param {Values} values
 * @param {string[]} files
 * @returns {CheckRequest}
 */
function checkRequest(values, files) {
  if (files.length === 0) throw usage("check needs a dictionary to check; - reads standard input", "check");
  const against = articles(values);
  readOnce([...files, ...against], "check");
  return { command: "check", files, against, strict: values.strict === true, ...reportRequest(values) };
}

/**
 * @param {Values} values
 * @param {string[]} files
 * @returns {InfoRequest}
 */
function infoRequest(values, files) {
  if (files.length === 0) throw usage("info needs a dictionary; - reads standard input", "info");
  readOnce(files, "info");
  return { command: "info", files, format: reportRequest(values).format };
}

/**
 * @param {Values} values
 * @param {string[]} files
 * @returns {DiffRequest}
 */
function diffRequest(values, files) {
  const [before, after] = files;
  if (files.length !== 2) throw usage(`diff needs two dictionaries, the old and the new, not ${files.length}`, "diff");
  const against = articles(values);
  if (against.length === 0) throw usage("diff needs articles to compare on: --against articles/", "diff");
  readOnce([...files, ...against], "diff");
  return { command: "diff", before, after, against, ...reportRequest(values) };
}

/** @param {Values} values */
function articles(values) {
  return /** @type {string[]} */ (values.against ?? []);
}

/**
 * @param {Values} values
 * @returns {{ format: ReportFormat, all: boolean }}
 */
function reportRequest(values) {
  return { format: values.format === "json" ? "json" : "text", all: values.all === true };
}

/**
 * @param {Values} values
 * @param {string[]} files
 * @returns {CompileRequest}
 */
function compileRequest(values, files) {
  const out = optional(values.output);
  if (files.length === 0) throw usage("compile needs a source; - reads standard input", "compile");
  if (out === undefined) throw usage("compile needs a file to write: -o entities.namelight", "compile");
  if (out === stdin) throw usage("-o cannot be -: the cards are written beside the file", "compile");
  if (files.some((file) => file !== stdin && resolve(file) === resolve(out))) {
    throw usage(`-o ${out} is a source, too, and would be lost`, "compile");
  }
  readOnce(files, "compile");
  const priority = optional(values.priority);
  if (priority !== undefined && !(/^-?\d+$/u.test(priority) && Math.abs(Number(priority)) <= 1e6)) {
    throw usage(`--priority cannot be "${priority}": it is a whole number from -1000000 to 1000000`, "compile");
  }
  return {
    command: "compile",
    files,
    out,
    cards: values["no-cards"] !== true,
    commonWords: values["no-common-words"] !== true,
    from: /** @type {CompileRequest["from"]} */ (optional(values.from)),
    language: language(optional(values.language), "--language", "compile"),
    name: optional(values.name),
    priority: priority === undefined ? undefined : Number(priority),
    columns: columns(optional(values.columns)),
    strict: values.strict === true,
  };
}

/**
 * @param {string} [text] such as name=Label,aliases=Synonyms
 * @returns {Record<string, string>}
 */
function columns(text) {
  if (text === undefined) return {};
  const pairs = text.split(",").map((pair) => {
    const [, key, header] = /^([^=]+)=(.+)$/u.exec(pair.trim()) ?? [];
    if (!key) throw usage(`--columns cannot be "${pair}": it is KEY=HEADER, such as name=Label,aliases=Synonyms`, "compile");
    if (!columnNames.includes(key) && !/^description:[a-z]{2,3}(?:-[a-z\d]+)*$/iu.test(key)) {
      const near = nearest(key, columnNames);
      throw usage(`--columns does not know "${key}"${near ? `; did you mean "${near}"?` : `: ${columnNames.join(", ")} are known`}`, "compile");
    }
    return [key, header];
  });
  return Object.fromEntries(pairs);
}

/**
 * The options of deciding, as an application gives them.
 * @param {Values} values
 * @returns {import("../decisions.js").DecisionOptions}
 */
function decisionOptions(values) {
  /** @type {Record<string, any>} */
  const options = { undecided: "offer" };
  for (const [name, [expected, valid]] of Object.entries(decisionRules)) {
    const flag = name.replace(/[A-Z]/gu, "-$&").toLowerCase();
    const value = values[flag];
    if (value === undefined) continue;
    const read = typeof value === "string" && /^\d+(?:\.\d+)?$/u.test(value) ? Number(value) : value;
    if (!valid(read)) throw usage(`--${flag} cannot be "${value}"; it is ${expected.replaceAll('"', "")}`, "find");
    options[name] = read;
  }
  return options;
}
