import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend, numbersIn, packed, written } from "./support.mjs";

const { equation, pushes, verdictEquation } = await frontend("cells/equations");
const { CELLS, cellNamed } = await frontend("cells/index");
const { bracketed, term } = await frontend("cells/parts");
const { tracksOf, value, valueBefore } = await frontend("board/scene");
const { unpack } = await frontend("shell/payload");

/** The one track that Python packed into a file. @param {string} name */
const trackIn = async (name) => tracksOf(await unpack(packed(`${name}.bin`)))[0];
const sigmoid = (v) => 1 / (1 + Math.exp(-v));
const FORMS = {
  lstm: {
    f: "f = σ(W x + U h_t−1 + b)",
    i: "i = σ(W x + U h_t−1 + b)",
    g: "g = tanh(W x + U h_t−1 + b)",
    o: "o = σ(W x + U h_t−1 + b)",
    c: "c = f·c_t−1 + i·g",
    h: "h = o·tanh(c)",
  },
  gru: {
    r: "r = σ(W x + U h_t−1 + b)",
    z: "z = σ(W x + U h_t−1 + b)",
    n: "n = tanh(W x + b + r·(U h_t−1 + b′))",
    h: "h = (1−z)·n + z·h_t−1",
  },
  rnn: { h: "h = tanh(W x + U h_t−1 + b)" },
};
const near = (a, b, told) => assert.ok(Math.abs(a - b) < 0.004, `${told}: ${a} is not ${b}`);

for (const [cell, forms] of Object.entries(FORMS))
  for (const name of [cell, `${cell}-backward`, `${cell}-unknown`]) {
    const track = await trackIn(name);
    const known = !name.endsWith("unknown");

    test(`${name}: every quantity has its equation, which ends in the recorded value`, () => {
      assert.deepEqual(track.lanes.map(({ symbol }) => symbol).sort(), Object.keys(forms).sort());
      for (const [q, form] of Object.entries(forms))
        for (const t of [0, 1, 2]) {
          const lines = written(equation(track, q, t, 3));
          assert.equal(lines[0], form);
          near(numbersIn(lines.at(-1))[0], value(track, q, t, 3), q);
        }
    });

    test(`${name}: the numbers in a line give those in the next`, () => {
      for (const [q, { activation, gate }] of Object.entries(cellNamed(cell).sums)) {
        const lines = written(equation(track, q, 1, 2));
        assert.equal(lines.length, known ? 4 : 2);
        if (!known) continue;
        const terms = numbersIn(lines[1].replaceAll("+ ", ""));
        const sum = gate ? terms[0] + terms[1] + terms[2] * (terms[3] + terms[4]) : terms.reduce((a, b) => a + b);
        const [total] = numbersIn(lines[2]);
        near(total, sum, q);
        near(value(track, q, 1, 2), (activation === "σ" ? sigmoid : Math.tanh)(total), q);
        if (gate) near(terms[2], value(track, gate, 1, 2), gate);
      }
    });
  }

test("the states behind the recorded ones are those of the step before, in the order of reading", async () => {
  for (const [name, t, before] of [["lstm", 1, 0], ["lstm-backward", 1, 2]]) {
    const track = await trackIn(name);
    assert.equal(valueBefore(track, "c", t, 2), value(track, "c", before, 2));
    const [f, c, i, g] = numbersIn(written(equation(track, "c", t, 2))[1]);
    for (const [shown, own] of [[f, value(track, "f", t, 2)], [c, value(track, "c", before, 2)], [i, value(track, "i", t, 2)], [g, value(track, "g", t, 2)]])
      near(shown, own, name);
  }
  const track = await trackIn("lstm-backward");
  assert.equal(valueBefore(track, "c", 2, 1), track.arrays.c0[1]);
  assert.equal(valueBefore(await trackIn("lstm"), "h", 0, 1), track.arrays.h0[1]);
});

test("an LSTM's and a GRU's states add up from the numbers shown", async () => {
  const lstm = await trackIn("lstm");
  const [f, c_prev, i, g] = numbersIn(written(equation(lstm, "c", 2, 1))[1]);
  near(f * c_prev + i * g, value(lstm, "c", 2, 1), "c");
  const [o, c] = numbersIn(written(equation(lstm, "h", 2, 1))[1]);
  const [again_o, squashed] = numbersIn(written(equation(lstm, "h", 2, 1))[2]);
  near(squashed, Math.tanh(c), "tanh(c)");
  near(o * squashed, value(lstm, "h", 2, 1), "h");
  near(again_o, o, "o");
  const gru = await trackIn("gru");
  const [, z, n, again, h_prev] = numbersIn(written(equation(gru, "h", 2, 1))[1].replace("1−", "1 "));
  near((1 - z) * n + again * h_prev, value(gru, "h", 2, 1), "h");
});

test("the verdict is the sigmoid of the bias and every push, the strongest first", async () => {
  const track = await trackIn("lstm");
  const all = pushes(track, 1);
  assert.equal(all.length, track.units);
  assert.deepEqual(all, [...all].sort((a, b) => Math.abs(b.push) - Math.abs(a.push)));
  for (const { unit, push } of all) assert.equal(push, track.arrays.readout[unit] * value(track, "h", 1, unit));
  const lines = written(verdictEquation(track, 1));
  const [bias, sum] = numbersIn(lines[1].replace("+ ", ""));
  near(bias, track.readoutBias, "bias");
  near(numbersIn(lines[2])[0], bias + sum, "logit");
  near(numbersIn(lines[3])[0], track.arrays.verdict[1], "verdict");
  assert.equal(written(verdictEquation({ ...track, arrays: { verdict: [0.25] } }, 0))[0], "P = 0.250");
});

test("every wire and valve of a cell stands for one of its quantities or its input", async () => {
  for (const [cell, { valves, wires, memory, states, sums, keeps }] of Object.entries(CELLS)) {
    const symbols = new Set([...states, ...Object.keys(sums)]);
    assert.deepEqual(Object.keys(FORMS[cell]).sort(), [...symbols].sort());
    for (const q of [...Object.keys(valves), memory, ...(keeps ? [keeps] : [])]) assert.ok(symbols.has(q), q);
    for (const { q, phase } of wires) assert.ok((symbols.has(q) || q === "x") && phase >= 0 && phase <= 3);
    assert.deepEqual(Object.keys(valves).sort(), Object.keys(sums).sort());
  }
});

test("a cell that nobody knows is refused by name", async () => {
  for (const name of ["gatedlinear", "constructor", "__proto__"])
    assert.throws(() => cellNamed(name), { message: `a cell is one of lstm, gru, rnn, got ${name}` });
});

test("what rounds to 0 has no minus in a sum or a product", () => {
  assert.equal(bracketed(-0.0001), "0.000");
  assert.equal(bracketed(-0.001), "(−0.001)");
  assert.equal(term(-0.0001), "+ 0.000");
  assert.equal(term(-0.001), "− 0.001");
});

test("a plain cell under relu says so, known or not", async () => {
  for (const name of ["rnn", "rnn-unknown"])
    for (const [nonlinearity, said] of [["relu", "relu"], ["tanh", "tanh"]]) {
      const track = { ...(await trackIn(name)), nonlinearity };
      assert.equal(written(equation(track, "h", 1, 2))[0], `h = ${said}(W x + U h_t−1 + b)`);
    }
});
