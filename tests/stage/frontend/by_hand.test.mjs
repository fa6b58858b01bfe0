import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, numbersIn, table, written as lined } from "./support.mjs";

const { begun, countOf, kept, layerOf, MOST, read, resized, withWeight } = await frontend("by_hand/network");
const { networkOf, PRESETS } = await frontend("by_hand/presets");
const { numberFrom, rowFrom, lettersFrom, written } = await frontend("by_hand/typed");
const { inputOf, inputsOf, sequenceOf, stepsOf, typed, withValue } = await frontend("by_hand/sequence");
const { addressed, stateFrom, stateOf, viewFrom } = await frontend("by_hand/view");
const { counts, countedFrom, FIRST, oneHot, RANGES, toldCounted, totalOf } = await frontend("by_hand/counting");
const { shownValue } = await frontend("by_hand/told");
const { arithmetic } = await frontend("by_hand/arithmetic");
const { publish } = await frontend("board/bus");
const { CELLS } = await frontend("cells/index");

/** The address that a state writes, read again. */
const through = (state) => {
  const said = addressed(state);
  return stateFrom(viewFrom((name) => said[name]));
};

const near = (a, b, told, within = 1e-5) => assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(b)), `${told}: ${a} is not ${b}`);

for (const { preset, x, arrays } of table("by-hand.json"))
  test(`${preset}: what the browser makes of ${x.length} numbers is PyTorch's own`, () => {
    const found = read(layerOf(networkOf(PRESETS[preset])), x);
    for (const [q, values] of Object.entries(arrays)) {
      assert.equal(found[q].length, values.length, q);
      values.forEach((value, k) => near(found[q][k], value, `${q} ${k}`));
    }
  });

for (const [name, preset] of Object.entries(PRESETS))
  test(`${name}: its sequence is readable, and every number within reach`, () => {
    const { network, sequence } = stateOf(name, FIRST);
    assert.deepEqual(sequence.said.filter(Boolean), []);
    assert.equal(inputsOf(sequence), network.inputs);
    assert.ok(stepsOf(sequence) >= 6 && stepsOf(sequence) <= MOST.steps);
    for (const value of Object.values(network.weights).flat()) assert.equal(kept(value), value);
    assert.deepEqual(Object.keys(preset.sums), Object.keys(CELLS[preset.cell].sums));
    assert.deepEqual(layerOf(network).weights.b_hh, new Float32Array(network.weights.b.length));
  });

for (const [text, value] of [["6", 6], [" −0.25 ", -0.25], ["-3.", -3], [".5", 0.5], ["+1", 1], ["1e1", 10], ["२.५", 2.5], ["-20", -20]])
  test(`${JSON.stringify(text)} is the number ${value}`, () => assert.deepEqual(numberFrom(text), { value }));

for (const [text, wrong] of [["", "notNumber"], ["abc", "notNumber"], ["NaN", "notNumber"], ["Infinity", "notNumber"], ["1,5", "notNumber"], ["0x1f", "notNumber"], ["1e30", "outside"], ["-20.01", "outside"], ["1e999", "outside"]])
  test(`${JSON.stringify(text)} is refused: ${wrong}`, () => assert.deepEqual(numberFrom(text), { wrong }));

test("numbers may stand between spaces and commas; at most sixteen are read", () => {
  assert.deepEqual(rowFrom("1, 0  −1,.5"), { values: [1, 0, -1, 0.5], beyond: false });
  assert.deepEqual(rowFrom("7"), { values: [7], beyond: false });
  assert.equal(rowFrom("").wrong, "empty");
  assert.equal(rowFrom(" , ").wrong, "empty");
  assert.deepEqual(rowFrom("1 x 2"), { values: [1], beyond: false, wrong: "notNumber", word: "x" });
  assert.equal(rowFrom("1 1e30").wrong, "outside");
  const long = rowFrom(Array(40).fill(1).join(" "));
  assert.deepEqual([long.values.length, long.beyond, long.wrong], [16, true, undefined]);
});

test("letters may stand alone or joined, in any script; there is room for four", () => {
  assert.deepEqual(lettersFrom("abba", []).letters, ["a", "b", "b", "a"]);
  assert.deepEqual(lettersFrom("a b, c", []).alphabet, ["a", "b", "c"]);
  assert.deepEqual(lettersFrom("कि म कि", []).letters, ["कि", "म", "कि"]);
  assert.equal(lettersFrom("", []).wrong, "empty");
  assert.deepEqual([lettersFrom("a1", []).wrong, lettersFrom("a1", []).word], ["notLetter", "1"]);
  assert.deepEqual([lettersFrom("abcde", []).wrong, lettersFrom("abcde", []).word], ["tooManyLetters", "e"]);
  assert.deepEqual(lettersFrom("ad", ["a", "b", "c"]).alphabet, ["a", "b", "c", "d"]);
  assert.deepEqual(lettersFrom("ae", ["a", "b", "c", "d"]).alphabet, ["a", "e"]);
  assert.equal(lettersFrom("a".repeat(30), []).letters.length, 16);
});

test("what cannot be read stays as it was typed, and the row before goes on being read", () => {
  const before = sequenceOf("1", ["1 0 2"]);
  for (const text of ["", "1 oops", "1e30"]) {
    const after = typed(before, 0, text);
    assert.deepEqual([after.rows, after.values], [[text], [[1, 0, 2]]]);
    assert.equal(after.said[0].bad, true);
  }
  const long = typed(before, 0, "1 ".repeat(20));
  assert.deepEqual([long.said[0].bad, stepsOf(long)], [false, 16]);
  assert.deepEqual(typed(typed(before, 0, "oops"), 0, "3").said, [null]);
});

test("a shorter row goes on with zeros, and a number that is set there fills it up", () => {
  const sequence = sequenceOf("2", ["5 6 7", "1"]);
  assert.deepEqual(inputOf(sequence), [5, 1, 6, 0, 7, 0]);
  const set = withValue(sequence, 1, 2, -0.5);
  assert.deepEqual([set.rows[1], inputOf(set)], ["1 0 −0.5", [5, 1, 6, 0, 7, -0.5]]);
  assert.deepEqual(typed(set, 1, set.rows[1]).values, set.values);
});

test("a letter is a 1 among zeros", () => {
  assert.deepEqual(inputOf(sequenceOf("letters", ["ba"], "ab")), [0, 1, 1, 0]);
});

for (const cell of Object.keys(CELLS))
  test(`${cell}: other sizes keep what both have`, () => {
    const small = begun({ cell, units: 2, inputs: 2, nonlinearity: "tanh" });
    const marked = { ...small, weights: { ih: small.weights.ih.map((_, k) => k + 1), hh: small.weights.hh.map((_, k) => -k - 1), b: small.weights.b.map((_, k) => k / 2) } };
    const back = resized(resized(marked, { units: 3, inputs: 4 }), { units: 2, inputs: 2 });
    assert.deepEqual(back, marked);
    const swapped = resized(marked, { inputs: 2 }, [1, 0]);
    assert.deepEqual(swapped.weights.ih.slice(0, 2), [2, 1]);
    const apart = resized(marked, { inputs: 2 }, [-1, 0]);
    assert.deepEqual([apart.weights.ih[0], apart.weights.ih[1]], [small.weights.ih[0], 1]);
    assert.equal(countOf(marked), marked.weights.ih.length + marked.weights.hh.length + 2 * marked.weights.b.length);
  });

test("a weight that is set is kept within reach, and nothing else changes", () => {
  const network = networkOf(PRESETS.overwrite);
  assert.equal(withWeight(network, "b", 1, 1e30).weights.b[1], 20);
  assert.equal(withWeight(network, "ih", 3, -0.123456).weights.ih[3], -0.1235);
  assert.ok(Object.is(withWeight(network, "hh", 0, -0).weights.hh[0], 0));
  assert.deepEqual(networkOf(PRESETS.overwrite), network);
});

for (const name of Object.keys(PRESETS))
  test(`${name}: the address brings back all that was set`, () => {
    const begins = stateOf(name, FIRST);
    assert.deepEqual(through(begins), begins);
    assert.equal(addressed(begins).weights, undefined);
    const network = withWeight(begins.network, "hh", 0, -1.25);
    const own = { ...begins, own: true, network, t: 2, unit: 0, sizes: { ...FIRST, layers: 3, cell: "gru" } };
    assert.deepEqual(through(own), own);
  });

test("the address brings back a sequence that cannot be read, as it was typed", () => {
  const begins = stateOf("latch", FIRST);
  const wrong = { ...begins, sequence: typed(begins.sequence, 0, "1 oops") };
  const back = through(wrong);
  assert.deepEqual([back.sequence.rows, back.sequence.said[0].key], [["1 oops"], "notNumber"]);
  assert.ok(stepsOf(back.sequence) > 0);
});

const EDITED = [
  { preset: "__proto__" },
  { preset: "nothing", cell: "cnn", units: "9" },
  { cell: "lstm", units: "3", reads: "letters", alphabet: "🙂1 ab", sequence: ";;;", weights: "1_2_NaN" },
  { cell: "rnn", units: "0", activation: "gelu", reads: "7", weights: "" },
  { cell: "constructor", units: "2" },
  { cell: "gru", units: "2", reads: "2", sequence: "1e999;x", weights: Array(26).fill("99").join("_"), t: "999999", unit: "77", show: "toString" },
  { t: "-1", unit: "0", show: "c", count: "0.0.0.0.0.0.cnn" },
  { preset: "order", reads: "1", sequence: "", count: "9".repeat(500) },
  { cell: "lstm", units: "1", reads: "2", weights: "-" },
];
for (const view of EDITED)
  test(`an address edited by hand breaks nothing: ${JSON.stringify(view).slice(0, 60)}`, () => {
    const state = stateFrom(view);
    const { network, sequence, t, unit, show, sizes } = state;
    assert.equal(inputsOf(sequence), network.inputs);
    assert.ok(network.units >= 1 && network.units <= 3 && network.inputs <= 4);
    assert.ok(t >= 0 && t < stepsOf(sequence) && unit >= 0 && unit < network.units);
    const found = read(layerOf(network), inputOf(sequence));
    assert.ok(found[show].length === stepsOf(sequence) * network.units && found[show].every(Number.isFinite));
    assert.ok(Number.isFinite(totalOf(counts(sizes))));
    assert.deepEqual(through(state).network, network);
  });

for (const { sizes, parts, total, hot } of table("counts.json"))
  test(`${JSON.stringify(sizes)}: the parameters are as many as PyTorch has`, () => {
    assert.deepEqual(counts(sizes), parts);
    assert.equal(totalOf(counts(sizes)), total);
    assert.equal(totalOf(oneHot(sizes)), hot);
  });

test("sizes go through the address and stay within their ranges", () => {
  assert.equal(toldCounted(FIRST), undefined);
  const sizes = { vocabulary: 50000, embedding: 300, hidden: 512, layers: 2, directions: 2, classes: 4, cell: "gru" };
  assert.deepEqual(countedFrom(toldCounted(sizes)), sizes);
  const far = countedFrom("999999.0.999999.9.9.0.cnn");
  for (const [name, [least, most]] of Object.entries(RANGES)) assert.ok(far[name] >= least && far[name] <= most, name);
  assert.equal(far.cell, "lstm");
});

test("the arithmetic of a value has every product, and comes to the value", () => {
  for (const name of Object.keys(PRESETS)) {
    const { network, sequence } = stateOf(name, FIRST);
    const layer = layerOf(network);
    publish("weights/test", layer.weights);
    const track = { cell: network.cell, units: network.units, T: stepsOf(sequence), arrays: read(layer, inputOf(sequence)), weights: "test", marks: [], nonlinearity: layer.nonlinearity };
    for (const q of Object.keys(CELLS[network.cell].sums))
      for (let t = 0; t < track.T; t++)
        for (let unit = 0; unit < network.units; unit++) {
          const lines = lined(arithmetic(track, network, q, t, unit));
          const products = lines[1].replace(/^ *= (σ|tanh|relu)/, "").replaceAll("·", "*").replaceAll("−", "-");
          assert.equal(products.split("*").length - 1 - (CELLS[network.cell].sums[q].gate ? 1 : 0), network.inputs + network.units);
          const total = Function(`return ${products}`)();
          const [squash] = lines[1].match(/σ|tanh|relu/);
          const value = { σ: 1 / (1 + Math.exp(-total)), tanh: Math.tanh(total), relu: Math.max(0, total) }[squash];
          near(value, track.arrays[q][t * network.units + unit], `${name} ${q} ${t} ${unit}`, 6e-3);
          near(numbersIn(lines.at(-1)).at(-1), track.arrays[q][t * network.units + unit], lines.at(-1), 6e-4);
        }
  }
});

test("large values are read as powers of ten, set ones without zeros at their end", () => {
  assert.deepEqual([0.994, -1, 999.9, 1e28, -12345].map(shownValue), ["0.99", "−1.00", "999.90", "1.0 × 10²⁸", "−1.2 × 10⁴"]);
  assert.deepEqual([6, -0.5, 0].map(written), ["6", "−0.5", "0"]);
});
