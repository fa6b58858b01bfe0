// A plain recurrent cell step by step: join, add, squash.

import { earlier, INPUTS, RAIL, recorded, summed } from "./parts.js";

const OUT = 112;

/** @type {import("./parts.js").Walk} */
export const rnn = {
  shown: { hBefore: earlier("h"), sum: summed("h"), h: recorded("h") },
  made: ["sum"],
  steps: [
    { formula: "[h, x]", opens: [], rows: [["", "hBefore"]] },
    { formula: "W x + U h + b", opens: ["h"], rows: [["", "sum"]] },
    { formula: "tanh", opens: ["h"], rows: [["", "sum"], ["tanh", "h"]] },
  ],
  strips: [
    { shown: "sum", at: [433, 176], own: 2, now: [2, 3] },
  ],
  gates: [{ q: "h", x: 505, y: OUT - 23, own: 3, now: [2, 3], foot: 196 }],
  wires: [
    ...INPUTS,
    { d: `M505 176V${OUT + 42}`, of: "h", own: 2, now: [3] },
    { d: `M581 ${OUT}H996`, of: "h", own: 3, now: [3], arrow: true },
    { d: `M880 ${OUT}V${RAIL.y - 1}Q880 ${RAIL.y + 8} 889 ${RAIL.y + 8}H998`, of: "h", own: 3, now: [3], arrow: true },
  ],
  operators: [],
  notes: [
    { key: "next", at: [1006, OUT - 12], own: 3, end: true },
    { key: "next", at: [1006, RAIL.y - 4], own: 3, end: true },
    { key: "toVerdict", at: [1006, 178], own: 3, end: true },
  ],
  whole: {
    blocks: [{ q: "h", shown: "sum", own: 2, now: [2, 3] }],
    told: [],
    states: [{ shown: "h", x: 770, own: 3, now: [3], flows: [3] }],
    valves: [{ by: null, x: 734, into: "h", now: [3], text: "tanh" }],
    joins: [{ by: "h", into: 0, now: [3] }],
  },
};
