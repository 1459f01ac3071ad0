// In: highlighters that want tooltips. Out: the page's one tooltip, opened and closed by the hover state machine.
// Guarantees: one for all highlighters of the page, whatever copy of this script they come from; the last to leave
// takes it away; a late answer never shows in another mention's tooltip; nothing is thrown into the page.
import { contains, findAll, hasFocus } from "../dom.js";
import { present } from "./content.js";
import { viewFoot } from "./foot.js";
import { createHost } from "./host.js";
import { CLOSED, step } from "./hover.js";
import { listenToMarks } from "./listen.js";
import { offerList } from "./listing.js";
import { emit, emitError, languageAround, placeOf, rectsOf, showOpen, viewOf, viewsAround } from "./opening.js";
import { fill, mergeStrings } from "./strings.js";
import { bringIntoView, mentionsOf, stepFrom } from "./visit.js";

export { loadAllCards, loadCard } from "../cards.js";

/** @typedef {import("./hover.js").CloseReason} CloseReason */
/** @typedef {import("./opening.js").RenderCard} RenderCard */
/** @typedef {import("./opening.js").HighlighterLike} HighlighterLike */
/** @typedef {import("./opening.js").Owner} Owner */
/** @typedef {import("./opening.js").Opening} Opening */
/**
 * @typedef {object} Attached
 * @property {() => void} detach
 * @property {(roots: HighlighterLike["roots"]) => void} refresh to be called after marks were painted or removed, with
 *   where they are now: closes what has lost its mark
 */
const REGISTRY = Symbol.for("namelight.tooltip");

/**
 * Gives a highlighter's marks their tooltip.
 * @param {HighlighterLike} highlighter
 * @param {{ firstEvent?: Event | null }} [options] the event for which this module was loaded
 * @returns {Attached}
 */
export function attachTooltip(highlighter, { firstEvent = null } = {}) {
  const registry = /** @type {{ [REGISTRY]?: ReturnType<typeof createTooltip> }} */ (/** @type {unknown} */ (document));
  const tooltip = (registry[REGISTRY] ??= createTooltip(() => delete registry[REGISTRY]));
  return tooltip.attach(highlighter, firstEvent);
}

/** @param {() => void} onEmpty the last highlighter has left */
function createTooltip(onEmpty) {
  /** @type {import("./hover.js").HoverState} */
  let state = CLOSED;
  /** @type {import("./hover.js").HoverEvent[]} */
  const queue = [];
  let isRunning = false;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const timers = new Map();
  /** @type {Map<number, Owner>} */
  const owners = new Map();
  let lastOwner = 0;
  /** @type {Opening | null} */
  let current = null;
  /** Where the pointer last met a mark. */
  let lastPointer = { key: "", point: { x: 0, y: 0 }, isTouch: false };
  let isMovingFocus = false;
  /** @type {"mark" | "tooltip" | "outside" | null} where the button went down; mark: the one it belongs to */
  let pressed = null;
  /** @type {AbortController | null} */
  let whileOpen = null;
  /** Addresses of images that failed: not asked for twice. @type {Set<string>} */
  const failedImages = new Set();
  /** By which the next opening is reached. */
  let nextStep = 0;
  /** Where a reader who has come from the list goes back to, if the mark takes no focus. @type {(() => void) | null} */
  let takeBack = null;
  const host = createHost(document, {
    onClosedByPlatform: () => {
      // A press on the mark itself is for the mark to answer, not for the platform's light dismissal.
      if (pressed !== "mark") close(pressed === "outside" ? "outside" : "platform");
    },
    onLost: () => close("lost"),
  });
  listenToCard(host.element);

  /** @param {HighlighterLike} highlighter @param {Event | null} firstEvent @returns {Attached} */
  function attach(highlighter, firstEvent) {
    const number = (lastOwner += 1);
    const list = offerList(
      highlighter,
      (mention, isByKeyboard, takeFocus) => {
        takeBack = takeFocus;
        return visit(owner, mention, isByKeyboard ? "visit" : "call");
      },
      (fault) => highlighter.emit("namelight:error", { code: "list-failed", message: String(fault) }),
    );
    /** @type {Owner} */
    const owner = { highlighter, number, list, strings: mergeStrings(highlighter.options.strings) };
    const controller = new AbortController();
    owners.set(number, owner);
    const isOurs = () => current?.owner === owner;
    const { listenTo, replay } = listenToMarks({
      painter: highlighter.painter,
      send: (event) => receive(number, event),
      isInTooltip: (target) => host.contains(target),
      isOpen: (mention) => isOurs() && current?.mention === mention,
    });
    listenTo(highlighter.roots);
    for (const mark of findAll(document, "namelight-mark[aria-disabled]")) mark.removeAttribute("aria-disabled");
    // What does not come now is asked for again when it is opened.
    if (highlighter.options.cards === "eager") highlighter.options.dictionary.loadCards({ signal: controller.signal }).catch(() => {});
    if (firstEvent) replay(firstEvent);
    void list.refresh(highlighter.roots);
    return {
      refresh: (roots) => {
        listenTo(roots);
        if (current && isOurs()) refresh(current);
        void list.refresh(roots);
      },
      detach: () => {
        if (!owners.has(number)) return;
        controller.abort();
        list.detach();
        listenTo([]);
        // What waits for another highlighter's mark is given up too: that reader waits 150 ms more.
        if (isOurs() || state.phase === "waiting") close("lost");
        owners.delete(number);
        if (owners.size === 0) onEmpty();
      },
    };
  }

  /** @param {number} number of the owner @param {import("./listen.js").MarkEvent} event */
  function receive(number, event) {
    if (event.type === "hold" || event.type === "blur") {
      if (!isMovingFocus) send(event);
      return;
    }
    const key = `${number}:${event.mention}`;
    if (event.type === "focus" && isMovingFocus) return;
    if (event.type === "enter") lastPointer = { key, point: event.point, isTouch: false };
    if (event.type === "press" && event.point) lastPointer = { key, point: event.point, isTouch: event.isTouch };
    send({ ...event, mention: key });
  }

  /** @param {CloseReason} reason */
  function close(reason) {
    send({ type: "close", reason });
  }

  /** @param {import("./hover.js").HoverEvent} event what happens while effects run is taken up after them */
  function send(event) {
    queue.push(event);
    if (isRunning) return;
    isRunning = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        const { state: after, effects } = step(state, next);
        state = after;
        for (const effect of effects) run(effect);
      } catch (fault) {
        recover(fault);
      }
    }
    isRunning = false;
  }

  /** The page may have changed what we call: told once, and ready for the next mark. @param {unknown} fault */
  function recover(fault) {
    state = CLOSED;
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    try {
      if (current) emitError(current, fault, "internal");
      hide("lost");
    } catch {
      // There is nothing left to close, and nobody to be told.
    }
  }

  /** @param {import("./hover.js").Effect} effect */
  function run(effect) {
    switch (effect.type) {
      case "timer": {
        const { name, ms } = effect;
        clearTimeout(timers.get(name));
        if (ms !== undefined) timers.set(name, setTimeout(() => send({ type: "timer", name }), ms));
        return;
      }
      case "open":
        return open(effect.mention, effect.how);
      case "pin":
        if (current) current.isPinned = true;
        return host.pin();
      case "focusCard":
        if (!current) return;
        if (host.isShown && !host.focusStep(current.step)) host.focusFirst();
        // On from what holds a card's place, too.
        current.wantsFocus = !host.isShown || host.isBusy;
        return;
      case "focusMark":
        return focusMark();
      case "seen":
        if (current) emit(current, "namelight:seen");
        return;
      case "close":
        return hide(effect.reason);
    }
  }

  /** @param {string} key @param {import("./hover.js").Rest | import("./hover.js").Press} how */
  function open(key, how) {
    const [number, mention] = key.split(":").map(Number);
    const owner = owners.get(number ?? 0);
    const found = owner?.highlighter.mention(mention ?? 0);
    if (!owner || !found || mention === undefined) return send({ type: "refused" });
    const opening = {
      owner,
      mention,
      id: found.entity,
      controller: new AbortController(),
      isPinned: how !== "hover" && how !== "focus",
      wantsFocus: false,
      step: nextStep,
    };
    nextStep = 0;
    if (!rectsOf(opening).length || !emit(opening, "namelight:open")) return send({ type: "refused" });
    current = opening;
    if (how !== "visit" && how !== "call") takeBack = null;
    const { painter, options } = owner.highlighter;
    const { dictionary } = options;
    const { signal } = opening.controller;
    const { alias: name, alternatives } = found;
    const cardOf = (/** @type {string} */ id) => dictionary.lookUpCard(id, { signal });
    // Of a mention that is left undecided its card says whom it may mean.
    const cardOfSeveral = async (/** @type {string[]} */ ids) => {
      const names = ids.map(async (id) => (await cardOf(id)).entity?.name ?? id);
      return { entity: { name, description: fill(owner.strings.undecided, { names: (await Promise.all(names)).join(", ") }) } };
    };
    const element = painter.elementsOf(mention)[0] ?? placeOf(opening).element;
    listenToPage(element);
    const usesPointer = (how === "hover" || how === "click") && lastPointer.key === key;
    const pointer = usesPointer ? lastPointer : { point: null, isTouch: false };
    present(
      {
        make: host.make,
        id: opening.id,
        name,
        known: alternatives ? {} : dictionary.lookUp(opening.id),
        load: () => (alternatives ? cardOfSeveral(alternatives) : cardOf(opening.id)),
        languages: [options.lang ?? "", ...languageAround(element)],
        strings: owner.strings,
        renderCard: options.renderCard,
        document,
        signal,
        canHold: (node) => !contains(node, element) && host.canHold(node),
        failedImages,
        onImageError: (src) => {
          failedImages.add(src);
          host.fit();
        },
        onFault: (fault, code) => emitError(opening, fault, code),
      },
      (view) => show(opening, view, pointer),
    );
  }

  /**
   * @param {Opening} opening
   * @param {import("./host.js").View} view
   * @param {{ point: import("./place.js").Point | null, isTouch: boolean }} pointer
   */
  function show(opening, view, pointer) {
    if (current !== opening) return;
    try {
      moveFocus(() => host.fill(view));
      if (!host.isShown) {
        const foot = viewFoot(host.make, opening, stepBy, () => close("button"));
        host.fillFoot(foot, opening.owner.strings.lang);
        const rects = () => rectsOf(opening);
        host.show({ ...placeOf(opening), rects, ...pointer }, opening.isPinned);
        showOpen(opening, true);
      }
      if (opening.wantsFocus) host.focusFirst();
      opening.wantsFocus &&= view.isBusy;
    } catch (fault) {
      recover(fault);
    }
  }

  /** To the next mention of the same entity, or the one before; who is in the card stays in it. @param {1 | -1} by */
  function stepBy(by) {
    const { owner, mention, id } = current ?? {};
    if (!owner || mention === undefined || id === undefined) return;
    const isInCard = host.contains(document.activeElement);
    nextStep = isInCard ? by : 0;
    const next = stepFrom(mentionsOf(owner.highlighter, id), mention, by);
    const visited = visit(owner, next, isInCard ? "visit" : "call", by);
    if (!isInCard && visited !== null) focusMark(true);
  }

  /**
   * @param {Owner} owner
   * @param {number} mention
   * @param {"visit" | "call"} how
   * @param {1 | -1} [by]
   */
  function visit({ highlighter, number }, mention, how, by = 1) {
    const seen = bringIntoView(highlighter, mention, by);
    if (seen !== null) send({ type: "press", mention: `${number}:${seen}`, how });
    return seen;
  }

  /** @param {Opening} opening its mark may have been painted anew, or be gone */
  function refresh(opening) {
    if (!rectsOf(opening).length) return close("lost");
    if (!host.isShown) return;
    const { element, control } = placeOf(opening);
    host.rebind(element, control);
    showOpen(opening, true);
  }

  /** @param {CloseReason} reason */
  function hide(reason) {
    const opening = current;
    if (!opening) return;
    current = null;
    whileOpen?.abort();
    pressed = null;
    opening.controller.abort();
    host.hide();
    showOpen(opening, false);
    emit(opening, "namelight:close", { reason });
  }

  /** @param {boolean} [isNews] the reader has gone on to it */
  function focusMark(isNews) {
    if (!current) return;
    const { control } = placeOf(current);
    const move = () => (control ? control.focus({ preventScroll: true }) : takeBack?.());
    // Coming back must not open again what was just dismissed.
    if (isNews) move();
    else moveFocus(move);
  }

  /** What moves the focus ourselves tells nothing of the reader. @param {() => void} move */
  function moveFocus(move) {
    isMovingFocus = true;
    try {
      move();
    } finally {
      isMovingFocus = false;
    }
  }

  /** @param {HTMLElement} card */
  function listenToCard(card) {
    card.addEventListener("pointerenter", () => send({ type: "enterCard" }));
    card.addEventListener("pointerleave", () => send({ type: "leaveCard" }));
    card.addEventListener("focusin", () => send({ type: "focusCard" }));
    card.addEventListener("focusout", ({ relatedTarget }) => {
      // Gone with the window's focus it comes back with it; on to the mark, the mark's own event tells.
      if (isMovingFocus || !hasFocus(document) || isOnMark(relatedTarget)) return;
      send({ type: relatedTarget ? "blurCard" : "blur" });
    });
    card.addEventListener("click", onCardClick);
    card.addEventListener("auxclick", (event) => event.button === 1 && onCardClick(event));
  }

  /** @param {MouseEvent} event */
  function onCardClick(event) {
    const path = event.composedPath();
    if (path.includes(host.closeButton)) return close("button");
    const link = path.find((node) => node instanceof HTMLAnchorElement && node.href);
    if (!current || !(link instanceof HTMLAnchorElement)) return;
    if (!emit(current, "namelight:follow", { href: link.href })) event.preventDefault();
  }

  /** What only matters while something is open; on the window, since a page can hide the document's methods. @param {Element} element */
  function listenToPage(element) {
    whileOpen = new AbortController();
    const capture = { capture: true, signal: whileOpen.signal };
    for (const view of viewsAround(viewOf(element))) {
      view.addEventListener("keydown", onKeyDown, capture);
      view.addEventListener("pointerdown", (event) => (pressed = whereIs(event)), capture);
      view.addEventListener("pointercancel", () => (pressed = null), capture);
      view.addEventListener("pointerup", onPointerUp, capture);
    }
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.isComposing) return;
    const by = event.altKey && (event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0);
    if (by && whereIs(event) !== "outside") {
      event.preventDefault();
      stepBy(by);
    }
    if (event.key !== "Escape") return;
    // One Escape closes one thing: not also the site's dialog below.
    event.preventDefault();
    event.stopImmediatePropagation();
    close("escape");
  }

  /** @param {PointerEvent} event a finger that scrolls ends in pointercancel and dismisses nothing */
  function onPointerUp(event) {
    if (pressed === "outside" && whereIs(event) === "outside") close("outside");
  }

  /** @param {PointerEvent | KeyboardEvent} event */
  function whereIs(event) {
    if (event.composedPath().includes(host.element)) return "tooltip";
    return isOnMark(event) ? "mark" : "outside";
  }

  /** @param {Event | EventTarget | null} at */
  function isOnMark(at) {
    if (!current || !at) return false;
    const { owner, mention } = current;
    return at === placeOf(current).control || owner.highlighter.painter.mentionAt(/** @type {Event | Node} */ (at)) === mention;
  }

  return { attach };
}
