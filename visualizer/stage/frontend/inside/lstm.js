// An LSTM step by step: join, forget, write, update, say.

import { BELT, earlier, GATE, INPUTS, madeOf, RAIL, recorded } from "./parts.js";

/** @type {import("./parts.js").Walk} */
export const lstm = {
  shown: {
    hBefore: earlier("h"),
    cBefore: earlier("c"),
    f: recorded("f"),
    i: recorded("i"),
    g: recorded("g"),
    o: recorded("o"),
    kept: madeOf("c", (at, before) => at("f") * before("c")),
    written: madeOf("c", (at) => at("i") * at("g")),
    c: recorded("c"),
    tanhC: madeOf("h", (at) => Math.tanh(at("c"))),
    h: recorded("h"),
  },
  made: ["kept", "written", "tanhC"],
  steps: [
    { formula: "[h, x]", opens: [], rows: [["", "hBefore"]] },
    { formula: "f·c", opens: ["f"], rows: [["", "f"], ["×", "cBefore"], ["=", "kept"]] },
    { formula: "i·g", opens: ["i", "g"], rows: [["", "i"], ["×", "g"], ["=", "written"]] },
    { formula: "f·c + i·g", opens: ["c"], rows: [["", "kept"], ["+", "written"], ["=", "c"]] },
    { formula: "o·tanh(c)", opens: ["o", "h"], rows: [["", "o"], ["×", "tanhC"], ["=", "h"]] },
  ],
  mixes: {
    c: [
      { shown: "kept", says: "cBefore", by: "f", name: "f·c" },
      { shown: "written", says: "g", by: "i", name: "i·g" },
    ],
    h: [{ shown: "h", says: "tanhC", by: "o", name: "o·tanh(c)" }],
  },
  strips: [
    { shown: "cBefore", at: [4, BELT - 8], own: 1, now: [2] },
    { shown: "kept", at: [306, BELT - 8], own: 2, now: [2, 4] },
    { shown: "written", at: [433, 86], own: 3, now: [3, 4] },
    { shown: "c", at: [562, BELT - 8], own: 4, now: [4, 5] },
    { shown: "tanhC", at: [690, 84], own: 5, now: [5] },
    { shown: "h", at: [862, 122], own: 5, now: [5] },
  ],
  gates: [
    { q: "f", x: 250, own: 2, now: [2] },
    { q: "i", x: 420, own: 3, now: [3] },
    { q: "g", x: 590, own: 3, now: [3] },
    { q: "o", x: 762, own: 5, now: [5] },
  ],
  wires: [
    ...INPUTS,
    { d: `M148 ${BELT}H238`, of: "c", own: 1, now: [2], belt: true },
    { d: `M262 ${BELT}H306`, of: "c", own: 2, now: [2], belt: true },
    { d: `M450 ${BELT}H493`, of: "c", own: 2, now: [4], belt: true },
    { d: `M250 ${GATE.y}V${BELT + 12}`, of: "f", own: 2, now: [2] },
    { d: `M420 ${GATE.y}V137Q420 128 429 128H493`, of: "i", own: 3, now: [3] },
    { d: `M590 ${GATE.y}V137Q590 128 581 128H517`, of: "g", own: 3, now: [3] },
    { d: `M505 116V102`, of: "c", own: 3, now: [3] },
    { d: `M505 86V${BELT + 12}`, of: "c", own: 3, now: [4] },
    { d: `M517 ${BELT}H562`, of: "c", own: 4, now: [4], belt: true },
    { d: `M706 ${BELT}H996`, of: "c", own: 4, now: [4], belt: true, arrow: true },
    { d: `M762 ${BELT}V84`, of: "c", own: 5, now: [5] },
    { d: `M762 100V118`, of: "h", own: 5, now: [5] },
    { d: `M762 ${GATE.y}V142`, of: "o", own: 5, now: [5] },
    { d: `M774 130H862`, of: "h", own: 5, now: [5] },
    { d: `M880 138V${RAIL.y - 1}Q880 ${RAIL.y + 8} 889 ${RAIL.y + 8}H998`, of: "h", own: 5, now: [5], arrow: true },
  ],
  operators: [
    { text: "×", at: [250, BELT], of: "f", own: 2, now: [2] },
    { text: "×", at: [505, 128], of: "i", own: 3, now: [3] },
    { text: "+", at: [505, BELT], of: "c", own: 4, now: [4] },
    { text: "×", at: [762, 130], of: "o", own: 5, now: [5] },
  ],
  notes: [
    { key: "next", at: [1006, BELT - 16], own: 4, end: true },
    { key: "next", at: [1006, RAIL.y - 4], own: 5, end: true },
    { key: "toVerdict", at: [1006, 178], own: 5, end: true },
  ],
  whole: {
    blocks: [
      { q: "f", shown: "f", own: 2, now: [2] },
      { q: "i", shown: "i", own: 3, now: [3] },
      { q: "g", shown: "g", own: 3, now: [3] },
      { q: "o", shown: "o", own: 5, now: [5] },
    ],
    before: { shown: "cBefore", own: 1, now: [2, 4] },
    told: [
      { shown: "kept", own: 2 },
      { shown: "written", own: 3 },
    ],
    states: [
      { shown: "c", x: 754, own: 4, now: [4, 5], flows: [2, 4] },
      { shown: "h", x: 856, own: 5, now: [5], flows: [5] },
    ],
    valves: [
      { by: "f", x: 674, into: "c", now: [2], text: "×" },
      { by: "o", x: 832, into: "h", now: [5], text: "×", below: true },
    ],
    joins: [
      { by: "i", into: 0, now: [3, 4] },
      { by: "g", into: 0, now: [3, 4] },
    ],
  },
};
