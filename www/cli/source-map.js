/**
 * In: a stretch of HTML source and the text that a parser read from it. Out: for every UTF-16 unit of the
 * text, where in the source the character that it comes from begins and ends.
 * Guarantees: character references, CRLF and NUL are followed as the HTML standard reads them; a source that
 * reads otherwise than expected still gives offsets in order and within the stretch.
 */
import { DecodingMode, HtmlEntityDecoder } from "entities/decode";

/** @typedef {{ starts: Uint32Array, ends: Uint32Array }} SourceMap offsets from the stretch's beginning */

const space = 0x20;
/** An end tag without a name: the one markup that leaves no token between the characters around it. */
const namelessEndTag = "</>";

/**
 * @param {string} source
 * @param {string} text
 * @param {boolean} raw whether `&` stands for itself here, as in a script
 * @returns {SourceMap | null} null where the text is the source, unit for unit
 */
export function mapSource(source, text, raw) {
  if (source === text) return null;
  const read = readUnits(source, raw);
  if (read.text === text) return { starts: Uint32Array.from(read.starts), ends: Uint32Array.from(read.ends) };
  // The parser drops a line break right after <pre>; whatever else it drops is passed over likewise.
  const firstDropped = read.text === `\n${text}` ? 1 : 0;
  const starts = new Uint32Array(text.length).fill(source.length);
  const ends = new Uint32Array(text.length).fill(source.length);
  for (let unit = 0, from = firstDropped; unit < text.length && from < read.text.length; from++) {
    if (read.text[from] !== text[unit]) continue;
    starts[unit] = read.starts[from];
    ends[unit] = read.ends[from];
    unit++;
  }
  return { starts, ends };
}

/**
 * parse5 ends a token within a character reference when the reference begins the next token: then that
 * belongs whole to the next.
 * @param {string} source
 * @param {number} boundary between two tokens, as parse5 tells it
 */
export function correctBoundary(source, boundary) {
  // Nearly every boundary is one between a word and white space, where no reference can go on.
  if (source.charCodeAt(boundary) <= space || source.charCodeAt(boundary - 1) <= space) return boundary;
  if (!/[\w#;]/.test(source[boundary] ?? "")) return boundary;
  let start = boundary;
  while (start > 0 && /[\w#]/.test(source[start - 1])) start--;
  if (source[start - 1] !== "&") return boundary;
  const decoder = new HtmlEntityDecoder(() => {});
  return start - 1 + referenceLength(decoder, source, start - 1) > boundary ? start - 1 : boundary;
}

/**
 * @param {HtmlEntityDecoder} decoder hears what the reference stands for
 * @param {string} source
 * @param {number} start of a `&`
 * @returns {number} 0 where no reference begins
 */
function referenceLength(decoder, source, start) {
  decoder.startEntity(DecodingMode.Legacy);
  const length = decoder.write(source, start + 1);
  return length === -1 ? decoder.end() : length;
}

/**
 * @param {string} source
 * @param {boolean} raw
 */
function readUnits(source, raw) {
  let text = "";
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let value = "";
  const decoder = new HtmlEntityDecoder((codePoint) => {
    value += String.fromCodePoint(codePoint);
  });
  for (let start = 0, end = 0; start < source.length; start = end) {
    value = source[start];
    end = start + 1;
    if (value === "\r") {
      value = "\n";
      if (source[end] === "\n") end++;
    } else if (value === "\0") {
      value = "\ufffd";
    } else if (value === "&" && !raw) {
      value = "";
      const length = referenceLength(decoder, source, start);
      if (length > 0) end = start + length;
      else value = "&";
    } else if (value === "<" && !raw && source.startsWith(namelessEndTag, start)) {
      value = "";
      end = start + namelessEndTag.length;
    }
    text += value;
    for (let unit = 0; unit < value.length; unit++) {
      starts.push(start);
      ends.push(end);
    }
  }
  return { text, starts, ends };
}
