// Rectangles in, a position out; and the light or dark that the tooltip takes from the page's text.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chooseLine, formFor, joinLines, placeBeside } from "../../www/tooltip/place.js";
import { schemeOf } from "../../www/tooltip/scheme.js";

/** @param {number} x @param {number} y @param {number} width @param {number} [height] */
const rect = (x, y, width, height = 20) => ({ x, y, width, height });

describe("the lines of a mention", () => {
  test("pieces side by side are one line", () => {
    assert.deepEqual(joinLines([rect(10, 0, 50), rect(60, 2, 40, 18)]), [rect(10, 0, 90)]);
    assert.deepEqual(joinLines([rect(60, 0, 40), rect(10, 0, 50)]), [rect(10, 0, 90)], "also from right to left");
  });

  test("a broken line is two", () => {
    assert.deepEqual(joinLines([rect(300, 0, 50), rect(0, 24, 40)]), [rect(300, 0, 50), rect(0, 24, 40)]);
    assert.deepEqual(joinLines([rect(300, 0, 50), rect(0, 0, 40)]), [rect(300, 0, 50), rect(0, 0, 40)], "two columns");
  });

  test("what is not laid out is no line", () => {
    assert.deepEqual(joinLines([rect(0, 0, 0, 0)]), []);
  });

  test("the one under the pointer is chosen, else the first", () => {
    const lines = [rect(300, 0, 50), rect(0, 24, 40)];
    assert.equal(chooseLine(lines, { x: 10, y: 30 }), 1);
    assert.equal(chooseLine(lines, { x: 310, y: 10 }), 0);
    assert.equal(chooseLine(lines, null), 0);
    assert.equal(chooseLine([], { x: 1, y: 1 }), 0);
  });
});

describe("the place beside a line", () => {
  const visible = rect(0, 0, 1000, 800);
  /** @param {import("../../www/tooltip/place.js").Rect} line @param {{ width?: number, height?: number, isRightToLeft?: boolean, visible?: import("../../www/tooltip/place.js").Rect }} [options] */
  function place(line, { width = 400, height = 200, isRightToLeft = false, visible: seen = visible } = {}) {
    let limit = Infinity;
    const measure = () => ({ width, height: Math.min(height, limit) });
    const position = placeBeside(line, { isRightToLeft, visible: seen, measure, limitHeight: (px) => { limit = px; } });
    return { ...position, ...measure() };
  }

  test("is below, at the line's start", () => {
    assert.deepEqual(place(rect(100, 100, 60)), { x: 100, y: 126, side: "bottom", width: 400, height: 200 });
  });

  test("is above where there is no room below", () => {
    assert.deepEqual(place(rect(100, 700, 60)), { x: 100, y: 494, side: "top", width: 400, height: 200 });
  });

  test("starts at the right in a text from right to left", () => {
    assert.equal(place(rect(600, 100, 60), { isRightToLeft: true }).x, 260);
  });

  test("stays within the screen's edges", () => {
    assert.equal(place(rect(950, 100, 40)).x, 592);
    assert.equal(place(rect(10, 100, 40), { isRightToLeft: true }).x, 8);
  });

  test("is the side with more room where neither has enough, and scrolls inside", () => {
    const low = place(rect(100, 500, 60), { height: 5000 });
    assert.deepEqual([low.side, low.y, low.height], ["top", 8, 486]);
    const high = place(rect(100, 200, 60), { height: 5000 });
    assert.deepEqual([high.side, high.y, high.height], ["bottom", 226, 566]);
  });

  test("covers the line on a screen that is too low for both, and has all its height", () => {
    const zoomed = rect(0, 0, 320, 256);
    const position = place(rect(20, 118, 60), { width: 304, height: 400, visible: zoomed });
    assert.deepEqual([position.y, position.height], [8, 240]);
    const slit = place(rect(20, 40, 60), { width: 304, height: 400, visible: rect(0, 0, 320, 100) });
    assert.deepEqual([slit.y, slit.height], [8, 84]);
  });

  test("follows what fingers have zoomed to", () => {
    const position = place(rect(500, 500, 60), { width: 200, height: 100, visible: rect(450, 450, 300, 250) });
    assert.deepEqual([position.x, position.y], [500, 526]);
  });

  test("is a sheet on a narrow touch screen only", () => {
    assert.equal(formFor({ width: 390, isTouch: true }), "sheet");
    assert.equal(formFor({ width: 820, isTouch: true }), "box");
    assert.equal(formFor({ width: 320, isTouch: false }), "box");
  });
});

describe("light or dark", () => {
  /** @type {[string, "light" | "dark"][]} */
  const colors = [
    ["rgb(0, 0, 0)", "light"], ["rgb(34, 34, 34)", "light"], ["rgb(118, 118, 118)", "light"], ["rgb(180, 0, 0)", "light"],
    ["rgb(255, 255, 255)", "dark"], ["rgb(187, 187, 187)", "dark"], ["rgba(255, 255, 255, 0.87)", "dark"],
    ["color(srgb 0.1 0.1 0.1)", "light"], ["color(display-p3 0.9 0.9 0.9)", "dark"], ["color(srgb 1 1 1 / 0.5)", "dark"],
    ["oklch(0.25 0.02 250)", "light"], ["oklch(0.92 0.02 250)", "dark"], ["oklab(0.95 0 0)", "dark"],
    ["lab(20 5 5)", "light"], ["lab(90 5 5)", "dark"], ["lch(90 5 5)", "dark"], ["lab(90% 5 5)", "dark"],
    ["", "light"], ["canvastext", "light"], ["rgb(none none none)", "light"],
  ];
  for (const [color, scheme] of colors) test(`text in ${color || "no colour"} is on a ${scheme} page`, () => assert.equal(schemeOf(color), scheme));
});
