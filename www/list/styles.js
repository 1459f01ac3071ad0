// Out: the list's style sheet, as text for a constructable sheet. Colours and type are those of the tooltip
// (--namelight-tooltip-*); --namelight-list-inset is the button's distance from the corner, and there are
// ::part(button|panel|title|group|entity|entity-name|entity-type|count|choices|choice|close).
export const LIST_STYLES = `
:host {
  all: initial !important;
  position: fixed !important;
  z-index: 2147483646 !important;
  bottom: calc(var(--namelight-list-inset, 16px) + env(safe-area-inset-bottom, 0px)) !important;
  inset-inline-end: calc(var(--namelight-list-inset, 16px) + env(safe-area-inset-right, 0px)) !important;
}
:host([data-placed]) { position: relative !important; inset: auto !important; display: inline-block !important; }
button { all: unset; box-sizing: border-box; min-height: 28px; cursor: pointer; }
h2, h3, ul { margin: 0; padding: 0; list-style: none; }
[part="button"] { padding: .3em 1.1em; border-radius: 2em; font-size: .8125em; font-weight: 500; }
:is([part="button"], [part="entity"], [part="choice"]):hover {
  background: linear-gradient(var(--tint) 0 0) var(--paper);
}
[part="button"] span + span { margin-inline-start: .3em; color: var(--quiet); font-weight: 400; }
[part="panel"] {
  position: absolute;
  bottom: calc(100% + 8px);
  inset-inline-end: 0;
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  width: min(21em, 100vw - 32px);
  max-height: min(34em, 100vh - 96px);
  overflow: hidden;
}
:host([data-placed]) [part="panel"] { inset-block: calc(100% + 8px) auto; inset-inline: 0 auto; }
[hidden][part] { display: none; }
[part="title"] { padding: .8em .94em .5em; font-size: 1.0625em; font-weight: 650; line-height: 1.25; }
[part="entries"] {
  flex: 0 1 auto;
  min-height: 0;
  overflow: hidden auto;
  overscroll-behavior: contain;
  scrollbar-width: thin;
  padding: 0 .4em .5em;
}
[part="group"] {
  position: sticky;
  top: 0;
  padding: .55em .75em .3em;
  background: var(--paper);
  color: var(--quiet);
  font-size: .8em;
  font-weight: 600;
}
[part="entity"] {
  display: flex;
  align-items: baseline;
  justify-content: space-between;
  gap: .6em;
  width: 100%;
  padding: .28em .6em;
  border-radius: 7px;
}
[part="entity-name"] { overflow-wrap: anywhere; }
[part="entity-type"] { margin-inline-start: .3em; }
:is([part="entity-type"], [part="count"]) { color: var(--quiet); font-size: .85em; font-variant-numeric: tabular-nums; }
[part="choices"] {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 .5em;
  padding: .4em .4em .4em 1em;
  border-top: 1px solid var(--tint);
  color: var(--quiet);
  font-size: .85em;
}
[part="choice"] { padding: .2em .7em; border-radius: 2em; color: var(--accent); }
[part="choice"]:last-child { margin-inline-start: auto; }
:is([part="entity"], [part="choice"]):focus-visible { outline-offset: -2px; }
[part="panel"]:focus { outline: none; }
@media (max-width: 600px) {
  :host(:not([data-placed])) [part="panel"] {
    position: fixed;
    inset: auto 0 0;
    width: auto;
    /* At 400 % zoom there is little height, and all of it is for the list. */
    max-height: max(70dvh, min(100dvh - 8px, 18em));
    border-width: 1px 0 0;
    border-radius: 16px 16px 0 0;
    padding-bottom: env(safe-area-inset-bottom, 0px);
  }
}
@media (pointer: coarse) {
  button { min-height: 44px; }
  [part="button"] { display: flex; align-items: center; }
  [part="entity"] { align-items: center; }
}
@media (prefers-reduced-motion: no-preference) {
  [part="panel"] { animation: appear .14s ease-out; }
}
@keyframes appear { from { opacity: 0; translate: 0 6px; } }
@media print { :host { display: none !important; } }
`;
