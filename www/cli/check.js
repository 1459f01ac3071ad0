/**
 * In: dictionary files. Out: on stdout, everything that is wrong with each, errors first, and a line that
 * sums it up.
 * Guarantees: every fault is told at once, with line, column, JSON path, what is wrong and what would be
 * right; the exit code is 1 where there is an error (or, with --strict, a warning).
 */
import { NamelightError } from "../error.js";
import { checkRead, formatFault, readDictionary } from "./dictionaries.js";
import { plain } from "./plain.js";

/**
 * @param {import("./arguments.js").CheckRequest} request
 * @param {import("./report.js").Report} report
 */
export async function check({ files, strict }, report) {
  let failed = false;
  for (const file of files) {
    try {
      const { errors, warnings } = await checkFile(file, report);
      failed ||= errors > 0 || (strict && warnings > 0);
    } catch (error) {
      if (!(error instanceof NamelightError)) throw error;
      report.error(error.message);
      failed = true;
    }
  }
  report.endProgress();
  return failed ? 1 : 0;
}

/**
 * @param {string} file
 * @param {import("./report.js").Report} report
 */
async function checkFile(file, report) {
  const read = await readDictionary(file, report);
  report.progress(`checking ${read.name}`, read.text.length);
  const checked = read.value === undefined ? undefined : await checkRead(read);
  const faults = [...read.faults, ...(checked?.faults ?? [])];
  const warnings = faults.filter(({ severity }) => severity === "warning").length;
  const errors = faults.length - warnings;
  const holds = checked
    ? `${count(checked.entities, "entity", "entities")}, ${count(checked.aliases, "alias", "aliases")}`
    : "not JSON";
  const found = `${count(errors, "error", "errors")}, ${count(warnings, "warning", "warnings")}`;
  for (const fault of faults) await report.write(`${plain(formatFault(read.name, fault))}\n`);
  if (checked && checked.unlisted > 0) {
    const more = count(checked.unlisted, "more fault", "more faults");
    await report.write(`${plain(read.name)}: and ${more}, to be seen when these are mended\n`);
  }
  await report.write(`${plain(read.name)}: ${holds}; ${found}\n`);
  return { errors, warnings };
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} many
 */
function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
