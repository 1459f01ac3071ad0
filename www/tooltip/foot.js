// In: an opening. Out: the foot of its card: on to the neighbouring mentions of its entity, and what the reader may choose.
// Guarantees: nothing is offered that could not be taken back: without the list there are no choices.
import { fill } from "./strings.js";
import { mentionsOf } from "./visit.js";

/**
 * @param {import("./view.js").Make} make
 * @param {import("./opening.js").Opening} opening
 * @param {(by: 1 | -1) => void} onStep
 * @param {() => void} close
 * @returns {Node[]}
 */
export function viewFoot(make, { owner: { highlighter, list, strings }, mention, id }, onStep, close) {
  const all = mentionsOf(highlighter, id);
  /** @type {Node[]} */
  const nodes = [];
  if (all.length > 1) {
    const number = String(all.indexOf(mention) + 1);
    const place = make("span", "place", fill(strings.place, { number, count: String(all.length) }));
    place.id = "place";
    /** @type {[by: 1 | -1, part: string, label: string, key: string][]} */
    const steps = [
      [-1, "previous", strings.previousMention, "ArrowUp"],
      [1, "next", strings.nextMention, "ArrowDown"],
    ];
    const [previous, next] = steps.map(([by, part, label, key]) => {
      const button = make("button", part, by < 0 ? "↑" : "↓");
      button.setAttribute("aria-label", label);
      button.setAttribute("aria-describedby", place.id);
      button.setAttribute("aria-keyshortcuts", `Alt+${key}`);
      button.addEventListener("click", () => onStep(by));
      return button;
    });
    nodes.push(previous, place, next);
  }
  if (highlighter.options.list !== false) {
    /** @type {[label: string, change: () => Partial<import("../reader.js").Choice>][]} */
    const choices = [
      [strings.hideName, () => ({ hidden: [...highlighter.reader.choice().hidden, id] })],
      [strings.turnOff, () => ({ isOff: true })],
    ];
    const summary = make("summary", "choices", "⋯");
    summary.setAttribute("aria-label", strings.choices);
    const buttons = choices.map(([label, change]) => {
      const button = make("button", "choice", label);
      button.addEventListener("click", () => {
        close();
        // The mark that would have it goes; there is the way back.
        list.takeFocus();
        highlighter.reader.choose(change());
      });
      return button;
    });
    nodes.push(make("details", "", summary, ...buttons));
  }
  return nodes;
}
