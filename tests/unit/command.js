/** Runs the built command as a user would, in a folder of its own. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../pkg/bin/namelight.js", import.meta.url));

/** The folder in which the command runs; it goes with the test file. */
export const folder = mkdtempSync(join(tmpdir(), "namelight-"));
after(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} name
 * @param {string | Uint8Array | object} content an object becomes JSON
 */
export function file(name, content) {
  const isWritable = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(join(folder, name), isWritable ? content : JSON.stringify(content));
  return name;
}

/**
 * @param {string[]} words
 * @param {string} [input] what stands on standard input
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string }>}
 */
export function namelight(words, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...words], { cwd: folder });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
    // A command that does not read its input may be gone before the input is written.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
