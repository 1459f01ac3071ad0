// Out: what the tooltip and the list look like alike: their colours, light and dark, their type, edge and close button.
export const SURFACE_STYLES = `
.surface {
  --paper: var(--namelight-tooltip-background, #fff);
  --ink: var(--namelight-tooltip-color, #1f1f23);
  --accent: var(--namelight-tooltip-accent, #0b57c2);
  --edge: var(--namelight-tooltip-border, 1px solid rgb(0 0 0 / .12));
  --shade: 0 1px 2px rgb(0 0 0 / .08), 0 4px 10px rgb(0 0 0 / .06), 0 14px 36px rgb(0 0 0 / .14);
  --quiet: color-mix(in srgb, var(--ink) 70%, var(--paper));
  --tint: color-mix(in srgb, var(--ink) 7%, var(--paper));
  --round: var(--namelight-tooltip-radius, 12px);
  color-scheme: light;
  -webkit-text-size-adjust: 100%;
}
:host([data-scheme="dark"]) .surface {
  --paper: var(--namelight-tooltip-background, #26272b);
  --ink: var(--namelight-tooltip-color, #ececef);
  --accent: var(--namelight-tooltip-accent, #93bdff);
  --edge: var(--namelight-tooltip-border, 1px solid rgb(255 255 255 / .14));
  --shade: 0 1px 2px rgb(0 0 0 / .4), 0 14px 40px rgb(0 0 0 / .5);
  color-scheme: dark;
}

.paper {
  color: var(--ink);
  background: var(--paper);
  border: var(--edge);
  border-radius: var(--round);
  box-shadow: var(--namelight-tooltip-shadow, var(--shade));
  font: 1em/1.5 var(--namelight-tooltip-font, system-ui, sans-serif);
  font-size: var(--namelight-tooltip-font-size, .9375em);
}
[part="close"] {
  all: unset;
  position: absolute;
  top: .5em;
  inset-inline-end: .5em;
  width: 28px;
  height: 28px;
  box-sizing: border-box;
  border-radius: 50%;
  color: var(--quiet);
  background: var(--paper);
  cursor: pointer;
}
[part="close"]::before, [part="close"]::after {
  content: "";
  position: absolute;
  top: calc(50% - .75px);
  inset-inline-start: calc(50% - 6px);
  width: 12px;
  border-top: 1.5px solid;
  rotate: 45deg;
}
[part="close"]::after { rotate: -45deg; }
[part="close"]:hover { color: var(--ink); background: var(--tint); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
@media (pointer: coarse) {
  /* A target for a thumb; what shows of it is as large as for a mouse. */
  [part="close"] {
    top: .1em;
    inset-inline-end: .1em;
    width: 44px;
    height: 44px;
    padding: 8px;
    background-clip: content-box;
  }
}
@media (forced-colors: active) {
  .paper { border: 1px solid CanvasText; }
  :is([part="close"], [part="choice"]) { border: 1px solid ButtonText; }
}
`;
