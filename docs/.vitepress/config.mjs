// In: docs/*.md and the files at the top that readers look for (ARCHITECTURE.md, CHANGELOG.md, SECURITY.md). Out: how VitePress makes a
// site of them. Guarantees: a file is written once, with links that work in the repository, too; whatever docs/*.md is there is in the
// sidebar. VitePress is a dev dependency: it renders these files as they are, and its search needs no service.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const lamp = readFileSync(join(repository, "www/demo/lamp.svg"), "utf8");

/** The sidebar in order, with short names; what of it is not there is left out. */
const groups = [
  { text: "Begin", pages: { "docs/start.md": "Get started", "docs/dictionary.md": "Dictionary guide" } },
  {
    text: "Use",
    pages: {
      "docs/options.md": "Options and events",
      "docs/extension.md": "Browser extension",
      "docs/server.md": "On a server",
      "docs/archives.md": "Archives",
    },
  },
  {
    text: "Trust",
    pages: {
      "docs/privacy.md": "Privacy",
      "docs/policies.md": "Policies and hashes",
      "SECURITY.md": "Security",
      "docs/accessibility.md": "Accessibility",
    },
  },
  { text: "Inside", pages: { "ARCHITECTURE.md": "Architecture", "docs/performance.md": "Performance", "docs/accuracy.md": "Accuracy", "CHANGELOG.md": "Changelog" } },
];
const named = groups.flatMap(({ pages }) => Object.keys(pages));
const written = readdirSync(join(repository, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);
const others = written.filter((source) => source !== "docs/index.md" && !named.includes(source));
const sources = ["docs/index.md", ...named, ...others].filter((source) => existsSync(join(repository, source)));

/** Where a file is on the site. @param {string} source */
const pageOf = (source) => posix.basename(source).toLowerCase();
/** @param {string} source */
const addressOf = (source) => `/${pageOf(source).replace(/(?:index)?\.md$/, "")}`;
/** @param {string} source */
const headingOf = (source) => /^# (.+)$/m.exec(readFileSync(join(repository, source), "utf8"))?.[1] ?? posix.basename(source, ".md");

const sidebar = [...groups, { text: "More", pages: Object.fromEntries(others.map((source) => [source, headingOf(source)])) }]
  .map(({ text, pages }) => ({
    text,
    items: Object.entries(pages).filter(([source]) => sources.includes(source)).map(([source, name]) => ({ text: name, link: addressOf(source) })),
  }))
  .filter(({ items }) => items.length > 0);

/**
 * A link as it is written, from file to file, becomes one from page to page. Of another file of the repository, and of a page that is
 * named above but not written, the words are left. What is not there at all is an error of the build.
 * @param {string} href @param {string} from the file that it stands in
 * @returns {string | null}
 */
function linkOnSite(href, from) {
  if (/^(?:[a-z]+:|#|\/)/.test(href)) return href;
  const [path, anchor] = /** @type {[string, string | undefined]} */ (href.split("#", 2));
  const target = relative(repository, resolve(dirname(from), decodeURI(path)));
  const behind = anchor === undefined ? "" : `#${anchor}`;
  if (sources.includes(target)) return `/${pageOf(target)}${behind}`;
  const isThere = existsSync(join(repository, target));
  if (isThere && target.startsWith("www/demo/")) return `/${target.slice("www/".length)}${behind}`;
  if (isThere || named.includes(target)) return null;
  throw new Error(`${relative(repository, from)}: ${href} is not there`);
}

/** @param {import("vitepress").MarkdownRenderer} md */
function mapLinks(md) {
  md.core.ruler.push("links-between-files", ({ tokens, env }) => {
    for (const token of tokens) {
      // Code by indentation looks like code between fences.
      if (token.type === "code_block") [token.type, token.info] = ["fence", ""];
      /** @type {boolean[]} */
      const dropped = [];
      token.children = token.children && token.children.filter((child) => {
        if (child.type === "link_close") return !dropped.pop();
        if (child.type !== "link_open") return true;
        const link = linkOnSite(child.attrGet("href") ?? "", env.realPath ?? env.path);
        dropped.push(link === null);
        if (link === null) return false;
        child.attrSet("href", link);
        // The demo is no page of the site's own: the browser goes there.
        if (link.startsWith("/demo/")) child.attrSet("target", "_self");
        return true;
      });
    }
  });
}

export default defineConfig({
  title: "Namelight",
  description: "Lights up the names in an article: a WebAssembly widget with a Rust core.",
  lang: "en",
  srcDir: "../",
  outDir: "../target/site",
  cacheDir: "../target/site-cache",
  srcExclude: [
    ...readdirSync(repository, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "docs").map(({ name }) => `${name}/**`),
    ...readdirSync(repository).filter((name) => name.endsWith(".md") && !sources.includes(name)),
  ],
  rewrites: Object.fromEntries(sources.map((source) => [source, pageOf(source)])),
  // Made from www/demo when the site is there.
  ignoreDeadLinks: [/^\/demo\//],
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `data:image/svg+xml,${encodeURIComponent(lamp)}` }]],
  markdown: { config: mapLinks, theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" } },
  themeConfig: {
    nav: [
      { text: "Get started", link: "/start" },
      { text: "Dictionary", link: "/dictionary" },
      { text: "Options", link: "/options" },
      { text: "Playground", link: "/demo/playground.html", target: "_self", noIcon: true },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: "local" },
    externalLinkIcon: false,
  },
});
