import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, packed, table } from "./support.mjs";

const { tracksOf } = await frontend("board/scene");
const { held, publish } = await frontend("board/bus");
const { termsOf, isComing } = await frontend("cells/sums");
const { equation } = await frontend("cells/equations");
const { unpack } = await frontend("shell/payload");

const trackIn = async (name) => tracksOf(await unpack(packed(`${name}.bin`)))[0];
const bring = async (name, what) => {
  const header = await unpack(packed(`${name}.bin`));
  publish(`${what}/${header.name}`, header.arrays);
};
const near = (a, b, told) => assert.ok(Math.abs(a - b) < 2e-6 * Math.max(1, Math.abs(b)), `${told}: ${a} is not ${b}`);

for (const cell of ["lstm", "gru", "rnn"])
  for (const direction of [0, 1])
    test(`${cell}, direction ${direction}: the sums are core's own, once the weights are here`, async () => {
      const name = `recorded-${cell}-${direction}`;
      const track = await trackIn(name);
      const [first] = Object.keys(table(`${name}.json`));
      assert.equal(isComing(track, first), true);
      assert.equal(termsOf(track, first, 0, 0), null);
      assert.equal(equation(track, first, 0, 0).length, 2);
      await bring(`${name}-weights`, "weights");
      assert.equal(isComing(track, first), false);
      for (const [q, own] of Object.entries(table(`${name}.json`)))
        for (let t = 0; t < 4; t++)
          for (let unit = 0; unit < 5; unit++) {
            const terms = termsOf(track, q, t, unit);
            near(terms.x, own.x[t][unit], `${q}.x ${t} ${unit}`);
            near(terms.h, own.h[t][unit], `${q}.h ${t} ${unit}`);
            near(terms.bias, own.bias[unit], `${q}.bias`);
            if (q === "n") near(terms.biasOfH, own.biasOfH[unit], `${q}.bias_h`);
          }
    });

test("sums that are too many come on their own", async () => {
  const track = await trackIn("large");
  assert.equal(isComing(track, "f"), true);
  assert.equal(termsOf(track, "f", 3, 1), null);
  await bring("large-sums", "sums");
  const own = table("large.json");
  for (const unit of [0, 1, 259]) {
    const terms = termsOf(track, "f", 3, unit);
    assert.equal(terms.x, Math.fround(own.x[unit]));
    assert.equal(terms.h, Math.fround(own.h[unit]));
  }
  assert.equal(isComing(track, "f"), false);
});

test("where both weights and sums come apart, nothing is shown before both are here", async () => {
  const track = await trackIn("long");
  assert.ok(track.sumsApart && track.weights);
  for (const what of ["weights", "sums"]) {
    assert.equal(isComing(track, "h"), true);
    assert.equal(termsOf(track, "h", 9, 7), null);
    await bring(`long-${what}`, what);
  }
  const terms = termsOf(track, "h", 9, 7);
  near(terms.x, table("long.json").x[7], "x");
  assert.ok(Math.abs(terms.h - table("long.json").h[7]) < 1e-4, `${terms.h}`);
});

test("the weights of a network of a hundred layers are all kept", () => {
  for (let layer = 0; layer < 200; layer++) publish(`weights/layer ${layer}`, layer);
  assert.equal(held("weights/layer 0"), 0);
  for (let more = 0; more < 300; more++) publish(`weights/more ${more}`, more);
  assert.equal(held("weights/layer 0"), undefined);
});
