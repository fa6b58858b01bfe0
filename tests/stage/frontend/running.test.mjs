import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, table } from "./support.mjs";

const { run } = await frontend("cells/running");
const { CELLS } = await frontend("cells/index");

const floats = (values) => Float32Array.from(values);
const floatsOfEach = (arrays) => Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, floats(values)]));
const near = (a, b, within, told) =>
  assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(b)), `${told}: ${a} is not ${b}`);

/** Every value is there and near, and nothing else is there. */
function same(found, own, within) {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(own).sort());
  for (const [symbol, values] of Object.entries(own)) {
    assert.ok(found[symbol] instanceof Float32Array);
    assert.equal(found[symbol].length, values.length, symbol);
    values.forEach((value, k) => near(found[symbol][k], Math.fround(value), within, `${symbol} ${k}`));
  }
}

for (const { name, layer, weights, x, start, arrays, sums, within } of table("runs.json"))
  test(`${name}: every quantity and sum is PyTorch's own`, () => {
    const { h, c } = floatsOfEach(start);
    const found = run({ ...layer, weights: floatsOfEach(weights) }, floats(x), h, c);
    same(found.arrays, arrays, within);
    same(found.sums, sums, within);
  });

/** A layer of 2 units and 3 inputs whose weights are all one number, or else each another. */
function layerOf(cell, { weight, nonlinearity } = {}) {
  const rows = Object.keys(CELLS[cell].sums).length * 2;
  const values = (size) => Float32Array.from({ length: size }, (_, k) => weight ?? Math.sin(k + size));
  const weights = { ih: values(rows * 3), hh: values(rows * 2), b_ih: values(rows), b_hh: values(rows) };
  return { cell, units: 2, inputs: 3, weights, nonlinearity };
}

/** The values of one step. */
const stepOf = (arrays, t) => Object.fromEntries(Object.entries(arrays).map(([q, values]) => [q, values.slice(2 * t, 2 * t + 2)]));

for (const cell of Object.keys(CELLS)) {
  const x = floats([0.5, -1, 2, 0.1, 0.2, 0.3, -2, 0, 1, 3, -0.5, 0.25]);

  test(`${cell}: step by step it is the same as at once, and what was given stays as it was`, () => {
    const layer = layerOf(cell);
    const given = structuredClone({ layer, x });
    const whole = run(layer, x);
    let state = {};
    for (let t = 0; t < 4; t++) {
      const { arrays, sums } = run(layer, x.slice(3 * t, 3 * t + 3), state.h, state.c);
      same(arrays, stepOf(whole.arrays, t), 1e-6);
      same(sums, stepOf(whole.sums, t), 1e-6);
      state = arrays;
    }
    assert.deepEqual({ layer, x }, given);
    assert.deepEqual(run(layer, x), whole);
  });

  test(`${cell}: nothing read is nothing computed`, () => {
    const { arrays, sums } = run(layerOf(cell), floats([]));
    for (const values of [...Object.values(arrays), ...Object.values(sums)]) assert.equal(values.length, 0);
  });

  test(`${cell}: what is no number goes where the arithmetic takes it`, () => {
    const { arrays } = run(layerOf(cell), floats([1, 2, 3, NaN, 0, 0, 1, 2, 3]));
    for (const [q, values] of Object.entries(arrays)) {
      assert.ok(values.slice(0, 2).every(Number.isFinite), q);
      assert.ok(values.slice(2).every(Number.isNaN), q);
    }
    const lost = run(layerOf(cell, { weight: NaN }), x);
    for (const values of [...Object.values(lost.arrays), ...Object.values(lost.sums)]) assert.ok(values.every(Number.isNaN));
    const { h } = run(layerOf(cell, { weight: Infinity }), x).arrays;
    assert.ok(h.some(Number.isNaN)); // 0 · ∞
  });
}

const ONES = floats([1, 1, 1, 1, 1, 1]);
const H0 = floats([0.5, 0.25]);
for (const [cell, weight, own] of [
  ["lstm", 1e30, { i: [1, 1, 1, 1], f: [1, 1, 1, 1], g: [1, 1, 1, 1], o: [1, 1, 1, 1], c: [1, 1, 2, 2], h: [1, 1, 2, 2].map(Math.tanh) }],
  ["lstm", -1e30, { i: [0, 0, 0, 0], f: [0, 0, 0, 0], g: [-1, -1, -1, -1], o: [0, 0, 0, 0], c: [0, 0, 0, 0], h: [0, 0, 0, 0] }],
  ["gru", 1e30, { r: [1, 1, 1, 1], z: [1, 1, 1, 1], n: [1, 1, 1, 1], h: [0.5, 0.25, 0.5, 0.25] }],
  ["gru", -1e30, { r: [0, 0, 0, 0], z: [0, 0, 0, 0], n: [-1, -1, -1, -1], h: [-1, -1, -1, -1] }],
  ["rnn", 1e30, { h: [1, 1, 1, 1] }],
  ["rnn", -1e30, { h: [-1, -1, -1, -1] }],
])
  test(`${cell}: gates and candidates of weights of ${weight} are at their ends`, () => {
    same(run(layerOf(cell, { weight }), ONES, H0).arrays, own, 1e-7);
  });

test("under relu a state is never below 0, and infinite beyond single precision", () => {
  const states = (weight) => [...run(layerOf("rnn", { weight, nonlinearity: "relu" }), ONES, H0).arrays.h];
  assert.deepEqual(states(1e30).slice(2), [Infinity, Infinity]);
  assert.deepEqual(states(-1e30), [0, 0, 0, 0]);
  assert.deepEqual(states(NaN), [NaN, NaN, NaN, NaN]);
});

const lstm = layerOf("lstm");
const { ih, ...without } = lstm.weights;
for (const [told, layer, ...read] of [
  ["a cell is one of lstm, gru, rnn, got cnn", { ...lstm, cell: "cnn" }, ONES],
  ["units must be a whole number from 1, got 0", { ...lstm, units: 0 }, ONES],
  ["units must be a whole number from 1, got 1.5", { ...lstm, units: 1.5 }, ONES],
  ["inputs must be a whole number from 1, got NaN", { ...lstm, inputs: NaN }, ONES],
  ["nonlinearity must be tanh or relu for rnn, got gelu", layerOf("rnn", { nonlinearity: "gelu" }), ONES],
  ["nonlinearity must be tanh for gru, got relu", layerOf("gru", { nonlinearity: "relu" }), ONES],
  ["weights.ih must have 8 × 4 values, got 24", { ...lstm, inputs: 4 }, floats([1, 2, 3, 4])],
  ["weights.ih must have 8 × 3 values, got none", { ...lstm, weights: without }, ONES],
  ["weights.ih must have 8 × 3 values, got 18", { ...lstm, weights: layerOf("gru").weights }, ONES],
  ["weights.hh must have 8 × 2 values, got 8", { ...lstm, weights: { ...lstm.weights, hh: floats([1, 2, 3, 4, 5, 6, 7, 8]) } }, ONES],
  ["weights.b_ih must have 8 values, got 0", { ...lstm, weights: { ...lstm.weights, b_ih: floats([]) } }, ONES],
  ["weights.b_hh must have 8 values, got 24", { ...lstm, weights: { ...lstm.weights, b_hh: ih } }, ONES],
  ["x must have whole rows of 3 inputs, got 2 values", lstm, floats([1, 2])],
  ["h0 must have 2 values, got 6", lstm, ONES, ONES],
  ["c0 must have 2 values, got 0", lstm, ONES, H0, floats([])],
  ["c0 must be left out for gru, got 2 values", layerOf("gru"), ONES, H0, H0],
])
  test(`what does not fit is refused: ${told}`, () => {
    assert.throws(() => run(layer, ...read), { name: "RangeError", message: told });
  });
