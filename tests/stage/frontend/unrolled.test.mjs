import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, packed, table } from "./support.mjs";

const { tracksOf } = await frontend("board/scene");
const { unpack } = await frontend("shell/payload");
const { cellNamed } = await frontend("cells/index");
const { LIMIT, NUDGE, Shared, largestChange, weightFrom } = await frontend("unrolled/shared");
const { moved, told } = await frontend("unrolled/field");
const { linkPath, placesOf } = await frontend("unrolled/geometry");
const { digitsFor, firstTold } = await frontend("unrolled/told");
const { addressed, viewFrom } = await frontend("unrolled/unrolled");

const near = (a, b, said, within = 1e-5) =>
  assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(b)), `${said}: ${a} is not ${b}`);
const all = (found, own, said, within) => {
  assert.equal(found.length, own.length, said);
  own.forEach((value, k) => near(found[k], value, `${said} ${k}`, within));
};
const total = (values) => values.reduce((sum, each) => sum + each, 0);

for (const [k, { name, changes }] of table("chains.json").entries()) {
  const opened = async () => {
    const track = tracksOf(await unpack(packed(`chain-${k}.bin`)))[0];
    const { arrays } = await unpack(packed(`chain-weights-${k}.bin`));
    return { track, shared: new Shared(track, arrays) };
  };
  const entryOf = ({ cell, units }, { row, from }) => ({ sum: Object.keys(cellNamed(cell).sums)[Math.floor(row / units)], to: row % units, from });

  test(`${name}: as trained, the verdict after every word is the recorded one`, async () => {
    const { track, shared } = await opened();
    all(shared.trained.verdicts, [...track.arrays.verdict], "verdict");
    for (const q of ["h", ...cellNamed(track.cell).states]) all(shared.trained.course.arrays[q], [...track.arrays[q]], q);
  });

  test(`${name}: with a weight changed, states, verdicts and what each copy adds are PyTorch's`, async () => {
    const { track, shared } = await opened();
    for (const change of changes) {
      const entry = entryOf(track, change);
      const own = shared.weightOf(entry);
      const outcome = shared.with(entry, change.value);
      all(outcome.verdicts, change.verdict, "verdict");
      all(outcome.course.arrays.h, change.h, "h");
      const { added, left } = shared.gradient(entry, change.value, outcome);
      all(added, change.added, "added", 1e-6);
      all(left, change.left, "left", 1e-6);
      assert.equal(added[0], 0);
      const found = largestChange(track, shared.trained, outcome);
      const apart = change.h.map((value, at) => value - track.arrays.h[at]);
      near(found.change, apart[found.t * track.units + found.unit], "largest change", 1e-4);
      near(Math.abs(found.change), Math.max(...apart.map(Math.abs)), "largest change", 1e-4);
      assert.equal(shared.weightOf(entry), own, "the trained weight stays");
      assert.equal(shared.with(entry, own), shared.trained);
    }
  });

  test(`${name}: a nudge moves the log-odds as the gradient says`, async () => {
    const { track, shared } = await opened();
    const entry = shared.telling();
    const value = shared.weightOf(entry);
    const gradient = total(shared.gradient(entry, value, shared.trained).added);
    const last = track.T - 1;
    const after = (by) => shared.outcome(shared.changed(entry, value + by)).logits[last];
    near((after(1e-5) - after(-1e-5)) / 2e-5, gradient, "gradient", 1e-6);
    assert.ok(Math.abs(after(NUDGE) - shared.trained.logits[last] - NUDGE * gradient) <= 0.2 * NUDGE * Math.abs(gradient) + 1e-12);
  });
}

for (const [typed, value] of [["0.5", 0.5], ["-1.25", -1.25], ["−1.25", -1.25], [" 3 ", 3], ["0,35", 0.35], [".5", 0.5], ["+2.", 2], [String(LIMIT), LIMIT], ["-10", -10], ["0", 0]])
  test(`${typed} is a weight`, () => assert.equal(weightFrom(typed), value));

for (const typed of ["", " ", "abc", "NaN", "Infinity", "1e30", "1e3", "10.01", "-11", "1.2.3", "0x10", "--1", "1 2", "."])
  test(`“${typed}” is no weight`, () => assert.equal(weightFrom(typed), undefined));

test("a weight moves within its limits and is told without what it does not need", () => {
  assert.equal(moved(0.1, 0.2), 0.3);
  assert.equal(moved(9.9, 0.5), LIMIT);
  assert.equal(moved(-9.9, -0.5), -LIMIT);
  assert.equal(told(-0.25), "−0.25");
  assert.equal(told(1.23456789), "1.2346");
  assert.equal(told(-0.00001), "0");
});

const size = { T: 9, t: 4, states: 2, space: 800, zoom: 1, fold: 1 };

test("unrolled, copies stand side by side in order, the sum behind them, all within the width", () => {
  for (const T of [1, 2, 9, 40, 64])
    for (const space of [250, 800, 1500]) {
      const places = placesOf({ ...size, T, t: T - 1, space });
      const middles = Array.from({ length: T + 1 }, (_, k) => places.x(k));
      assert.ok(middles[0] - places.box / 2 > 0);
      middles.slice(1).forEach((x, k) => assert.ok(Math.abs(x - middles[k] - places.pitch) < 1e-9));
      assert.ok(middles[T] + places.pitch / 2 <= places.width + 1e-9);
      assert.ok(places.box + 12 < places.pitch, "there is room for a link");
      assert.ok(places.group <= places.box);
      assert.ok(places.pill(0)[0] > 15);
      assert.ok(middles[T - 1] > places.sight && middles[T - 1] < places.sight + space, "the chosen one is in sight");
      assert.deepEqual(places.depth.map(Math.abs), [0, 0]);
    }
});

test("folded, all copies are in one place in the middle, which links go around", () => {
  for (const T of [1, 9, 64])
    for (const space of [250, 800]) {
      const places = placesOf({ ...size, T, t: 0, space, fold: 0 });
      for (let k = 0; k <= T; k++) assert.equal(places.x(k), space / 2);
      assert.equal(places.width, space);
      assert.equal(places.sight, 0);
      const [below, above] = places.links.map((y, k) => y + places.depth[k]);
      assert.ok(below > places.bottom && below < places.words);
      assert.ok(above < places.top && above > places.chartFoot);
      assert.ok(places.x(0) + places.box / 2 + 0.75 * places.reach < space);
    }
});

test("on its way nothing jumps", () => {
  for (let fold = 0.02; fold <= 1; fold += 0.02) {
    const [a, b] = [placesOf({ ...size, fold: fold - 0.02 }), placesOf({ ...size, fold })];
    for (let k = 0; k <= size.T; k++) {
      const moves = Math.abs(a.x(k) - a.sight - (b.x(k) - b.sight));
      assert.ok(moves < 20, `copy ${k} moves by ${moves} at ${fold}`);
    }
    assert.ok(Math.abs(a.box - b.box) < 12);
  }
});

test("a link without depth is a line, one with depth passes below", () => {
  assert.equal(linkPath({ x: 0, y: 5 }, { x: 10, y: 5 }, 0, 4), "M0 5C4 5 4 5 5 5C6 5 6 5 10 5");
  assert.match(linkPath({ x: 10, y: 5 }, { x: 0, y: 5 }, 30, 4), /^M10 5C14 5 14 35 5 35C-4 35 -4 5 0 5$/);
});

test("numbers are told to three digits that count", () => {
  for (const [most, digits] of [[0, 3], [5.01, 3], [0.377, 3], [0.0325, 4], [0.00325, 5], [1e-30, 8]]) assert.equal(digitsFor(most), digits);
});

test("that the gradient vanished is said only where it did", () => {
  const text = { first: "0.", fades: "{k} of {n}: {share} %" };
  const [early, late] = [Float64Array.of(0, 4, 3, 2, 2, 1), Float64Array.of(0, 0.1, -0.1, 2, 3, 5)];
  assert.equal(firstTold({ text, added: late, left: late }), "0. 3 of 6: 2 %");
  assert.equal(firstTold({ text, added: late, left: early }), "0.", "the units said little, the gradient is there");
  assert.equal(firstTold({ text, added: early, left: late }), "0.");
  assert.equal(firstTold({ text, added: late.subarray(2), left: late.subarray(2) }), "0.", "too few words");
  assert.equal(firstTold({ text, added: new Float64Array(8), left: new Float64Array(8) }), "0.");
});

test("an address is taken as far as it says something and trusted no further", () => {
  const reads = (values) => viewFrom((name) => values[name]);
  const view = { t: 3, fold: 40, sum: "f", to: 5, from: 2, value: -1.5 };
  const said = Object.fromEntries(Object.entries(addressed(view)).map(([name, value]) => [name, String(value)]));
  assert.equal(said.t, "4");
  assert.deepEqual(reads(said), view);
  assert.deepEqual(reads({ t: "-1", fold: "x", to: "1.5", from: "99999999", value: "1e30" }), { t: undefined, fold: undefined, sum: undefined, to: undefined, from: undefined, value: undefined });
});
