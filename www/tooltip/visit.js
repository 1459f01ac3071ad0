// In: a highlighter, one of its mentions. Out: the mention in view, or the next of its entity's that can be.
import { rectsInPage, viewOf } from "./opening.js";

/** @typedef {import("./opening.js").HighlighterLike} HighlighterLike */

/** Nearer to the edge of the window than this, a line has no surroundings. */
const ROOM_PX = 80;
/** What the tooltip's sheet, as high as it may be, leaves of a narrow window. */
const SEEN_ABOVE_SHEET = 0.4;
export const NARROW = "(max-width: 600px)";

/** @param {HighlighterLike} highlighter @param {string} id @returns {number[]} its entity's mentions, in document order */
export function mentionsOf({ inOrder }, id) {
  return Array.from(inOrder(), ([number, { entity }]) => (entity === id ? number : -1)).filter((number) => number >= 0);
}

/**
 * What is closed or hidden (in `<details>`, say) is passed over. Nothing moves that is well in view.
 * @param {HighlighterLike} highlighter
 * @param {number} mention
 * @param {1 | -1} by on which way to look for another
 * @returns {number | null}
 */
export function bringIntoView(highlighter, mention, by) {
  const { painter } = highlighter;
  const all = mentionsOf(highlighter, highlighter.mention(mention)?.entity ?? "");
  const lineOf = () => rectsInPage(highlighter, mention)[0];
  for (const _ of all) {
    if (lineOf()) {
      // For boxes that scroll, and frames; of a long paragraph it may be another part.
      const anchor = painter.anchorOf(mention);
      if (!isInView(lineOf()) || viewOf(anchor) !== window) anchor?.scrollIntoView({ block: "nearest", behavior: "instant" });
      if (!isInView(lineOf())) scrollBy({ top: lineOf().y - innerHeight / 3, behavior: "instant" });
      return mention;
    }
    mention = stepFrom(all, mention, by);
  }
  return null;
}

/**
 * The mention after, or before, one of an entity's; after the last comes the first.
 * @param {number[]} mentions
 * @param {number} from unknown: before the first
 * @param {number} by 1 or -1
 */
export function stepFrom(mentions, from, by) {
  return mentions[(mentions.indexOf(from) + by + mentions.length) % mentions.length];
}

/** @param {import("./place.js").Rect} line */
const isInView = ({ y, height }) =>
  y >= ROOM_PX && y + height <= (matchMedia(NARROW).matches ? innerHeight * SEEN_ABOVE_SHEET : innerHeight - ROOM_PX);
