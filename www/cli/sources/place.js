/**
 * What every reader of a source gives: items, each with the way from a fault in it back to its place in the file.
 * Guarantees: lines and columns are from 1, columns in UTF-16 units; a place that a format cannot tell is left out.
 */
import { NamelightError } from "../../error.js";
import { locate } from "../positions.js";

/** @typedef {{ path?: string, line?: number, column?: number }} Place */
/**
 * The place of what a path within an item names: "$" the item itself, "$.aliases[0]" its first alias.
 * @typedef {(path: string, ofKey?: boolean) => Place} PlaceOf
 */
/** @typedef {Place & { severity: "error" | "warning", code: string, message: string }} PlacedFault */
/**
 * Something of a dictionary source, in DESIGN's JSON form and unchecked, or what could not be made into it.
 * @typedef {{ entity: unknown, placeOf: PlaceOf } | { suppress: unknown, placeOf: PlaceOf }
 *   | { head: Record<string, unknown>, placeOf: PlaceOf } | { fault: PlacedFault }} Item
 */
/**
 * @typedef {object} SourceText
 * @property {string} name of the file, for messages
 * @property {AsyncIterable<Buffer>} chunks UTF-8 without a byte order mark; no character is parted
 */
/**
 * @typedef {object} ReadOptions
 * @property {string} language of which labels are wanted, or empty
 * @property {Record<string, string>} columns the header of each mapped column, by the key that it stands for
 */

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * @param {string} text JSON of one value
 * @param {string} prefix the path of the value in its file
 * @param {{ line: number, column: number }} start where the text begins
 * @returns {PlaceOf}
 */
export function placesInJson(text, prefix, start) {
  return (path, ofKey) => {
    const found = locate(text, [path]).positionOf(path, ofKey) ?? { line: 1, column: 1 };
    return { path: prefix + path.slice(1), ...shift(found, start) };
  };
}

/**
 * @param {{ line: number, column: number }} position in a text
 * @param {{ line: number, column: number }} start of the text
 */
export function shift({ line, column }, start) {
  return { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
}

/** @param {Place} place @returns {PlaceOf} */
export const always = (place) => () => place;

/**
 * @param {"error" | "warning"} severity
 * @param {string} code
 * @param {string} message
 * @param {Place} place
 * @returns {Item}
 */
export const faultItem = (severity, code, message, place) => ({ fault: { severity, code, message, ...place } });

/**
 * The form that editors and terminals turn into a link.
 * @param {string} name
 * @param {PlacedFault} fault
 */
export function formatFault(name, { line, column, severity, path, message, code }) {
  const position = line === undefined ? "" : `:${line}:${column ?? 1}`;
  return `${name}${position}: ${severity}: ${path ? `${path}: ` : ""}${message} [${code}]`;
}

/**
 * What ends a source, since nothing behind it can be trusted.
 * @param {string} name
 * @param {string} message
 * @param {Place} [place]
 * @param {string} [code]
 */
export function broken(name, message, place = {}, code = "syntax") {
  return new NamelightError(code, formatFault(name, { severity: "error", code, message, ...place }));
}
