// An edge worker in front of a site: pages come from the site and go on with marks. It starts with a compiled dictionary (`npx namelight compile
// names.json -o names.namelight`, then named dictionary.bin, an ending that wrangler takes for data). The site's pages load
// `namelight.attach.global.js` with `data-cards`.
import { loadDictionary } from "namelight";
import { annotateResponse } from "namelight/server";
import bytes from "./dictionary.bin";

// Once for all requests, before the first: what one request waits for, another must not.
const dictionary = await loadDictionary(bytes);

export default {
  /** @param {Request} request */
  async fetch(request) {
    const response = await fetch(request);
    return annotateResponse(response, { dictionary });
  },
};
