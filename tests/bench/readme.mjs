// In: README.md, and docs/start.md, to which it leads. Out: what they tell a reader to type and to write, from a bare page to its first
// marks. Guarantees: nothing is copied from them; what is no longer there is named.

import { readFileSync } from "node:fs";

/** In what a reader types, the repository. */
export const place = "PATH/TO/namelight/";

/**
 * @param {string} file
 * @param {string} heading under which it stands
 * @param {string} what
 * @param {RegExp} pattern its groups are what is taken
 */
function take(file, heading, what, pattern) {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const section = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`${file} has no “${heading}”`);
  const taken = pattern.exec(section);
  if (taken === null) throw new Error(`${file} has no ${what} under “${heading}”`);
  return taken.slice(1);
}

/** The command before all ways. */
export const readBuild = () => take("README.md", "Try it", "command that builds", /^ {4}(npm start)\s/m)[0];

/** The tag, the addresses in it, and the file that belongs under the first. */
export function readScriptTag() {
  const heading = "On a page";
  const written = /```html\n(<script .*src="(.+?)" data-dictionary="(.+?)".*<\/script>)\n/;
  const [tag, src, dictionary] = take("README.md", heading, "script tag with a dictionary", written);
  const [file] = take("README.md", heading, "word of where its file is built", /file is built at `(.+?)`/);
  return { tag, src, dictionary, file };
}

/** The command, and the code up to where it takes its marks away again, with a dictionary of the reader's own. */
export function readPackage() {
  const heading = "In an application";
  const [install] = take("README.md", heading, "command that installs the package", /`(npm install .+?)`/);
  const written = /```js\n((?:(?!```).)*?loadDictionary\()\{.*?\}(\);\n.*?createHighlighter\(.*?)^highlighter\.destroy\(/ms;
  const [before, after] = take("README.md", heading, "code from loadDictionary to highlighter.destroy()", written);
  const [address] = take("docs/start.md", `${heading}: the npm package`, "dictionary by its address", /loadDictionary\(("\/.+?")\)/);
  return { install, code: `${before}${address}${after}`, dictionary: /** @type {string} */ (JSON.parse(address)).slice(1) };
}

/** The command, and the folder to be loaded. */
export function readExtension() {
  const written = /^ {4}(npm run \S+) .*?(target\/\S*\/chromium)\//m;
  const [build, folder] = take("README.md", "As a browser extension", "command that builds it, and its folder", written);
  return { build, folder };
}
