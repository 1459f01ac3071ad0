/**
 * Marks that a reader does not want look like the text around them; what could move text is held by the marks' own style.
 */
export const HIDDEN_STYLES = `
namelight-mark[data-hidden] {
  cursor: inherit !important;
  color: inherit !important;
  background: none !important;
  text-decoration: none !important;
  -webkit-text-decoration: none !important;
}
`;
