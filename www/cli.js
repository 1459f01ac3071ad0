/**
 * In: the command line's arguments. Out: an exit code (0 fine, 1 a fault in the input, 2 wrong usage), with
 * the result on stdout and everything else on stderr.
 * Guarantees: a fault is told in words, never as a stack trace; what was written reaches a pipe before the
 * exit.
 */
import { isMainThread } from "node:worker_threads";
import { answerBatches } from "./cli/archive-worker.js";
import { parseArguments } from "./cli/arguments.js";
import { check } from "./cli/check.js";
import { compile } from "./cli/compile.js";
import { diff } from "./cli/diff.js";
import { evaluate } from "./cli/evaluate.js";
import { expand } from "./cli/expand.js";
import { find } from "./cli/find.js";
import { helpFor } from "./cli/help.js";
import { info } from "./cli/info.js";
import { createReport } from "./cli/report.js";
import { NamelightError } from "./error.js";
import { version } from "./index.js";

const exitFault = 1;
const exitUsage = 2;

/**
 * @param {string[]} words
 * @param {import("./cli/report.js").Report} report
 * @returns {Promise<number>} the exit code
 */
async function run(words, report) {
  const request = parseArguments(words);
  switch (request.command) {
    case "help":
      await report.write(helpFor(request.topic));
      return 0;
    case "version":
      await report.write(`${version}\n`);
      return 0;
    case "find":
      return find(request, report);
    case "compile":
      return compile(request, report);
    case "check":
      return check(request, report);
    case "info":
      return info(request, report);
    case "diff":
      return diff(request, report);
    case "expand":
      return expand(request, report);
    case "evaluate":
      return evaluate(request, report);
  }
}

async function main() {
  const report = createReport(process.stdout, process.stderr);
  try {
    process.exitCode = await run(process.argv.slice(2), report);
  } catch (error) {
    report.endProgress();
    if (error instanceof NamelightError) {
      report.error(error.message);
      process.exitCode = error.code === "usage" ? exitUsage : exitFault;
    } else {
      // Not the user's doing, so the stack is what helps.
      report.error(`namelight: this is a fault in Namelight itself, please report it:\n${describe(error)}`);
      process.exitCode = exitFault;
    }
  }
}

// The command is one file, which its workers run, too.
await (isMainThread ? main() : answerBatches());

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
