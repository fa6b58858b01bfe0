import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, packed, table } from "./support.mjs";

const { tracksOf } = await frontend("board/scene");
const { publish } = await frontend("board/bus");
const { unpack } = await frontend("shell/payload");
const { cellNamed } = await frontend("cells/index");
const { walkNamed } = await frontend("inside/index");
const { mixOf, squashed, sumOf, totalOf } = await frontend("inside/terms");
const { layoutOf, linkAt, linksOf, SPAN } = await frontend("inside/layout");
const { held } = await frontend("board/bus");

const near = (a, b, told, within = 1e-5) =>
  assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(b)), `${told}: ${a} is not ${b}`);
const total = (numbers) => numbers.reduce((sum, each) => sum + each, 0);

/** Every word and unit of a track. */
function* places(track) {
  for (let t = 0; t < track.T; t++) for (let unit = 0; unit < track.units; unit++) yield [t, unit];
}

const trackOf = async (k) => tracksOf(await unpack(packed(`walk-${k}.bin`)))[0];

test("until the weights are there no sum is shown", async () => {
  const track = await trackOf(0);
  assert.equal(sumOf(track, "f", 0, 0), null);
  assert.ok(Number.isNaN(totalOf(track, "f", 0, 0)));
});

for (const [k, own] of table("walks.json").entries()) {
  const opened = async () => {
    const { name, arrays } = await unpack(packed(`walk-weights-${k}.bin`));
    const track = await trackOf(k);
    assert.equal(track.weights, name);
    publish(`weights/${name}`, arrays);
    return track;
  };

  test(`${own.name}: the terms add up to core's sum, and that to the value`, async () => {
    const track = await opened();
    for (const q of Object.keys(cellNamed(track.cell).sums))
      for (const [t, unit] of places(track)) {
        const sum = sumOf(track, q, t, unit);
        const told = `${q} ${t} ${unit}`;
        near(sum.total, own.sums[q][t][unit], told);
        near(totalOf(track, q, t, unit), own.sums[q][t][unit], told);
        near(total([...sum.x, ...sum.h].map(({ says, weight }) => says * weight)) + sum.bias, sum.total, told, 1e-9);
        near(squashed(cellNamed(track.cell).sums[q].activation, sum.total), own.values[q][t][unit], told);
        assert.equal(sum.x.length * track.T, track.arrays.x.length);
        assert.equal(sum.h.length, track.units);
      }
  });

  test(`${own.name}: the steps of the running sum leave nothing out`, async () => {
    const track = await opened();
    const [q] = Object.keys(cellNamed(track.cell).sums);
    for (const [t, unit] of places(track)) {
      const { parts, x, h, total: whole } = sumOf(track, q, t, unit);
      assert.equal(parts[0].from, 0);
      parts.slice(1).forEach((part, n) => assert.equal(part.from, parts[n].to));
      near(parts[parts.length - 1].to, whole, `${t} ${unit}`, 1e-9);
      const there = parts.flatMap(({ product, rest = [] }) => (product ? [product] : rest));
      assert.equal(new Set(there).size, x.length + h.length);
      for (const { product, rest, adds } of parts) {
        if (product) assert.equal(adds, product.adds);
        if (rest) {
          near(adds, total(rest.map((each) => each.adds)), "rest", 1e-9);
          assert.ok(rest.length > 1);
        }
      }
      for (const group of [x, h])
        group.slice(1).forEach(({ adds }, n) => assert.ok(Math.abs(adds) <= Math.abs(group[n].adds)));
    }
  });

  test(`${own.name}: the states that are mixed add up to what was recorded`, async () => {
    const track = await opened();
    const walk = walkNamed(track.cell);
    const mixed = Object.keys(walk.mixes ?? {});
    assert.deepEqual(mixed, { lstm: ["c", "h"], gru: ["h"], rnn: [] }[track.cell]);
    for (const q of mixed)
      for (const [t, unit] of places(track)) {
        const { m, total: whole, parts } = mixOf(walk, track, q, t, unit);
        near(whole, own.values[q][t][unit], `${q} ${t} ${unit}`);
        near(total(m.map(({ says, weight }) => says * weight)), whole, q, 1e-9);
        m.forEach(({ adds }, k) => near(adds, walk.shown[walk.mixes[q][k].shown].value(track, t, unit), q));
        near(parts[parts.length - 1].to, whole, q, 1e-9);
      }
    assert.equal(mixOf(walk, track, "x", 0, 0), null);
  });

  test(`${own.name}: seen whole, every weight is one line, where its names say`, async () => {
    const track = await opened();
    const { ih, hh } = held(`weights/${track.weights}`);
    const sums = Object.keys(cellNamed(track.cell).sums);
    const inputs = track.arrays.x.length / track.T;
    const units = track.orders.effect ?? track.orders.index;
    const layout = layoutOf(walkNamed(track.cell), track.units, inputs);
    const links = linksOf(layout, { ih, hh }, sums, units);
    assert.equal(links.length, ih.length + hh.length);
    const seen = new Set();
    for (const { q, to, group, place, weight, from, into } of links) {
      const row = sums.indexOf(q) * track.units + units[to];
      const column = group === "h" ? units[place] : place;
      assert.equal(weight, group === "h" ? hh[row * track.units + column] : ih[row * inputs + column]);
      seen.add(`${group} ${row} ${column}`);
      assert.equal(from, (group === "h" ? layout.said : layout.word)[place]);
      assert.equal(into, layout.blocks.find((block) => block.q === q).ys[to]);
      assert.ok(into > 0 && into < layout.height && from > 0 && from < layout.height);
    }
    assert.equal(seen.size, links.length);
    for (const link of links.slice(0, 40)) {
      assert.equal(linkAt([link], (SPAN.from + SPAN.into) / 2, (link.from + link.into) / 2), link);
      assert.equal(linkAt([link], SPAN.from, link.from), link);
      assert.equal(linkAt([link], SPAN.into, link.into + 6), null);
      assert.equal(linkAt([link], SPAN.from - 1, link.from), null);
    }
  });

  test(`${own.name}: what a step works out is what its rows say`, async () => {
    const track = await opened();
    const { shown, steps, strips, gates } = walkNamed(track.cell);
    const drawn = new Set([...strips.map((each) => each.shown), ...gates.map(({ q }) => q), "hBefore"]);
    for (const [t, unit] of places(track)) {
      const at = (name) => shown[name].value(track, t, unit);
      near(at("hBefore"), own.before.h[t][unit], "h before");
      for (const q of Object.keys(own.values)) near(at(q), own.values[q][t][unit], q);
      for (const { rows } of steps) {
        let sofar = 0;
        for (const [sign, name] of rows) {
          assert.ok(drawn.has(name) || name === "rest" || name === "tanhC", name);
          const value = at(name);
          if (sign === "=") near(sofar, value, `${name} ${t} ${unit}`);
          if (sign === "tanh") near(Math.tanh(sofar), value, `${name} ${t} ${unit}`);
          sofar = sign === "×" ? sofar * value : sign === "+" ? sofar + value : value;
        }
      }
    }
  });
}
