import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, numbersIn, packed, written } from "./support.mjs";

const { equation, usedIn, verdictEquation } = await frontend("cells/equations");
const { tracksOf, value } = await frontend("board/scene");
const { unpack } = await frontend("shell/payload");

const scene = await unpack(packed("pair.bin"));
const [first, second, between] = tracksOf(scene);

test("a difference shows both values that it is made of, at the same column", () => {
  for (const [t, column] of between.columns.entries())
    for (const symbol of between.symbols) {
      const lines = written(equation(between, symbol, t, 2));
      const [b, a] = numbersIn(lines[1].replaceAll(/[()]/g, "").replace(" − ", " "));
      assert.ok(Math.abs(a - value(first, symbol, first.at[column], 2)) < 0.0006, lines[1]);
      assert.ok(Math.abs(b - value(second, symbol, second.at[column], 2)) < 0.0006, lines[1]);
      const [whole] = numbersIn(lines[2]);
      assert.ok(Math.abs(whole - value(between, symbol, t, 2)) < 0.0006, lines[2]);
      assert.equal(lines[0], `Δ${symbol} = ${symbol}(B) − ${symbol}(A)`);
      assert.deepEqual(usedIn(between, symbol, t, 2), []);
    }
});

test("so does that of the verdicts", () => {
  between.columns.forEach((column, t) => {
    const lines = written(verdictEquation(between, t));
    const [whole] = numbersIn(lines[2]);
    const apart = second.arrays.verdict[second.at[column]] - first.arrays.verdict[first.at[column]];
    assert.ok(Math.abs(whole - apart) < 0.0006, lines[2]);
  });
});

test("only the difference has other names, and no quantity of it a gate's scale", () => {
  assert.deepEqual(between.lanes.map(({ shown }) => shown), between.symbols.map((symbol) => `Δ${symbol}`));
  assert.ok(between.lanes.every(({ scale }) => scale !== "gate"));
  assert.deepEqual(first.lanes.map(({ shown }) => shown), first.symbols);
  assert.equal(first.lanes.find(({ symbol }) => symbol === "f").scale, "gate");
  assert.notEqual(between.text.verdictAt, first.text.verdictAt);
  assert.deepEqual(between.between, [first, second]);
});

test("a difference whose tracks are still to come has no numbers for them", () => {
  const alone = tracksOf({ ...scene, tracks: scene.tracks.map((track, n) => (n === 2 ? { ...track, between: [0, 1] } : { ...track, rows: undefined })) });
  assert.match(written(equation(alone[2], "f", 0, 0))[1], /NaN/);
});
