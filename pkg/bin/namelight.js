#!/usr/bin/env node
// Starts the built command line. In a fresh checkout, where it is not built yet, it builds it first.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const command = new URL("../dist/cli.js", import.meta.url);
const checkout = new URL("../../Cargo.toml", import.meta.url);
const build = new URL("../../tools/build.mjs", import.meta.url);

if (existsSync(command)) {
  await import(command.href);
} else if (existsSync(checkout)) {
  process.stderr.write("namelight: building what is missing, once …\n");
  // The build's words go to stderr: stdout is for the result alone.
  const { status } = spawnSync(process.execPath, [fileURLToPath(build)], { stdio: ["ignore", 2, 2] });
  if (status === 0) {
    await import(command.href);
  } else {
    process.stderr.write('namelight: the build failed; "node tools/build.mjs" in the checkout shows why\n');
    process.exitCode = 1;
  }
} else {
  process.stderr.write("namelight: dist/cli.js is missing from this package; install it again\n");
  process.exitCode = 1;
}
