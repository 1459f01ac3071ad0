/**
 * The content script of the extension. Runs where the reader wants it, once or always; a second run changes nothing.
 */
import { findAll } from "../../dom.js";
import { startContent } from "../content.js";
import { tellBackground } from "./browser.js";

/** A page of several articles is a list of them: then all that it says is of interest. */
const root = findAll(document, "article:not(article article)").length > 1 ? "main:not(main main), body:not(:has(main))" : undefined;

tellBackground("hidden").then(
  ({ hidden }) => startContent({ hidden, root, strings: { turnOff: "Turn marks off on this page", hideName: "Hide this name everywhere" } }),
  // The extension is gone, or another version of it has come.
  () => {},
);
