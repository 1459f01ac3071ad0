// In: the tooltip's state and one event (a pointer, the focus, a press, a timer that rang).
// Out: the next state and the effects that the shell carries out, in their order.
// Guarantees: pure: no DOM, no clock, no timers; a mention is an opaque key; what is open stays while the pointer, the
// keyboard focus or a press holds it (WCAG 1.4.13); an event that means nothing changes nothing.

/** The pointer or the focus must rest this long: passing over a line of names opens nothing. */
export const SHOW_DELAY_MS = 150;
/** Time to travel from the mark across the gap into the tooltip; what Wikimedia's page previews measured as enough. */
export const HIDE_DELAY_MS = 300;
/** Open for this long counts as seen; shorter is passing by. */
export const SEEN_DELAY_MS = 1000;

/** @typedef {string} MentionKey */
/** @typedef {"show" | "hide" | "seen"} TimerName */
/** @typedef {"hover" | "focus"} Rest what rests on a mark */
/**
 * @typedef {"click" | "enter" | "space" | "assist" | "call" | "visit"} Press assist: by a screen reader; call: by the page's
 *   own code; visit: by keyboard, from the list or another mention
 */
/**
 * @typedef {"leave" | "blur" | "escape" | "button" | "outside" | "press" | "switch" | "lost" | "platform"
 * } CloseReason
 */
/**
 * @typedef {{ phase: "closed" }
 *   | { phase: "waiting", mention: MentionKey, by: Rest }
 *   | { phase: "open", mention: MentionKey, pinned: boolean, pointer: boolean, focus: "none" | "mark" | "card",
 *       next: MentionKey | null }
 * } HoverState
 * `pointer`: it is on the mark or in the tooltip; `next`: another mark on which the pointer rests meanwhile.
 */
/** @typedef {Extract<HoverState, { phase: "open" }>} OpenState */
/**
 * @typedef {{ type: "enter", mention: MentionKey, elapsedMs?: number }
 *   | { type: "leave", mention: MentionKey }
 *   | { type: "enterCard" } | { type: "leaveCard" }
 *   | { type: "focus", mention: MentionKey, elapsedMs?: number }
 *   | { type: "blur" }
 *   | { type: "focusCard" } | { type: "blurCard" }
 *   | { type: "hold" }
 *   | { type: "press", mention: MentionKey, how: Press }
 *   | { type: "close", reason: CloseReason }
 *   | { type: "refused" }
 *   | { type: "timer", name: TimerName }
 * } HoverEvent
 * `hold`: a button went down on the page (perhaps to select text); `refused`: the site cancelled the opening.
 */
/**
 * @typedef {{ type: "startTimer", name: TimerName, ms: number }
 *   | { type: "stopTimer", name: TimerName }
 *   | { type: "open", mention: MentionKey, how: Rest | Press }
 *   | { type: "pin" } | { type: "focusCard" } | { type: "focusMark", mention: MentionKey }
 *   | { type: "close", mention: MentionKey, reason: CloseReason }
 *   | { type: "seen", mention: MentionKey }
 * } Effect
 */
/** @typedef {{ state: HoverState, effects: Effect[] }} Step */

/** @type {HoverState} */
export const CLOSED = { phase: "closed" };

/** Close reasons after which a reader whose focus was in the card expects it back on the mark. */
const RETURNS_FOCUS = new Set(["escape", "button", "press", "platform", "lost"]);

/**
 * @param {HoverState} state
 * @param {HoverEvent} event
 * @returns {Step}
 */
export function step(state, event) {
  switch (state.phase) {
    case "closed":
      return whenClosed(state, event);
    case "waiting":
      return whenWaiting(state, event);
    case "open":
      return whenOpen(state, event);
  }
}

/** @param {HoverState} state @returns {Step} */
const stay = (state) => ({ state, effects: [] });

/** @param {number} [elapsedMs] @returns {Effect} */
const startShow = (elapsedMs = 0) => ({
  type: "startTimer",
  name: "show",
  ms: Math.max(0, SHOW_DELAY_MS - elapsedMs),
});

/** @param {TimerName} name @returns {Effect} */
const stop = (name) => ({ type: "stopTimer", name });

/** @param {Extract<HoverState, { phase: "closed" }>} state @param {HoverEvent} event @returns {Step} */
function whenClosed(state, event) {
  switch (event.type) {
    case "enter":
      return wait(event.mention, "hover", event.elapsedMs);
    case "focus":
      return wait(event.mention, "focus", event.elapsedMs);
    case "press":
      return openBy(event.mention, event.how);
    default:
      return stay(state);
  }
}

/** @param {Extract<HoverState, { phase: "waiting" }>} state @param {HoverEvent} event @returns {Step} */
function whenWaiting(state, event) {
  switch (event.type) {
    case "enter":
      // Tabbing may scroll a mark under a pointer that nobody moves.
      if (state.by === "focus" || event.mention === state.mention) return stay(state);
      return wait(event.mention, "hover", event.elapsedMs);
    case "focus":
      return wait(event.mention, "focus", event.elapsedMs);
    case "leave":
      return state.by === "hover" && event.mention === state.mention ? giveUp() : stay(state);
    case "blur":
      return state.by === "focus" ? giveUp() : stay(state);
    case "hold":
    case "close":
      return giveUp();
    case "press":
      return before([stop("show")], openBy(event.mention, event.how));
    case "timer":
      return event.name === "show" ? openBy(state.mention, state.by) : stay(state);
    default:
      return stay(state);
  }
}

/** @param {OpenState} state @param {HoverEvent} event @returns {Step} */
function whenOpen(state, event) {
  switch (event.type) {
    case "enter":
      if (event.mention === state.mention) return held({ ...state, pointer: true });
      // A mark that slides under a resting pointer must not take the tooltip from the keyboard or from a press.
      if (state.pinned || state.focus !== "none") return stay(state);
      return { state: { ...state, next: event.mention }, effects: [startShow(event.elapsedMs)] };
    case "leave":
      if (event.mention === state.next) return { state: { ...state, next: null }, effects: [stop("show")] };
      return event.mention === state.mention ? released({ ...state, pointer: false }) : stay(state);
    case "enterCard":
      return held({ ...state, pointer: true });
    case "leaveCard":
      return released({ ...state, pointer: false });
    case "focus":
      if (event.mention === state.mention) return held({ ...state, focus: "mark" });
      return before(close(state, "switch").effects, wait(event.mention, "focus", event.elapsedMs));
    case "blur": {
      const left = /** @type {OpenState} */ ({ ...state, focus: "none" });
      return state.focus === "none" || isHeld(left) ? stay(left) : close(left, "blur");
    }
    case "focusCard":
      return held({ ...state, focus: "card" });
    case "blurCard":
      // Tabbing on past the end closes even what was pinned: it might cover what has the focus now (WCAG 2.4.11).
      return close({ ...state, focus: "none" }, "blur");
    case "press":
      return press(state, event.mention, event.how);
    case "close":
      return close(state, event.reason);
    case "refused":
      return { state: CLOSED, effects: [stop("seen")] };
    case "hold":
      return { state: { ...state, next: null }, effects: [stop("show")] };
    case "timer":
      return ring(state, event.name);
  }
}

/** @param {OpenState} state @param {TimerName} name @returns {Step} */
function ring(state, name) {
  if (name === "seen") return { state, effects: [{ type: "seen", mention: state.mention }] };
  if (name === "hide") return isHeld(state) ? stay(state) : close(state, "leave");
  if (state.next === null) return stay(state);
  return before(close(state, "switch").effects, openBy(state.next, "hover"));
}

/** @param {OpenState} state @param {MentionKey} mention @param {Press} how @returns {Step} */
function press(state, mention, how) {
  if (mention !== state.mention) return before(close(state, "switch").effects, openBy(mention, how));
  // The first click on what hovering had opened keeps it; only the next one closes it.
  const closes = how === "space" || (state.pinned && (how === "click" || how === "assist"));
  if (closes) return close(state, "press");
  const pinned = before([{ type: "pin" }], held({ ...state, pinned: true }));
  return how === "enter" || how === "assist" || how === "visit" ? after(pinned, { type: "focusCard" }) : pinned;
}

/**
 * @param {MentionKey} mention
 * @param {Rest} by
 * @param {number} [elapsedMs] how much of the delay was over already
 * @returns {Step}
 */
function wait(mention, by, elapsedMs = 0) {
  return { state: { phase: "waiting", mention, by }, effects: [startShow(elapsedMs)] };
}

/** @returns {Step} */
function giveUp() {
  return { state: CLOSED, effects: [stop("show")] };
}

/** @param {MentionKey} mention @param {Rest | Press} how @returns {Step} */
function openBy(mention, how) {
  const opened = {
    /** @type {OpenState} */
    state: {
      phase: "open",
      mention,
      pinned: how !== "hover" && how !== "focus",
      pointer: how === "hover",
      focus: how === "hover" || how === "click" || how === "call" ? "none" : "mark",
      next: null,
    },
    /** @type {Effect[]} */
    effects: [
      { type: "open", mention, how },
      { type: "startTimer", name: "seen", ms: SEEN_DELAY_MS },
    ],
  };
  // A screen reader's reader is told nothing by a box that appears elsewhere: they are taken to it.
  return how === "assist" || how === "visit" ? after(opened, { type: "focusCard" }) : opened;
}

/** @param {OpenState} state @param {CloseReason} reason @returns {Step} */
function close(state, reason) {
  const { mention } = state;
  /** @type {Effect[]} */
  const effects = [stop("show"), stop("hide"), stop("seen")];
  if (state.focus === "card" && RETURNS_FOCUS.has(reason)) effects.push({ type: "focusMark", mention });
  effects.push({ type: "close", mention, reason });
  return { state: CLOSED, effects };
}

/** @param {OpenState} state */
function isHeld(state) {
  return state.pinned || state.pointer || state.focus !== "none";
}

/** @param {OpenState} state something holds it (again) @returns {Step} */
function held(state) {
  return {
    state: { ...state, next: null },
    effects: state.next === null ? [stop("hide")] : [stop("hide"), stop("show")],
  };
}

/** @param {OpenState} state something let go of it @returns {Step} */
function released(state) {
  return { state, effects: isHeld(state) ? [] : [{ type: "startTimer", name: "hide", ms: HIDE_DELAY_MS }] };
}

/** @param {Effect[]} effects @param {Step} then @returns {Step} */
function before(effects, then) {
  return { state: then.state, effects: [...effects, ...then.effects] };
}

/** @param {Step} first @param {Effect} effect @returns {Step} */
function after(first, effect) {
  return { state: first.state, effects: [...first.effects, effect] };
}
