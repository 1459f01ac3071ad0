/**
 * In: the result, errors and the present step of a command. Out: the result on stdout; errors, and progress
 * on a terminal, on stderr.
 * Guarantees: errors hold no control characters (names and texts are untrusted and a terminal obeys them); a
 * reader that stops early (`| head`) ends the program quietly.
 */
import { plain } from "./plain.js";

/** A step that ends sooner is not worth a reader's glance. */
const progressAfterMs = 1000;
/** Loading this much takes about a second, during which no timer can run. */
const slowStepBytes = 8 * 1024 * 1024;
const clearLine = "\r\u001b[2K";
/** In characters. */
const barLength = 24;

/** @param {number} done from 0 to 1 */
function barOf(done) {
  const full = Math.round(barLength * Math.min(done, 1));
  return `${"█".repeat(full)}${"░".repeat(barLength - full)} ${Math.floor(100 * Math.min(done, 1))} %`;
}

/**
 * @typedef {object} Report
 * @property {(text: string) => Promise<void>} write writes to stdout and waits while the reader is behind
 * @property {(message: string) => void} error writes one error (lines) to stderr
 * @property {(step: string, bytes?: number, done?: number) => void} progress names the step that is under way, its size, and
 *   how much of it is done, from 0 to 1, where that is known
 * @property {() => void} endProgress
 * @property {boolean} terminal whether stdout is a terminal
 */

/**
 * @param {NodeJS.WriteStream} stdout
 * @param {NodeJS.WriteStream} stderr
 * @returns {Report}
 */
export function createReport(stdout, stderr) {
  const started = performance.now();
  let progressShown = false;

  stdout.on("error", (error) => {
    // There is nobody left to tell.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EPIPE") process.exit();
    throw error;
  });

  function endProgress() {
    if (progressShown) stderr.write(clearLine);
    progressShown = false;
  }

  return {
    terminal: stdout.isTTY === true,
    endProgress,
    async write(text) {
      if (stdout.isTTY) endProgress();
      if (text !== "" && !stdout.write(text)) {
        await new Promise((resolve) => stdout.once("drain", () => resolve(undefined)));
      }
    },
    error(message) {
      endProgress();
      stderr.write(`${message.split("\n").map(plain).join("\n")}\n`);
    },
    progress(step, bytes = 0, done) {
      if (stderr.isTTY !== true) return;
      if (performance.now() - started < progressAfterMs && bytes < slowStepBytes) return;
      stderr.write(`${clearLine}${plain(step)} ${done === undefined ? "…" : barOf(done)}`);
      progressShown = true;
    },
  };
}
