// The tooltip's state machine as a table: what happens, one step a line, and what the reader then has.
// Timers are named, never waited for: `rings` is the timer's own event.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CLOSED, HIDE_DELAY_MS, SEEN_DELAY_MS, SHOW_DELAY_MS, step } from "../../www/tooltip/hover.js";

/** @typedef {import("../../www/tooltip/hover.js").HoverEvent} HoverEvent */
/** @typedef {import("../../www/tooltip/hover.js").HoverState} HoverState */
/** @typedef {import("../../www/tooltip/hover.js").Effect} Effect */

/** @type {Record<string, (mention: string) => HoverEvent>} */
const happenings = {
  enters: (mention) => ({ type: "enter", mention }),
  leaves: (mention) => ({ type: "leave", mention }),
  focuses: (mention) => ({ type: "focus", mention }),
  blurs: () => ({ type: "blur" }),
  "enters-card": () => ({ type: "enterCard" }),
  "leaves-card": () => ({ type: "leaveCard" }),
  "focuses-card": () => ({ type: "focusCard" }),
  "blurs-card": () => ({ type: "blurCard" }),
  "presses-button": () => ({ type: "hold" }),
  clicks: (mention) => ({ type: "press", mention, how: "click" }),
  "presses-enter": (mention) => ({ type: "press", mention, how: "enter" }),
  "presses-space": (mention) => ({ type: "press", mention, how: "space" }),
  assists: (mention) => ({ type: "press", mention, how: "assist" }),
  calls: (mention) => ({ type: "press", mention, how: "call" }),
  closes: (reason) => ({ type: "close", reason: /** @type {import("../../www/tooltip/hover.js").CloseReason} */ (reason) }),
  refuses: () => ({ type: "refused" }),
  rings: (name) => ({ type: "timer", name: /** @type {import("../../www/tooltip/hover.js").TimerName} */ (name) }),
};

/** @param {Effect} effect @returns {string} */
function spell(effect) {
  switch (effect.type) {
    case "timer": return effect.ms === undefined ? `stop ${effect.name}` : `start ${effect.name} ${effect.ms}`;
    case "open": return `open ${effect.mention} by ${effect.how}`;
    case "close": return `close ${effect.mention}: ${effect.reason}`;
    case "seen": return `seen ${effect.mention}`;
    case "focusMark": return `focus mark ${effect.mention}`;
    case "focusCard": return "focus card";
    case "pin": return "pin";
  }
}

/** @param {string} story `enters A, rings show` @param {HoverState} [from] */
function run(story, from = CLOSED) {
  /** @type {string[]} */
  const effects = [];
  let state = from;
  for (const line of story.split(",")) {
    const [what = "", whom = ""] = line.trim().split(" ");
    const event = happenings[what];
    assert.ok(event, `no such happening: ${what}`);
    const before = structuredClone(state);
    const next = step(Object.freeze(state), event(whom));
    assert.deepEqual(state, before, "the state that was is left as it was");
    state = next.state;
    effects.push(...next.effects.map(spell));
  }
  return { state, effects, shown: effects.filter((effect) => !/^(start|stop) /.test(effect)) };
}

/** A name, what happens, what the reader sees of it, whether it is open at the end. @type {[string, string, string[], string][]} */
const stories = [
  ["resting opens", "enters A, rings show", ["open A by hover"], "open"],
  ["passing by does not", "enters A, leaves A", [], "closed"],
  ["passing to another waits for that one", "enters A, leaves A, enters B, rings show", ["open B by hover"], "open"],
  ["leaving closes after the grace", "enters A, rings show, leaves A, rings hide", ["open A by hover", "close A: leave"], "closed"],
  ["coming back within the grace keeps it", "enters A, rings show, leaves A, enters A, rings hide", ["open A by hover"], "open"],
  ["the pointer may travel into the tooltip", "enters A, rings show, leaves A, enters-card, rings hide", ["open A by hover"], "open"],
  ["and out of it", "enters A, rings show, leaves A, enters-card, leaves-card, rings hide", ["open A by hover", "close A: leave"], "closed"],
  ["another mark on the way is not opened", "enters A, rings show, leaves A, enters B, leaves B, enters-card, rings show", ["open A by hover"], "open"],
  ["resting on another switches", "enters A, rings show, leaves A, enters B, rings show", ["open A by hover", "close A: switch", "open B by hover"], "open"],
  ["pressing the button while waiting means selecting", "enters A, presses-button, rings show", [], "closed"],
  ["a click pins what hovering opened", "enters A, rings show, presses-button, clicks A, leaves A, rings hide", ["open A by hover", "pin"], "open"],
  ["a click opens at once", "enters A, presses-button, clicks A", ["open A by click"], "open"],
  ["a second click closes", "clicks A, clicks A", ["open A by click", "close A: press"], "closed"],
  ["a click on another mark switches", "clicks A, clicks B", ["open A by click", "close A: switch", "open B by click"], "open"],
  ["what is pinned is not replaced by hovering", "clicks A, leaves A, enters B, rings show", ["open A by click"], "open"],
  ["what is pinned stays when the pointer leaves", "clicks A, enters-card, leaves-card, rings hide", ["open A by click"], "open"],
  ["a press outside closes what is pinned", "clicks A, closes outside", ["open A by click", "close A: outside"], "closed"],
  ["Esc closes while the pointer rests", "enters A, rings show, closes escape", ["open A by hover", "close A: escape"], "closed"],
  ["and nothing opens again by itself", "enters A, rings show, closes escape, leaves A, rings show, rings hide", ["open A by hover", "close A: escape"], "closed"],
  ["Esc gives up what waits", "enters A, closes escape, rings show", [], "closed"],
  ["focus opens", "focuses A, rings show", ["open A by focus"], "open"],
  ["tabbing past opens nothing", "focuses A, blurs, rings show", [], "closed"],
  ["tabbing on closes", "focuses A, rings show, blurs", ["open A by focus", "close A: blur"], "closed"],
  ["tabbing to another mark switches", "focuses A, rings show, focuses B, rings show", ["open A by focus", "close A: switch", "open B by focus"], "open"],
  ["focus keeps it when the pointer leaves", "enters A, rings show, focuses A, leaves A, rings hide", ["open A by hover"], "open"],
  ["the pointer keeps it when the focus leaves", "focuses A, rings show, enters A, blurs", ["open A by focus"], "open"],
  ["a mark scrolled under the pointer does not take it from the keyboard", "focuses A, rings show, enters B, rings show", ["open A by focus"], "open"],
  ["nor what the keyboard waits for", "focuses A, enters B, rings show", ["open A by focus"], "open"],
  ["Enter on what focus opened leads into the card", "focuses A, rings show, presses-enter A", ["open A by focus", "pin", "focus card"], "open"],
  ["Enter opens what is closed", "presses-enter A", ["open A by enter"], "open"],
  ["Space toggles", "presses-space A, presses-space A", ["open A by space", "close A: press"], "closed"],
  ["Space closes what focus opened", "focuses A, rings show, presses-space A", ["open A by focus", "close A: press"], "closed"],
  ["Tab leads into the card, which keeps it", "focuses A, rings show, focuses-card", ["open A by focus"], "open"],
  ["Esc in the card leads back to the mark", "focuses A, rings show, focuses-card, closes escape", ["open A by focus", "focus mark A", "close A: escape"], "closed"],
  ["so does the close button", "clicks A, focuses-card, closes button", ["open A by click", "focus mark A", "close A: button"], "closed"],
  ["a press outside does not pull the focus back", "clicks A, focuses-card, closes outside", ["open A by click", "close A: outside"], "closed"],
  ["tabbing out of the card closes even what is pinned", "clicks A, focuses-card, blurs-card", ["open A by click", "close A: blur"], "closed"],
  ["tabbing back to the mark keeps it", "focuses A, rings show, focuses-card, focuses A, rings hide", ["open A by focus"], "open"],
  ["a screen reader is taken to the card", "assists A", ["open A by assist", "focus card"], "open"],
  ["also where focus had opened it", "focuses A, rings show, assists A", ["open A by focus", "pin", "focus card"], "open"],
  ["and closes with the same gesture", "assists A, assists A", ["open A by assist", "focus card", "close A: press"], "closed"],
  ["a call opens and stays open", "calls A, calls A", ["open A by call", "pin"], "open"],
  ["what the site refuses is closed without a word", "clicks A, refuses", ["open A by click"], "closed"],
  ["open for a second is seen", "clicks A, rings seen", ["open A by click", "seen A"], "open"],
  ["a timer that rings too late does nothing", "rings show, rings hide, rings seen", [], "closed"],
  ["nothing happens to nobody", "leaves A, blurs, enters-card, leaves-card, focuses-card, blurs-card, presses-button, closes escape, refuses", [], "closed"],
];

describe("the tooltip's state machine", () => {
  for (const [name, story, shown, phase] of stories) {
    test(name, () => {
      const result = run(story);
      assert.deepEqual(result.shown, shown);
      assert.equal(result.state.phase, phase);
    });
  }

  test("the delays are those that are named", () => {
    assert.deepEqual(run("enters A, rings show, leaves A").effects, [
      `start show ${SHOW_DELAY_MS}`, "open A by hover", `start seen ${SEEN_DELAY_MS}`, `start hide ${HIDE_DELAY_MS}`,
    ]);
  });

  test("what was over before anybody listened counts", () => {
    const { effects } = step(CLOSED, { type: "enter", mention: "A", elapsedMs: 100 });
    assert.deepEqual(effects.map(spell), [`start show ${SHOW_DELAY_MS - 100}`]);
    const late = step(CLOSED, { type: "focus", mention: "A", elapsedMs: 9000 });
    assert.deepEqual(late.effects.map(spell), ["start show 0"]);
  });

  test("every timer is stopped when it closes, and each open has its close", () => {
    const words = Object.keys(happenings);
    let state = /** @type {HoverState} */ (CLOSED);
    let open = null;
    // A fixed walk through many thousand steps: every event in every state that can be reached.
    for (let seed = 1, at = 0; at < 20_000; at += 1) {
      seed = (seed * 48_271) % 0x7fffffff;
      const what = words[seed % words.length] ?? "";
      const whom = what === "closes" ? "escape" : what === "rings" ? ["show", "hide", "seen"][seed % 3] : "ABC"[(seed >> 8) % 3];
      const next = step(state, /** @type {(whom: string) => HoverEvent} */ (happenings[what])(whom ?? ""));
      for (const effect of next.effects) {
        if (effect.type === "open") {
          assert.equal(open, null, "one at a time");
          open = effect.mention;
        }
        if (effect.type === "close") {
          assert.equal(effect.mention, open);
          open = null;
          const stopped = next.effects.filter((effect) => effect.type === "timer" && effect.ms === undefined).length;
          assert.ok(stopped >= 3, "show, hide and seen are stopped");
        }
      }
      if (what === "refuses" && state.phase === "open") open = null;
      state = next.state;
      assert.equal(state.phase === "open" ? state.mention : null, open);
    }
  });
});
