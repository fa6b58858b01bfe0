// A GRU step by step: join, reset, propose, weigh, blend.

import { BELT, earlier, GATE, INPUTS, madeOf, RAIL, recorded } from "./parts.js";

/** @type {import("./parts.js").Walk} */
export const gru = {
  shown: {
    hBefore: earlier("h"),
    hCarried: earlier("h"),
    r: recorded("r"),
    n: recorded("n"),
    z: recorded("z"),
    rest: madeOf("z", (at) => 1 - at("z")),
    old: madeOf("h", (at, before) => at("z") * before("h")),
    fresh: madeOf("h", (at) => (1 - at("z")) * at("n")),
    h: recorded("h"),
  },
  made: ["hCarried", "rest", "old", "fresh"],
  steps: [
    { formula: "[h, x]", opens: [], rows: [["", "hBefore"]] },
    { formula: "r", opens: ["r"], rows: [["", "r"]] },
    { formula: "n", opens: ["n"], rows: [["", "n"]] },
    { formula: "z·h", opens: ["z"], rows: [["", "z"], ["×", "hBefore"], ["=", "old"]] },
    { formula: "(1−z)·n + z·h", opens: ["h"], rows: [["", "rest"], ["×", "n"], ["=", "fresh"], ["", "fresh"], ["+", "old"], ["=", "h"]] },
  ],
  mixes: {
    h: [
      { shown: "fresh", says: "n", by: "rest", name: "(1−z)·n" },
      { shown: "old", says: "hBefore", by: "z", name: "z·h" },
    ],
  },
  strips: [
    { shown: "hCarried", at: [4, BELT - 8], own: 1, now: [4] },
    { shown: "old", at: [306, BELT - 8], own: 4, now: [4, 5] },
    { shown: "fresh", at: [518, 86], own: 5, now: [5] },
    { shown: "h", at: [668, BELT - 8], own: 5, now: [5] },
  ],
  gates: [
    { q: "z", x: 250, own: 4, now: [4] },
    { q: "r", x: 420, own: 2, now: [2] },
    { q: "n", x: 590, own: 3, now: [3] },
  ],
  wires: [
    ...INPUTS,
    { d: `M148 ${BELT}H238`, of: "h", own: 1, now: [4], belt: true },
    { d: `M262 ${BELT}H306`, of: "h", own: 4, now: [4], belt: true },
    { d: `M450 ${BELT}H578`, of: "h", own: 4, now: [5], belt: true },
    { d: `M250 ${GATE.y}V${BELT + 12}`, of: "z", own: 4, now: [4] },
    { d: `M250 128H578`, of: "z", own: 4, now: [5] },
    { d: `M496 185H514`, of: "r", own: 2, now: [2, 3] },
    { d: `M590 ${GATE.y}V140`, of: "n", own: 3, now: [5] },
    { d: `M590 116V102`, of: "h", own: 5, now: [5] },
    { d: `M590 86V${BELT + 12}`, of: "h", own: 5, now: [5] },
    { d: `M602 ${BELT}H668`, of: "h", own: 5, now: [5], belt: true },
    { d: `M812 ${BELT}H996`, of: "h", own: 5, now: [5], belt: true, arrow: true },
    { d: `M880 ${BELT}V${RAIL.y - 1}Q880 ${RAIL.y + 8} 889 ${RAIL.y + 8}H998`, of: "h", own: 5, now: [5], arrow: true },
  ],
  operators: [
    { text: "×", at: [250, BELT], of: "z", own: 4, now: [4] },
    { text: "×", at: [590, 128], of: "n", own: 5, now: [5] },
    { text: "+", at: [590, BELT], of: "h", own: 5, now: [5] },
  ],
  notes: [
    { key: "oneLess", at: [430, 122], own: 5 },
    { key: "next", at: [1006, BELT - 16], own: 5, end: true },
    { key: "next", at: [1006, RAIL.y - 4], own: 5, end: true },
    { key: "toVerdict", at: [1006, 178], own: 5, end: true },
  ],
  whole: {
    blocks: [
      { q: "r", shown: "r", own: 2, now: [2] },
      { q: "n", shown: "n", own: 3, now: [3] },
      { q: "z", shown: "z", own: 4, now: [4] },
    ],
    before: { shown: "hCarried", own: 1, now: [4, 5] },
    told: [
      { shown: "old", own: 4 },
      { shown: "fresh", own: 5 },
    ],
    states: [{ shown: "h", x: 806, own: 5, now: [5], flows: [4, 5] }],
    valves: [{ by: "z", x: 674, into: "h", now: [4], text: "×" }],
    joins: [{ by: "n", into: 0, now: [5], times: "1−z" }],
    crosses: [{ by: "r", to: "n", now: [3] }],
  },
};
