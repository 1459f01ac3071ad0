/**
 * The tooltip's styles (www/tooltip/styles.js), where its picture is painted and not an image.
 */
import * as plain from "../../tooltip/styles.js";

export const TOOLTIP_STYLES = plain.TOOLTIP_STYLES.replace(/\bimg\b/g, "canvas");
