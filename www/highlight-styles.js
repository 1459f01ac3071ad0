/**
 * The look of marks that are highlights: the same custom properties as for elements (wrap-styles.js), as far as a
 * highlight takes them. In print a mark is plain text.
 */
export const HIGHLIGHT_STYLES = `
@media screen {
  ::highlight(namelight) {
    color: var(--namelight-mark-color, currentcolor);
    background-color: var(--namelight-mark-background, transparent);
    text-decoration: var(--namelight-mark-underline, underline dotted);
    text-decoration-thickness: clamp(1px, .06em, 2px);
    text-underline-offset: .18em;
  }
  @supports (color: color-mix(in srgb, red, blue)) {
    ::highlight(namelight) {
      text-decoration: var(--namelight-mark-underline, underline dotted color-mix(in srgb, currentcolor 65%, transparent));
      text-decoration-thickness: clamp(1px, .06em, 2px);
    }
  }
  ::highlight(namelight-lit) {
    background-color: var(--namelight-mark-hover-background, rgb(127 127 127 / .2));
  }
}
`;
