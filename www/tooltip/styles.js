// Out: the tooltip's style sheet, as text for a constructable sheet (allowed under `style-src 'none'`).
// Guarantees: nothing leaks in (the host is reset with !important, which beats the page's own !important) or out;
// what a site may change: --namelight-tooltip-{background,color,border,radius,shadow,accent,font,font-size,max-width}
// and ::part(card|name|type|description|image|links|link|credit|attribution|notice|retry|loading|close),
// ::part(foot|previous|place|next|choices|choice).

// Lengths are em of the reader's own font size: `all: initial` leaves `font-size: medium`, whatever the page sets.
export const TOOLTIP_STYLES = `
:host {
  all: initial !important;
  display: none !important;
  position: absolute !important;
  inset: 0 auto auto 0 !important;
  z-index: 2147483647 !important;
  width: max-content !important;
  min-width: min(15em, 100vw - 16px) !important;
  max-width: min(var(--namelight-tooltip-max-width, 23em), 100vw - 16px) !important;
  max-height: min(26em, 100vh - 16px) !important;
  box-sizing: border-box !important;
  overflow: visible !important;
}
:host([open]) { display: flex !important; }
:host([data-picture]) {
  width: min(var(--namelight-tooltip-max-width, 27em), 100vw - 16px) !important;
  max-width: none !important;
}
:host([data-form="sheet"]) {
  position: fixed !important;
  inset: auto 0 0 0 !important;
  width: auto !important;
  max-width: none !important;
  max-height: 60dvh !important;
}

.card {
  position: relative;
  flex: 1 1 auto;
  min-width: 0;
  max-height: inherit;
  text-align: start;
  overflow-wrap: anywhere;
}
.content {
  flex-grow: 1;
  padding: 1em 1.1em .95em;
}
[part="name"] {
  padding-inline-end: 1.25em;
  font-size: 1.2em;
  font-weight: 650;
  line-height: 1.25;
  text-wrap: balance;
}
[part="type"] { color: var(--quiet); font-size: .875em; line-height: 1.4; margin-top: .15em; }
[part="description"] { margin-top: .55em; white-space: pre-line; }
[part="description"]:first-child { margin-top: 0; padding-inline-end: 1.25em; }
[part="links"] {
  display: flex;
  flex-wrap: wrap;
  column-gap: 1.15em;
  margin-block: .5em -.15em;
  font-size: .9em;
}
[part="link"] {
  display: inline-block;
  min-height: 24px;
  padding-block: .25em;
  font-weight: 500;
}
[part="notice"] { margin-top: .3em; color: var(--quiet); }
[part="retry"] {
  margin-top: .75em;
  padding: .3em .95em;
  border: 1px solid color-mix(in srgb, var(--ink) 30%, var(--paper));
  color: var(--accent);
  font-size: .9em;
  font-weight: 500;
}
[part="retry"]:hover { background: var(--tint); }
[part="retry"][aria-disabled] { color: var(--quiet); background: none; cursor: default; }
[part="loading"] { width: 17em; max-width: 100%; padding-block: .3em .25em; }
i { display: block; height: .65em; margin-top: .7em; border-radius: .35em; background: var(--tint); }
i:last-child { width: 60%; }
:is([part="credit"], [part="attribution"]) { margin-top: .5em; color: var(--quiet); font-size: .75em; line-height: 1.4; }
a {
  color: var(--accent);
  text-decoration: underline 1px color-mix(in srgb, currentColor 35%, transparent);
  text-underline-offset: .22em;
  border-radius: 3px;
}
a:hover { text-decoration: underline; }
:is([part="credit-link"], [part="attribution-link"]) { color: inherit; }
[part="credit"] + [part="attribution"] { margin-top: .1em; }
.spoken {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

[part="foot"] {
  display: flex;
  align-items: flex-start;
  margin-top: -.6em;
  padding: 0 .65em .5em;
  color: var(--quiet);
  font-size: .8125em;
  line-height: 28px;
  font-variant-numeric: tabular-nums;
}
[part="foot"]:empty { display: none; }
[part="foot"] :is(button, summary) { min-width: 28px; }
[part="foot"] :is(button, summary):hover { color: var(--ink); background: var(--tint); }
[part="foot"] summary::-webkit-details-marker { display: none; }
details { display: flow-root; margin-inline-start: auto; text-align: end; }
details [part="choices"] { float: inline-end; }
details [part="choice"] { display: block; clear: both; margin-inline-start: auto; padding-inline: .75em; color: var(--accent); }

.picture {
  position: absolute;
  inset-block: 0;
  inset-inline-end: 0;
  width: 9em;
  background: var(--tint);
}
img { display: block; width: 100%; height: 100%; object-fit: cover; object-position: 50% 22%; }
.drawing { background: #fff; }
.drawing img { padding: 12%; object-fit: contain; object-position: 50%; }
:host([data-picture]) .content { margin-inline-end: 9em; min-height: 11.25em; }
:host([data-picture]) [part="foot"] { margin-inline-end: 11.08em; }
:host([data-picture]) :is([part="name"], [part="description"]) { padding-inline-end: 0; }
/* Too narrow for a column: the text runs round a smaller picture. */
@media (max-width: 30em) {
  .picture {
    position: static;
    float: inline-end;
    width: 5.5em;
    height: 6.75em;
    margin-block: .1em .4em;
    margin-inline: 1em 0;
    border-radius: calc(var(--round) * .6);
    overflow: hidden;
  }
  :host([data-picture]) :is(.content, [part="foot"]) { margin-inline-end: 0; min-height: 0; }
}
/* There the close button always shows, and is too large to sit on so small a picture. */
@media (max-width: 30em) and (pointer: coarse) { .picture { margin-inline-end: 2.1em; } }
@media (max-width: 30em) and (max-height: 24em) { .picture { display: none; } }

/* While only the pointer holds it, leaving closes it: the button need not sit on the picture. */
@media not (pointer: coarse) {
  :host(:not([data-pinned], :hover)) [part="close"]:not(:focus-visible) { opacity: 0; }
}
.content:focus-visible { outline-offset: -3px; border-radius: var(--round); }

:host([data-form="sheet"]) .card {
  font-size: var(--namelight-tooltip-font-size, 1em);
  border-width: 1px 0 0;
  border-radius: 16px 16px 0 0;
  padding-bottom: env(safe-area-inset-bottom, 0);
}
@media (pointer: coarse) {
  [part="link"] { padding-block: .6em; min-height: 44px; }
  [part="retry"] { padding: .65em 1.4em; min-height: 44px; }
  [part="foot"] { line-height: 44px; }
  [part="foot"] :is(button, summary) { min-width: 44px; }
}

@media (prefers-reduced-motion: no-preference) {
  :host([data-side="top"]) .card { --from: -4px; }
  :host([data-form="sheet"]) .card { animation: rise .22s cubic-bezier(.2, .8, .3, 1); }
  i { animation: breathe .9s ease-in-out infinite alternate; }
}
@keyframes breathe { to { opacity: .45; } }
@keyframes rise { from { translate: 0 100%; } }
@media (forced-colors: active) {
  i { background: GrayText; }
}
@media print { :host([open]) { display: none !important; } }
`;
