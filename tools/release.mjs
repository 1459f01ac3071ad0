// `npm run release`: what publishing the package, as it is built, would do; nothing leaves the machine. `npm run release -- --publish` publishes
// it, with provenance: in .github/workflows/release.yml alone, since provenance is signed for the workflow.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const isTrial = !process.argv.includes("--publish");
const { version, repository } = JSON.parse(readFileSync(`${root}/pkg/package.json`, "utf8"));

const tag = process.env.GITHUB_REF_NAME ?? "";
const { version: told } = await import(`${root}/pkg/dist/index.js`);
const faults = [
  told !== version && `the package says it is ${told}, its manifest ${version}: set both (www/api.js)`,
  !isTrial && tag !== `v${version}` && `the tag is ${tag || "missing"}, not v${version}`,
  !isTrial && !repository?.url && "pkg/package.json has no repository, which provenance is about",
].filter(Boolean);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
const how = isTrial ? ["--dry-run"] : ["--provenance", "--access", "public"];
execFileSync("npm", ["publish", ...how], { cwd: `${root}/pkg`, stdio: "inherit" });
