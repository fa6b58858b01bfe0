import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { frontend, table } from "./support.mjs";

const { fill, number, scientific, signed } = await frontend("numbers");

test("a number has a true minus, and none where it rounds to 0", () => {
  const cases = [
    [[0.126], "0.13"],
    [[-0.126], "−0.13"],
    [[-0.004], "0.00"],
    [[-0.004, 3], "−0.004"],
    [[12, 0], "12"],
    [[NaN], "NaN"],
    [[Infinity], "∞"],
    [[-Infinity], "−∞"],
  ];
  for (const [given, shown] of cases) assert.equal(number(...given), shown);
});

test("a difference shows its sign, also that of 0", () => {
  const cases = [
    [0.5, "+0.50"],
    [0, "+0.00"],
    [-0.25, "−0.25"],
    [Infinity, "∞"],
    [NaN, "NaN"],
  ];
  for (const [given, shown] of cases) assert.equal(signed(given), shown);
});

test("powers of ten are written as Python writes them", () => {
  const common = JSON.parse(readFileSync(new URL("./scientific.json", import.meta.url), "utf-8"));
  for (const [value, shown] of [...common, ...table("scientific.json")]) assert.equal(scientific(value), shown, String(value));
});

test("a message is filled in; what it lacks stays", () => {
  assert.equal(fill("{a} of {b}, {c}", { a: 1, b: "<b>" }), "1 of <b>, {c}");
  assert.equal(fill("{n}", { n: "$&" }), "$&");
});
