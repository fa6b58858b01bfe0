import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, packed } from "./support.mjs";

const { choiceAt, choiceOfGate, cut, measuredOf, Round, spread, zonesOf } = await frontend("board/asking");
const { tracksOf } = await frontend("board/scene");
const { unpack } = await frontend("shell/payload");

/** @param {number} step @param {Record<string, unknown>} [more] */
const question = (step, more) => ({
  kind: "move", step, prompt: `at ${step}`, choices: ["a", "b", "c", "d"], answer: step % 4, values: [0.1, 0.2, 0.3, 0.4],
  before: [], units: [5, 2, 7, 1], gates: [], steps: [], quantity: "h", ...more,
});
const TURN = question(0, { kind: "turn", answer: 2, units: [], steps: [1, 2, 3, 4] });
const scene = await unpack(packed("asked.bin"));
const [track] = tracksOf(scene);

test("columns open one by one, as far as the next question, which is asked before its own opens", () => {
  const round = new Round([question(2), question(4)], 6);
  assert.deepEqual([round.reach(0), round.seen, round.now], [0, 1, null]);
  assert.deepEqual([round.reach(5), round.seen, round.now?.step], [1, 2, 2]);
  assert.deepEqual([round.reach(5), round.seen], [1, 2]); // asked again, still covered
  assert.deepEqual([round.reach(0), round.seen, round.now?.step], [0, 2, 2]); // back is free
  assert.equal(round.answer(2)?.step, 2);
  assert.deepEqual([round.seen, round.now, round.shown?.step], [3, null, 2]);
  assert.deepEqual([round.advance(), round.seen, round.now?.step, round.shown], [3, 4, 4, null]);
  round.answer(1);
  assert.deepEqual(round.score, { right: 1, all: 2 });
  assert.deepEqual([round.isOver, round.advance(), round.isOver], [false, 5, true]);
});

test("a question for every column is asked for every column", () => {
  const round = new Round([1, 2, 3].map((step) => question(step)), 4);
  for (const step of [1, 2, 3]) {
    round.advance();
    assert.equal(round.now?.step, step);
    assert.equal(round.seen, step);
    round.answer(step);
  }
  assert.deepEqual([round.score, round.isOver, round.shown?.step], [{ right: 3, all: 3 }, true, 3]);
  round.advance();
  assert.equal(round.shown, null);
});

test("nothing is answered twice, nor with what is not offered, nor before it is asked", () => {
  const round = new Round([question(1)], 3);
  assert.equal(round.answer(1), null);
  round.reach(1);
  for (const choice of [-1, 4, 1.5, NaN, undefined]) assert.equal(round.answer(choice), null);
  assert.ok(round.answer(3));
  assert.equal(round.answer(1), null);
  assert.deepEqual(round.given, [3]);
});

test("what tells of the whole text is graded once all of it is open", () => {
  const round = new Round([TURN, question(3)], 5);
  assert.deepEqual([round.reach(0), round.seen, round.now], [0, 0, TURN]);
  round.answer(2);
  assert.deepEqual([round.seen, round.isGraded(TURN), round.score], [1, false, { right: 0, all: 0 }]);
  round.advance();
  round.answer(0);
  assert.deepEqual(round.score, { right: 0, all: 1 });
  round.advance();
  assert.deepEqual([round.isOver, round.score], [true, { right: 1, all: 2 }]);
});

test("a round goes on where it stood, whatever was kept of it", () => {
  const asked = [question(1), question(3)];
  const again = new Round(asked, 5, { given: [1, null], seen: 3 });
  assert.deepEqual([again.seen, again.next?.step, again.score], [3, 3, { right: 1, all: 1 }]);
  for (const [given, seen] of [[[null, 2], 5], [["x", -1], 9], [[], NaN], [[9], "4"], [[0.5], -2]]) {
    const round = new Round(asked, 5, { given, seen });
    assert.ok(round.seen <= 1, `${given} ${seen}`); // behind its first question nothing is open
  }
  assert.deepEqual(new Round(asked, 5, again.progress).progress, again.progress);
});

test("in another language the round is where it was", () => {
  const round = new Round([question(1), question(2)], 4);
  round.advance();
  round.answer(1);
  const other = round.saidAs([question(1, { prompt: "x" }), question(2)]);
  assert.deepEqual([other.shown?.prompt, other.now, other.seen, other.given], ["x", null, 2, [1, null]]);
  other.advance();
  assert.equal(other.saidAs(round.asked).now, round.asked[1]);
});

test("where nothing can be asked nothing is covered", () => {
  const round = new Round([], 1);
  assert.deepEqual([round.seen, round.isOver, round.reach(0), round.score], [1, true, 0, { right: 0, all: 0 }]);
});

test("the commonest answer is the place that is right most often", () => {
  const asked = [0, 1, 1, 3, 1].map((answer, k) => question(k + 1, { answer }));
  assert.deepEqual(new Round(asked, 9).commonest, { place: 1, right: 3 });
});

test("the numbers behind the choices are those that were measured", () => {
  const verdict = question(1, { kind: "verdict", answer: 1, choices: ["up", "same", "down"], values: [0.01], before: [0.4] });
  assert.deepEqual([0, 1, 2].map((k) => measuredOf(verdict, k)), [null, { before: 0.4, value: 0.01 }, null]);
  const gate = question(1, { kind: "gate", values: [0.1, 0.2], choices: ["f", "i", "none"] });
  assert.deepEqual([measuredOf(gate, 1)?.value, measuredOf(gate, 2)], [0.2, null]);
});

test("of what is covered nothing is in the track, not even what follows from it", () => {
  for (const seen of [0, 1, 5, track.T]) {
    const part = cut(track, seen);
    assert.equal(part.T, seen);
    assert.deepEqual([part.tokens.length, part.stories.length, part.columns.length, part.unknown.length], Array(4).fill(seen));
    for (const { symbol } of track.lanes) {
      assert.equal(part.arrays[symbol].length, seen * track.units);
      assert.deepEqual(part.arrays[symbol], track.arrays[symbol].subarray(0, seen * track.units));
    }
    assert.deepEqual([part.arrays.verdict.length, part.arrays.kept.length], [seen, seen]);
    assert.equal(part.arrays.x.length / (track.arrays.x.length / track.T), seen);
    for (const name of ["readout", "h0", "c0"]) assert.equal(part.arrays[name].length, track.units);
    assert.deepEqual([...part.at], [...track.at].map((step) => (step < seen ? step : -1)));
    assert.equal(part.turn, seen === track.T ? track.turn : null);
    assert.deepEqual(Object.keys(part.orders), ["index"]); // the others follow from the whole run
  }
  assert.equal(cut(track, 3).unit, cut(track, 9).unit);
});

test("the answers that travelled are what the record that travelled says", () => {
  const at = (/** @type {string} */ q, /** @type {number} */ t, /** @type {number} */ unit) => track.arrays[q][t * track.units + unit];
  const mean = (/** @type {string} */ q, /** @type {number} */ t) =>
    Array.from({ length: track.units }, (_, unit) => at(q, t, unit)).reduce((a, b) => a + b) / track.units;
  assert.ok(scene.asked.length >= 4);
  for (const { kind, step, values, units, gates, steps, quantity } of scene.asked) {
    const { verdict } = track.arrays;
    const change = (/** @type {number} */ t) => verdict[t] - (t ? verdict[t - 1] : 0.5);
    const measured = {
      verdict: () => [change(step)],
      turn: () => steps.map(change),
      gate: () => gates.map((/** @type {string} */ q) => mean(q, step) - mean(q, step - 1)),
      keep: () => units.map((/** @type {number} */ unit) => at(quantity, step, unit)),
      flip: () => units.map((/** @type {number} */ unit) => at("h", step, unit)),
      move: () => units.map((/** @type {number} */ unit) => at("h", step, unit) - at("h", step - 1, unit)),
    }[kind]();
    measured.forEach((/** @type {number} */ value, /** @type {number} */ k) => assert.ok(Math.abs(value - values[k]) < 1e-5, kind));
  }
});

const GROUND = {
  lanes: {
    tokens: { y: 0, height: 38 }, verdict: { y: 42, height: 66 }, f: { y: 200, height: 142 }, i: { y: 344, height: 19 }, h: { y: 365, height: 142 },
  },
  edge: 300, end: 800, level: 20, size: 22,
  column: (/** @type {number} */ step) => ({ x: 300 + 50 * (step - 1), width: 50 }),
  row: (/** @type {number} */ unit) => (unit === 9 ? null : { y: unit * 3, height: 3 }),
};

test("a click above, about or below the verdict answers, behind the curtain alone", () => {
  const verdict = question(1, { kind: "verdict", choices: ["up", "same", "down"], units: [] });
  const zones = zonesOf(verdict, GROUND);
  assert.deepEqual([50, 75, 100].map((y) => choiceAt(zones, 500, y)), [0, 1, 2]);
  assert.equal(choiceAt(zones, 200, 50), null);
  assert.equal(choiceAt(zones, 500, 120), null);
});

test("a click on an offered row answers, as does one on its mark; marks keep clear of each other", () => {
  const zones = zonesOf(question(1, { units: [5, 6, 9, 40], quantity: "h" }), GROUND);
  assert.deepEqual(zones.map(({ choice }) => choice), [0, 1, 3]); // unit 9 does not show
  assert.equal(choiceAt(zones, 50, 365 + 16), 0);
  assert.equal(choiceAt(zones, 50, 365 + 20), 1);
  assert.equal(choiceAt(zones, 700, 365 + 121), 3);
  assert.equal(choiceAt(zones, 50, 365 + 126), 3); // a thin row is as high as a pointer needs
  assert.equal(choiceAt(zones, 50, 365 + 70), null); // another unit's row
  for (const { choice, mark } of zones) assert.equal(choiceAt(zones, mark.x, mark.y), choice);
  const ys = zones.map(({ mark }) => mark.y);
  assert.ok(ys[1] - ys[0] >= 22 && ys[2] - ys[1] >= 22);
  assert.ok(ys.every((y) => y >= 365 && y <= 365 + 142));
  assert.deepEqual(zonesOf(question(1, { quantity: "c" }), GROUND), []); // its lane is not there
});

test("a click on a gate's lane or name answers, and one on a covered word", () => {
  const gate = question(1, { kind: "gate", choices: ["f", "i", "o", "none"], gates: ["f", "i", "o"], units: [] });
  const zones = zonesOf(gate, GROUND);
  assert.deepEqual([choiceAt(zones, 10, 250), choiceAt(zones, 700, 350), choiceAt(zones, 10, 400)], [0, 1, null]);
  assert.deepEqual([choiceOfGate(gate, "o"), choiceOfGate(gate, "h")], [2, null]);
  const words = zonesOf(TURN, GROUND);
  assert.deepEqual([choiceAt(words, 310, 10), choiceAt(words, 460, 20), choiceAt(words, 700, 10)], [0, 3, null]);
});

test("places that would overlap are moved apart, within bounds", () => {
  assert.deepEqual(spread([10, 11, 50], 20, 5, 100), [10, 30, 50]);
  assert.deepEqual(spread([90, 95, 99], 20, 5, 100), [60, 80, 100]);
  assert.deepEqual(spread([1], 20, 5, 100), [5]);
});
