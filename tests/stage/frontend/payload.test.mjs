import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, packed, table } from "./support.mjs";

const { unpack } = await frontend("shell/payload");

test("arrays of both types arrive with every value in its place", async () => {
  for (const name of ["lstm", "trainings"]) {
    const { arrays } = await unpack(packed(`${name}.bin`));
    const sent = table(`${name}.json`);
    assert.deepEqual(Object.keys(arrays).sort(), Object.keys(sent).sort());
    for (const [symbol, values] of Object.entries(sent)) assert.deepEqual([...arrays[symbol]], values, symbol);
    const kind = name === "lstm" ? Float32Array : Float64Array;
    for (const values of Object.values(arrays)) assert.ok(values instanceof kind);
  }
});

test("words arrive as typed, and the header says what the shell wants to know", async () => {
  const header = await unpack(packed("lstm.bin"));
  assert.deepEqual(header.tracks[0].tokens, ["not", "<b>bad</b>", "फ़िल्म"]);
  assert.equal(header.T, 3);
  assert.equal(header.kind, "board/board");
  assert.ok(header.needs.includes("lanes/heat"));
  assert.deepEqual(header.address, { prefix: "watch", bare: true });
});

test("bytes that begin within a longer buffer are read from their own beginning", async () => {
  const bytes = packed("lstm.bin");
  const longer = new Uint8Array(bytes.length + 8);
  longer.set(bytes, 8);
  assert.deepEqual(await unpack(longer.subarray(8)), await unpack(bytes));
});

test("values of two bytes each come within half a step of what they were", async () => {
  const { arrays } = await unpack(packed("large.bin"));
  const gate = arrays["0/f"];
  assert.equal(gate.length, 40 * 260);
  assert.ok(gate instanceof Float32Array && gate.every((v) => v >= 0 && v <= 1));
});
