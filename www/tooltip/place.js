// In: rectangles: a mention's lines, where the pointer is, the tooltip's size, what is visible of the page.
// Out: a position beside one line, or `sheet` for narrow touch screens.
// Guarantees: no DOM but what the caller's functions read; the tooltip stays inside the visible part of the page.

// Arithmetic, where a library would do: in the top layer there are no clipping ancestors, offset parents or transforms to
// search for, which is what Floating UI is for; the rest of it, 1.7 KB, came down to the sums below.

/** Near enough to belong to the line, and the pointer crosses it well within the grace time. */
const GAP_PX = 6;
/** Air between the tooltip and the edge of the screen. */
const MARGIN_PX = 8;
/** Below this (400 % zoom, a phone on its side) covering the line, with all the height there is, beats a slit. */
const LEAST_HEIGHT_PX = 144;
/** Narrower than any tablet: a box beside the line would be a sheet anyhow. */
const SHEET_BELOW_WIDTH_PX = 600;

/** @typedef {{ x: number, y: number, width: number, height: number }} Rect */
/** @typedef {{ x: number, y: number }} Point */

/**
 * @param {{ width: number, isTouch: boolean }} screen isTouch: opened by a finger, or on a device made for them
 * @returns {"box" | "sheet"}
 */
export function formFor({ width, isTouch }) {
  return isTouch && width < SHEET_BELOW_WIDTH_PX ? "sheet" : "box";
}

/**
 * A mention's pieces often lie side by side on one line (`<b>Karoline</b> Leavitt`): they are one line here.
 * @param {Iterable<Rect>} rects in document order
 * @returns {Rect[]}
 */
export function joinLines(rects) {
  /** @type {Rect[]} */
  const lines = [];
  for (const { x, y, width, height } of rects) {
    if (width === 0 && height === 0) continue;
    const last = lines.at(-1);
    if (last && isSameLine(last, { x, y, width, height })) {
      const right = Math.max(last.x + last.width, x + width);
      const bottom = Math.max(last.y + last.height, y + height);
      last.x = Math.min(last.x, x);
      last.y = Math.min(last.y, y);
      last.width = right - last.x;
      last.height = bottom - last.y;
    } else {
      lines.push({ x, y, width, height });
    }
  }
  return lines;
}

/**
 * @param {Rect[]} lines
 * @param {Point | null} point where the pointer is; null for the keyboard
 * @returns {number} index of the line under the pointer or nearest to it; else the first
 */
export function chooseLine(lines, point) {
  if (!point) return 0;
  const distances = lines.map((line) => distance(line, point));
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}

/**
 * @param {Rect} line
 * @param {{
 *   isRightToLeft: boolean,
 *   visible: Rect,
 *   measure: () => { width: number, height: number },
 *   limitHeight: (px: number) => void,
 * }} tooltip visible: the part of the page that can be seen, in the coordinates of `line`
 * @returns {{ x: number, y: number, side: "top" | "bottom" }}
 */
export function placeBeside(line, { isRightToLeft, visible, measure, limitHeight }) {
  const above = line.y - visible.y;
  const below = visible.height - above - line.height;
  const isBelow = measure().height + GAP_PX + MARGIN_PX <= below || below >= above;
  const room = (isBelow ? below : above) - GAP_PX - MARGIN_PX;
  const limit = visible.height - 2 * MARGIN_PX;
  limitHeight(room < LEAST_HEIGHT_PX ? limit : Math.min(room, limit));
  const { width, height } = measure();
  const x = isRightToLeft ? line.x + line.width - width : line.x;
  const y = isBelow ? line.y + line.height + GAP_PX : line.y - GAP_PX - height;
  return {
    x: keepWithin(x, width, visible.x, visible.width),
    y: keepWithin(y, height, visible.y, visible.height),
    side: isBelow ? "bottom" : "top",
  };
}

/** @param {number} at @param {number} length @param {number} from @param {number} room */
function keepWithin(at, length, from, room) {
  return Math.max(from + MARGIN_PX, Math.min(at, from + room - MARGIN_PX - length));
}

/** @param {Rect} one @param {Rect} other */
function isSameLine(one, other) {
  const shared = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  const least = Math.min(one.height, other.height);
  const between = Math.max(one.x, other.x) - Math.min(one.x + one.width, other.x + other.width);
  // Half of the height tells lines from a raised or smaller piece; the gap is that of a wide space.
  return shared > least / 2 && between < least;
}

/** @param {Rect} rect @param {Point} point */
function distance(rect, point) {
  const x = Math.max(rect.x - point.x, 0, point.x - rect.x - rect.width);
  const y = Math.max(rect.y - point.y, 0, point.y - rect.y - rect.height);
  return Math.hypot(x, y);
}
