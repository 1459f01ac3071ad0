/**
 * The one error class: what is wrong in words, and a stable code that programs may compare.
 */
export class NamelightError extends Error {
  /**
   * @param {string} code stable, lower case with hyphens, for example "unknown-option"
   * @param {string} message holds the offending value and what would be right
   * @param {ErrorOptions} [options] the cause, where there is one
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = "NamelightError";
    /** @type {string} */
    this.code = code;
  }
}
