/**
 * In: an entity that the checker lets through. Out: its card, which holds only what a tooltip shows.
 */
import { isObject } from "./sources/place.js";

const imageKeys = ["src", "alt", "credit", "creditUrl", "license"];

/** @param {unknown} address @returns {address is string} */
export function isHttps(address) {
  return typeof address === "string" && URL.canParse(address) && new URL(address).protocol === "https:";
}

/**
 * What a tooltip shows of an entity.
 * @param {Record<string, any>} entity one that the checker lets through
 */
export function cardOf({ name, type, description, url, image, sameAs }) {
  const links = Array.isArray(sameAs) ? sameAs.filter(isHttps) : [];
  return {
    name,
    ...(typeof type === "string" ? { type } : {}),
    ...(typeof description === "string" || isObject(description) ? { description } : {}),
    ...(isHttps(url) ? { url } : {}),
    ...(isObject(image) && isHttps(image.src) ? { image: imageOf(image) } : {}),
    ...(links.length > 0 ? { sameAs: links } : {}),
  };
}

/** @param {Record<string, unknown>} image */
function imageOf(image) {
  const sound = imageKeys.filter((key) => (/^src$|Url$/u.test(key) ? isHttps(image[key]) : typeof image[key] === "string"));
  return Object.fromEntries(sound.map((key) => [key, image[key]]));
}
