import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend } from "./support.mjs";

const { asTyped, hasOrders, moved, Past, sameText, shuffled, sorted } = await frontend("order/orders");

const { answerAfter } = await frontend("board/scene");

const WORDS = ["the", "film", "was", "the", "end"];

test("a word is put at another place, and never beyond the ends", () => {
  assert.deepEqual(moved([0, 1, 2, 3], 0, 2), [1, 2, 0, 3]);
  assert.deepEqual(moved([0, 1, 2, 3], 3, 0), [3, 0, 1, 2]);
  assert.deepEqual(moved([0, 1, 2], 1, 99), [0, 2, 1]);
  assert.deepEqual(moved([0, 1, 2], 1, -5), [1, 0, 2]);
});

test("shuffling gives an order of all words in which the text is another one", () => {
  for (let k = 0; k < 300; k++) {
    const before = shuffled(asTyped(5), WORDS);
    const after = shuffled(before, WORDS);
    assert.deepEqual([...after].sort(), [0, 1, 2, 3, 4]);
    assert.ok(!sameText(before, after, WORDS));
  }
});

test("every order comes about as often as any other", () => {
  const counts = {};
  const from = [0, 1, 2];
  for (let k = 0; k < 6000; k++) {
    const order = shuffled(from, ["a", "b", "c"]).join("");
    counts[order] = (counts[order] ?? 0) + 1;
  }
  assert.deepEqual(Object.keys(counts).sort(), ["021", "102", "120", "201", "210"]);
  for (const count of Object.values(counts)) assert.ok(Math.abs(count - 1200) < 160, String(count));
});

test("where chance finds no other text one is made, and of equal words there is none", () => {
  const stuck = () => 0.999999; // leaves all where they are
  const order = shuffled([0, 1, 2], ["a", "a", "b"], stuck);
  assert.ok(!sameText(order, [0, 1, 2], ["a", "a", "b"]));
  assert.deepEqual(shuffled([0, 1], ["a", "a"]), [0, 1]);
  assert.equal(hasOrders(["a"]), false);
  assert.equal(hasOrders(["a", "a"]), false);
  assert.equal(hasOrders(["a", "b"]), true);
});

test("equal words that changed places are the same text", () => {
  assert.ok(sameText([0, 1, 2, 3, 4], [3, 1, 2, 0, 4], WORDS));
  assert.ok(!sameText([0, 1, 2, 3, 4], [1, 0, 2, 3, 4], WORDS));
});

test("words are sorted by the alphabet of their language, equal ones as typed", () => {
  assert.deepEqual(sorted(WORDS, "en"), [4, 1, 0, 3, 2]);
  const hindi = ["फ़िल्म", "अच्छी", "है"];
  assert.deepEqual(sorted(hindi, "hi").map((place) => hindi[place]), ["अच्छी", "फ़िल्म", "है"]);
});

test("orders that were had are gone back to; a new one takes the place of what came after", () => {
  const past = new Past([0, 1]);
  past.add([1, 0]);
  assert.equal(past.go(1), false);
  assert.ok(past.go(-1));
  assert.deepEqual(past.now, [0, 1]);
  assert.equal(past.go(-1), false);
  past.add([1, 0]);
  assert.equal(past.orders.length, 2);
  for (let k = 0; k < 300; k++) past.add([0, 1]);
  assert.ok(past.orders.length <= 100);
});

test("what is said of a step is its likeliest class with its share, or its verdict", () => {
  const shares = new Float32Array([0.25, 0.5, 0.25, 0.125, 0.125, 0.75]);
  const track = { classes: ["a", "b", "c"], arrays: { shares } };
  assert.equal(answerAfter(track, 0), "b 0.50");
  assert.equal(answerAfter(track, 1), "c 0.75");
  assert.equal(answerAfter({ arrays: { verdict: new Float32Array([0.5, 0.25]) } }, 1), "0.25");
});
