import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, table } from "./support.mjs";

const { courseOf } = await frontend("cells/running");
const { cellNamed } = await frontend("cells/index");
const { addedBy, backThrough, steepest } = await frontend("cells/gradients");

const WITHIN = 1e-9;

for (const { name, layer: bare, weights, x, readout, gradients } of table("backwards.json")) {
  const doubles = Object.fromEntries(Object.entries(weights).map(([key, values]) => [key, Float64Array.from(values)]));
  const layer = { ...bare, weights: doubles };
  const course = courseOf(layer, Float64Array.from(x));
  const pushed = backThrough(layer, course, readout);
  const { units } = layer;
  const sums = Object.keys(cellNamed(layer.cell).sums);
  const T = x.length / layer.inputs;
  const most = Math.max(1e-3, ...gradients.map(Math.abs));

  test(`${name}: every copy of W_hh adds what autograd says`, () => {
    assert.equal(gradients.length, T * sums.length * units * units);
    for (const [k, sum] of sums.entries())
      for (let to = 0; to < units; to++)
        for (let from = 0; from < units; from++) {
          const added = addedBy(layer, course, pushed, { sum, to, from });
          assert.equal(added.length, T);
          assert.equal(added[0], 0);
          added.forEach((value, t) => {
            const own = gradients[((t * sums.length + k) * units + to) * units + from];
            assert.ok(Math.abs(value - own) <= WITHIN * most, `${sum} ${to} ${from} at ${t}: ${value} is not ${own}`);
          });
        }
  });

  test(`${name}: the steepest entry is that of the largest sum of them`, () => {
    const size = sums.length * units * units;
    const totals = Array.from({ length: size }, (_, k) => Math.abs(Array.from({ length: T }, (_, t) => gradients[t * size + k]).reduce((a, b) => a + b)));
    const { sum, to, from } = steepest(layer, course, pushed);
    const found = totals[(sums.indexOf(sum) * units + to) * units + from];
    assert.ok(found >= Math.max(...totals) - WITHIN * most);
  });
}
