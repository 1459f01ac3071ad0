// In: the results of every job.
// Out: Markdown: one table of medians and ratios, one of the differences in what was found.
// Guarantees: pure; a contender without figures shows why in their place.

const SHORTEST_LONG_TASK_MS = 50; // what browsers report as a long task at all

/**
 * @param {import("./run.mjs").JobResult[]} results
 * @param {number} runs
 * @param {{ node: string, cores: number, load: number }} machine
 */
export function toMarkdown(results, runs, machine) {
  return [
    `Medians of ${runs} alternating runs, in ms; × is the time beside the first of a job (above 1: Namelight is`,
    "quicker). “Prepare” goes from terms (for Namelight a JSON source) to something ready to search, “work” from",
    "there to spans or marks, as the clock has it, pauses included; “painted” from the start to the frame that shows",
    "the marks; “main thread” is what a page's thread was busy with for all of it, “layout” (with styles) its share; a",
    "“longest task” blocks the page. “6×”: on a processor slowed down that much.",
    `Node ${machine.node}, ${machine.cores} cores, load ${machine.load} at the start.`,
    "",
    timesTable(results),
    ...phases(results),
    "Where others find something else than Namelight:",
    "",
    agreementTable(results),
    "",
  ].join("\n");
}

/** @param {import("./run.mjs").JobResult[]} results */
function timesTable(results) {
  const lines = [
    "| job | terms | contender | prepare | work | × | all | × | painted | × | main thread | × | layout | longest task | found |",
    "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  for (const { job, terms, rows } of results) {
    const base = rows[0].figures;
    for (const { contender, figures, fault, found } of rows) {
      const cells = figures ? figureCells(figures, base) : [fault ?? "no answer", ...Array(10).fill("")];
      lines.push(`| ${[job, terms, contender, ...cells, found ?? ""].join(" | ")} |`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** @param {import("./rounds.mjs").Figures} figures @param {import("./rounds.mjs").Figures | null} base */
function figureCells(figures, base) {
  const all = figures.prepareMs + figures.workMs;
  return [
    milliseconds(figures.prepareMs),
    milliseconds(figures.workMs),
    ratio(figures.workMs, base?.workMs),
    milliseconds(all),
    ratio(all, base ? base.prepareMs + base.workMs : undefined),
    milliseconds(figures.paintedMs),
    ratio(figures.paintedMs, base?.paintedMs),
    milliseconds(figures.mainThreadMs),
    ratio(figures.mainThreadMs, base?.mainThreadMs),
    milliseconds(figures.layoutMs),
    longestTask(figures.longestTaskMs),
  ];
}

/** @param {number | undefined} value */
const milliseconds = (value) =>
  value === undefined || Number.isNaN(value) ? "–" : value.toFixed(value < 100 ? 1 : 0);

/** @param {number} value @param {number | undefined} base */
function ratio(value, base) {
  const quotient = value / (base ?? Number.NaN);
  return Number.isFinite(quotient) ? quotient.toFixed(quotient < 10 ? 2 : 0) : "–";
}

/** @param {number | undefined} value */
function longestTask(value) {
  if (value === undefined) return "";
  return value === 0 ? `< ${SHORTEST_LONG_TASK_MS}` : milliseconds(value);
}

/** @param {import("./run.mjs").JobResult[]} results */
function phases(results) {
  return results
    .flatMap(({ rows }) => rows)
    .flatMap(({ contender, figures }) =>
      figures?.foldMs === undefined
        ? []
        : [
            `${contender}, by stage: fold ${milliseconds(figures.foldMs)}, ` +
              `find ${milliseconds(figures.findMs)}, ` +
              `judge each hit ${milliseconds(figures.judgeMs)}, decide ${milliseconds(figures.decideMs)} ms.\n`,
          ],
    );
}

/** @param {import("./run.mjs").JobResult[]} results */
function agreementTable(results) {
  const lines = [
    "| job | terms | contender | same | only Namelight | only the other |",
    "| --- | ---: | --- | ---: | --- | --- |",
  ];
  for (const { job, terms, rows } of results) {
    for (const { contender, agreement, sameEntities } of rows) {
      if (!agreement) continue;
      const same = `${agreement.same}${sameEntities === false ? " (other entities)" : ""}`;
      const sides = [agreement.onlyOurs, agreement.onlyTheirs].map(
        (differences) => differences.map(difference).join("<br>") || "–",
      );
      lines.push(`| ${[job, terms, contender, same, ...sides].join(" | ")} |`);
    }
  }
  return lines.join("\n");
}

/** @param {import("./agreement.mjs").Difference} value */
const difference = ({ count, reason, examples }) =>
  `${count} ${reason}: ${examples.map((example) => `“${example.replaceAll("|", "\\|")}”`).join(", ")}`;
