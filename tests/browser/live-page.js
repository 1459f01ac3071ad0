// In: a highlighted page with a <main>. Out: a reader's way through many pages in it, with texts that change; what the
// browser keeps of them afterwards, counted in its heap.

/**
 * @param {import("./harness.js").TestPage} page
 * @param {number} times
 * @param {number} [changesEach] texts that are changed on each page
 */
export async function navigate(page, times, changesEach = 20) {
  await page.evaluate(
    async (count, changes) => {
      const { highlighter } = /** @type {any} */ (window);
      const main = /** @type {Element} */ (document.querySelector("main"));
      for (let at = 0; at < count; at++) {
        main.innerHTML = `<article><h1>Doha ${at}</h1>${"<p>Karoline <b>Leavitt</b> left Paris.</p>".repeat(20)}</article>`;
        await highlighter.refresh();
        for (let change = 0; change < changes; change++) {
          const p = /** @type {Element} */ (main.querySelectorAll("p")[change % 20]);
          p.append(` Doha ${change}`);
          if (change % 2) p.firstChild?.remove();
        }
      }
      main.innerHTML = "<article><p>Doha</p></article>";
      await highlighter.refresh();
    },
    times,
    changesEach,
  );
}

/**
 * Objects that are alive, after the browser has swept.
 * @param {import("./harness.js").TestPage} page
 * @returns {Promise<Record<string, number>>}
 */
export async function countKept({ browserPage }) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const kind of ["Text", "Element", "StaticRange", "Map", "Set"]) {
    const prototype = await browserPage.evaluateHandle(`${kind}.prototype`);
    const objects = await browserPage.queryObjects(prototype);
    counts[kind] = await objects.evaluate((all) => all.length);
    await Promise.all([objects.dispose(), prototype.dispose()]);
  }
  return counts;
}
