import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, packed } from "./support.mjs";

const { css, inkOn, pixelOf, rampOf, rgb } = await frontend("colours");
const { unpack } = await frontend("shell/payload");
const { tracksOf } = await frontend("board/scene");

const [track] = tracksOf(await unpack(packed("lstm.bin")));
const quantity = (symbol) => track.lanes.find((each) => each.symbol === symbol);
const near = (a, b) => a.every((channel, k) => Math.abs(channel - b[k]) <= 1);
const channels = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];

test("a gate's ramp goes from the neutral colour to its hue and no further", () => {
  for (const theme of ["light", "dark"]) {
    const colour = rampOf(track, quantity("f"), theme);
    assert.deepEqual(colour(0), rgb(track.ramp.neutral[theme]));
    assert.deepEqual(colour(1), rgb(quantity("f")[theme]));
    assert.deepEqual(colour(7), colour(1));
    assert.deepEqual(colour(-7), colour(0));
    assert.deepEqual(colour(NaN), colour(0));
  }
});

test("a state's ramp has two sides that end at its bound", () => {
  const colour = rampOf(track, quantity("c"), "light");
  assert.deepEqual(colour(2), rgb(track.ramp.positive.light));
  assert.deepEqual(colour(-2), rgb(track.ramp.negative.light));
  assert.deepEqual(colour(0), rgb(track.ramp.neutral.light));
  assert.notDeepEqual(colour(1), colour(2));
});

test("a pixel is the ramp's colour to one step of a channel, opaque, and exact at 0 and the ends", () => {
  for (const symbol of ["f", "g", "c"])
    for (const theme of ["light", "dark"]) {
      const colour = rampOf(track, quantity(symbol), theme);
      const pixel = pixelOf(track, quantity(symbol), theme);
      const { bound } = quantity(symbol);
      for (let v = -1.5 * bound; v <= 1.5 * bound; v += bound / 97) {
        assert.ok(near(channels(pixel(v)), colour(v)), `${symbol} ${v}`);
        assert.equal(pixel(v) >>> 24, 255);
      }
      for (const v of [0, bound, -bound, Infinity, -Infinity]) assert.deepEqual(channels(pixel(v)), colour(v));
      assert.equal(pixel(NaN), 0);
    }
});

test("ink is black on light colours and white on dark ones", () => {
  assert.equal(inkOn(rgb("#ffffff")), "#000000");
  assert.equal(inkOn(rgb("#000000")), "#ffffff");
  assert.equal(inkOn(rgb("#777777")), "#000000");
  assert.equal(inkOn(rgb("#5420c4")), "#ffffff");
  assert.equal(css(rgb("#0a141e")), "rgb(10,20,30)");
});
