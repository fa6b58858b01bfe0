import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, packed, table } from "./support.mjs";

const { unpack } = await frontend("shell/payload");

test("arrays of both types arrive with every value in its place", () => {
  for (const name of ["lstm", "trainings"]) {
    const { arrays, dtype } = unpack(packed(`${name}.bin`));
    const sent = table(`${name}.json`);
    assert.deepEqual(Object.keys(arrays).sort(), Object.keys(sent).sort());
    for (const [symbol, values] of Object.entries(sent)) assert.deepEqual([...arrays[symbol]], values, symbol);
    assert.equal(dtype, name === "lstm" ? "<f4" : "<f8");
  }
});

test("words arrive as typed, and the header says what the shell wants to know", () => {
  const header = unpack(packed("lstm.bin"));
  assert.deepEqual(header.tokens, ["not", "<b>bad</b>", "फ़िल्म"]);
  assert.equal(header.T, 3);
  assert.equal(header.kind, "board/board");
  assert.ok(header.needs.includes("lanes/heat"));
  assert.deepEqual(header.address, { prefix: "watch", bare: true });
});

test("bytes that begin within a longer buffer are read from their own beginning", () => {
  const bytes = packed("lstm.bin");
  const longer = new Uint8Array(bytes.length + 8);
  longer.set(bytes, 8);
  assert.deepEqual(unpack(longer.subarray(8)), unpack(bytes));
});
