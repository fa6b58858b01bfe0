import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend } from "./support.mjs";

const { said, stretches } = await frontend("lanes/flag");
const { answerAfter } = await frontend("board/scene");

test("a unit says the value on whose side of the middle it is, whichever lies higher", () => {
  const rising = { means: [-1, 1] };
  const falling = { means: [3, -1] };
  assert.deepEqual([-0.5, 0.5].map((v) => said(rising, v)), [0, 1]);
  assert.deepEqual([1.5, 0.5].map((v) => said(falling, v)), [0, 1]);
});

test("columns with the same that is true are one stretch, gaps part them", () => {
  assert.deepEqual(stretches([1, 1, -1, 0, 0], [0, 1, 2, 3, 4]), [
    [0, 1, 1],
    [2, 2, -1],
    [3, 4, 0],
  ]);
  assert.deepEqual(stretches([1, 1], [0, 2]), [
    [0, 0, 1],
    [2, 2, 1],
  ]);
});

test("after a step the likeliest of the words to come is said", () => {
  const expected = { words: [["she", "he"], ["is", "sings"]], forms: [2, 0] };
  const arrays = { expected: new Float32Array([0.25, 0.5, 0.75, 0.1]) };
  assert.equal(answerAfter({ arrays, expected }, 0), "he 0.50");
  assert.equal(answerAfter({ arrays, expected }, 1), "is 0.75");
});
