import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, numbersIn, packed, table, written } from "./support.mjs";

const { unitsFrom } = await frontend("board/units");
const { isHeld, tracksOf, value, valueAsItIs, valueBefore } = await frontend("board/scene");
const { equation } = await frontend("cells/equations");
const { unpack } = await frontend("shell/payload");

const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
const trackIn = async (name) => tracksOf(await unpack(packed(`${name}.bin`)))[0];
const near = (a, b, told) => assert.ok(Math.abs(a - b) < 0.004, `${told}: ${a} is not ${b}`);

for (const [text, units] of [
  ["3", [3]],
  [" 3, 5-7 ", [3, 5, 6, 7]],
  ["7 0;3,3", [0, 3, 7]],
  ["5–6", [5, 6]],
  ["२, ४-५", [2, 4, 5]],
  ["०–7", EIGHT],
  ["4-4", [4]],
  ["007", [7]],
])
  test(`${JSON.stringify(text)} names units ${units}`, () => assert.deepEqual(unitsFrom(text, EIGHT), units));

for (const text of ["", " , ", "8", "7-8", "5-3", "1, 5-3", "-1", "1.5", "1-", "a", "1 - 2", "1--2", "1e1", "NaN", "12345", "0-9999", "१८", "<b>"])
  test(`${JSON.stringify(text)} names none`, () => assert.equal(unitsFrom(text, EIGHT), null));

test("units are known by their numbers, not by their places", () => {
  assert.deepEqual(unitsFrom("17, 4", [4, 9, 17]), [4, 17]);
  assert.equal(unitsFrom("4-9", [4, 9, 17]), null);
});

test("a value is held where a mark of its quantity is, of its step and its unit", () => {
  const marks = [
    { quantity: "f", steps: [1, 2], units: [0, 3] },
    { quantity: "o", steps: null, units: [1] },
    { quantity: "i", steps: [0], units: null },
  ];
  const held = [];
  for (const q of ["f", "o", "i", "h"])
    for (let t = 0; t < 3; t++)
      for (let unit = 0; unit < 4; unit++) if (isHeld({ marks }, q, t, unit)) held.push(`${q}${t}${unit}`);
  assert.deepEqual(held, ["f10", "f13", "f20", "f23", "o01", "o11", "o21", "i00", "i01", "i02", "i03"]);
  assert.equal(isHeld({ marks: [{ quantity: "f", steps: null, units: null }] }, "f", 7, 7), true);
  assert.equal(isHeld({ marks: [] }, "f", 0, 0), false);
});

test("beside a changed run lies the same unchanged", async () => {
  const track = await trackIn("changed");
  for (const [q, steps] of Object.entries(table("changed.json")))
    steps.forEach((units, t) => units.forEach((own, unit) => assert.equal(valueAsItIs(track, q, t, unit), Math.fround(own))));
  assert.equal(valueAsItIs(await trackIn("lstm"), "f", 0, 0), undefined);
});

test("a value that was changed says so in place of a sum that is not its own", async () => {
  const track = await trackIn("changed");
  let count = 0;
  for (const q of ["f", "i", "g", "o", "c", "h"])
    for (let t = 0; t < track.T; t++)
      for (let unit = 0; unit < track.units; unit++) {
        const lines = written(equation(track, q, t, unit));
        const changed = (q === "f" && t === 3 && [1, 3].includes(unit)) || (q === "h" && unit === 2);
        assert.equal(lines.some((line) => line.includes("changed by hand")), changed, `${q} ${t} ${unit}`);
        near(numbersIn(lines[changed ? 0 : lines.length - 1]).at(-1), value(track, q, t, unit), q);
        if (!changed) continue;
        assert.equal(lines.length, 2);
        assert.match(lines[0], new RegExp(`^${q} = [−0-9.]+$`));
        count += 1;
      }
  assert.equal(count, 2 + track.T);
});

test("what follows a changed value adds up from it", async () => {
  const track = await trackIn("changed");
  for (const unit of [0, 1, 3]) {
    const [f, before, i, g] = numbersIn(written(equation(track, "c", 3, unit))[1]);
    if (unit) assert.equal(f, 1);
    near(before, valueBefore(track, "c", 3, unit), "c before");
    near(f * before + i * g, value(track, "c", 3, unit), "c");
  }
});
