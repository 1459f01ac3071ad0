/**
 * In: the text of a JSON file. Out: its value, and every fault of its syntax.
 * Guarantees: strict JSON, as a page reads it; lines and columns are from 1, columns in UTF-16 units; a file
 * however large or deep gives faults, never an exception.
 */
import { parse, ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";

/** @typedef {{ line: number, column: number }} Position */
/** @typedef {Position & { code: string, message: string }} SyntaxFault */

/** More than these are echoes of the first ones. */
const maximumSyntaxFaults = 1000;
/** How much of an offending text a message quotes, in UTF-16 units. */
const quotedLength = 30;

/**
 * @param {string} text
 * @returns {{ value: unknown, faults: SyntaxFault[] }} value: undefined where the faults leave it open
 */
export function parseJson(text) {
  try {
    return { value: JSON.parse(text), faults: [] };
  } catch (error) {
    const faults = syntaxFaults(text, /** @type {Error} */ (error).message);
    const clear = faults.every(({ code }) => code === "comment" || code === "trailing-comma");
    return { value: clear ? parse(text, [], { allowTrailingComma: true }) : undefined, faults };
  }
}

/**
 * @param {string} text
 * @param {string} reason what the engine's own parser said
 * @returns {SyntaxFault[]}
 */
function syntaxFaults(text, reason) {
  const beginning = text.match(/\S/u);
  if (!beginning) {
    const message = 'the file is empty; a dictionary is {"entities": […]}';
    return [{ line: 1, column: 1, code: "empty", message }];
  }
  if (!"{[/".includes(beginning[0])) {
    const quoted = quote(text, beginning.index ?? 0);
    return [{ ...positionOf(text, beginning.index ?? 0), code: "not-json",
      message: `this is not JSON: it begins with ${quoted}; a dictionary is {"entities": […]}` }];
  }
  /** @type {SyntaxFault[]} */
  const faults = [];
  /** @type {{ error: ParseErrorCode, offset: number } | undefined} */
  let last;
  try {
    visit(text, {
      onError(error, offset, length, line, column) {
        const isEcho = last !== undefined && echoes(error, last.error, text.slice(last.offset, offset));
        last = { error, offset };
        if (isEcho || faults.length === maximumSyntaxFaults) return;
        faults.push({ line: line + 1, column: column + 1, ...describe(text, error, offset, length) });
      },
    }, { disallowComments: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (faults.length === 0) {
    const [, offset] = reason.match(/position (\d+)/u) ?? [];
    const message = `this is not JSON: ${reason}`;
    faults.push({ ...positionOf(text, Number(offset ?? 0)), code: "not-json", message });
  }
  return faults;
}

/**
 * Whether an error is only what the parser missed because of the one before.
 * @param {ParseErrorCode} error
 * @param {ParseErrorCode} last
 * @param {string} between
 */
function echoes(error, last, between) {
  switch (error) {
    case ParseErrorCode.PropertyNameExpected:
    case ParseErrorCode.ValueExpected:
    case ParseErrorCode.ColonExpected:
      return !between.includes(",");
    case ParseErrorCode.CommaExpected:
      return between === "" || (last === ParseErrorCode.InvalidSymbol && !between.includes(","));
    default:
      return between === "";
  }
}

/**
 * @param {string} text
 * @param {ParseErrorCode} error
 * @param {number} offset
 * @param {number} length
 */
function describe(text, error, offset, length) {
  const code = "syntax";
  const quoted = quote(text, offset, length);
  const before = text.slice(Math.max(0, offset - 200), offset).trimEnd().at(-1);
  switch (error) {
    case ParseErrorCode.InvalidCommentToken:
    case ParseErrorCode.UnexpectedEndOfComment:
      return { code: "comment", message: "JSON has no comments; take it out" };
    case ParseErrorCode.PropertyNameExpected:
    case ParseErrorCode.ValueExpected:
      if (before === "," && "}]".includes(text[offset] ?? "x")) {
        return { code: "trailing-comma", message: `there is a comma before "${text[offset]}"; take it out` };
      }
      if (offset >= text.trimEnd().length) {
        return { code, message: `the file ends too early, after "${before}"` };
      }
      return error === ParseErrorCode.ValueExpected
        ? { code, message: `a value is missing before ${quoted}` }
        : { code, message: `a name in double quotation marks belongs here, not ${quoted}` };
    case ParseErrorCode.InvalidSymbol:
      return { code, message: `${quoted} is not JSON; text stands in double quotation marks, `
        + "and only true, false, null and numbers stand without" };
    case ParseErrorCode.ColonExpected:
      return { code, message: `a colon is missing before ${quoted}` };
    case ParseErrorCode.CommaExpected:
      if (/\d/u.test(text[offset]) && text[offset - 1] === "0") {
        return { code, message: "a number does not begin with 0" };
      }
      return { code, message: `a comma is missing before ${quoted}` };
    case ParseErrorCode.CloseBraceExpected:
      return { code, message: 'a closing "}" is missing' };
    case ParseErrorCode.CloseBracketExpected:
      return { code, message: 'a closing "]" is missing' };
    case ParseErrorCode.EndOfFileExpected:
      return { code, message: `the JSON ended before this; ${quoted} does not belong here` };
    case ParseErrorCode.UnexpectedEndOfString:
      return { code, message: `the text ${quoted} has no closing quotation mark in its line` };
    case ParseErrorCode.UnexpectedEndOfNumber:
      return { code, message: `${quoted} is not a whole number; a digit is missing` };
    case ParseErrorCode.InvalidUnicode:
      return { code, message: "\\u needs four hexadecimal digits" };
    case ParseErrorCode.InvalidEscapeCharacter:
      return { code, message: `a backslash in ${quoted} stands before none of " \\ / b f n r t u; `
        + "write \\\\ for a backslash" };
    case ParseErrorCode.InvalidCharacter:
      return { code, message: `a control character stands in ${quoted}; write it as \\n, \\t or \\u00XX` };
    default:
      return { code, message: printParseErrorCode(error) };
  }
}

/**
 * @param {string} text
 * @param {number} offset
 * @param {number} [length]
 */
function quote(text, offset, length = quotedLength) {
  const shown = text.slice(offset, offset + Math.min(Math.max(length, 1), quotedLength)).split(/[\n\r]/u)[0];
  return shown === "" ? "the end of the line" : `\u201c${shown}\u201d`;
}

/**
 * @param {string} text
 * @param {number} offset
 * @returns {Position}
 */
function positionOf(text, offset) {
  const lines = text.slice(0, offset).split(/\r\n|[\n\r]/u);
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}
