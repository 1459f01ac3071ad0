/**
 * The look of marks that are elements. Everything that could move text is held against the page's own rules
 * (`article * { display: block }`); colours and lines are custom properties. The outlines of a mark's pieces lose their
 * sides, so that one band joins them. In print a mark is plain text.
 */
export const WRAP_STYLES = `
namelight-mark {
  --namelight-line: currentcolor;
  all: unset !important;
  unicode-bidi: normal !important;
  cursor: pointer !important;
  -webkit-tap-highlight-color: transparent !important;
  color: var(--namelight-mark-color, inherit) !important;
  background: var(--namelight-mark-background, none) !important;
  text-decoration: var(--namelight-mark-underline, underline dotted var(--namelight-line)) !important;
  -webkit-text-decoration: var(--namelight-mark-underline, underline dotted var(--namelight-line)) !important;
  text-decoration-thickness: clamp(1px, .06em, 2px) !important;
  text-underline-offset: .18em !important;
}
@supports (color: color-mix(in srgb, red, blue)) {
  namelight-mark { --namelight-line: color-mix(in srgb, currentcolor 65%, transparent) }
}
namelight-mark::before, namelight-mark::after { content: none !important }
:any-link namelight-mark { cursor: inherit !important }
@media screen {
  namelight-mark:is(:hover, [data-hover], [data-open]) {
    background: var(--namelight-mark-hover-background, rgb(127 127 127 / .2)) !important;
  }
  namelight-mark:is(:focus-visible, [data-focus]) {
    outline: 2px solid var(--namelight-focus-color, currentcolor) !important;
    outline-offset: 2px !important;
  }
  namelight-mark[data-focus] { clip-path: inset(-4px -1px) !important }
}
@media (forced-colors: active) {
  namelight-mark { --namelight-line: LinkText }
  namelight-mark:is(:hover, [data-hover], [data-open]) { text-decoration-thickness: 3px !important }
}
@media print {
  namelight-mark {
    color: inherit !important; background: none !important;
    text-decoration: none !important; -webkit-text-decoration: none !important;
  }
}
`;
