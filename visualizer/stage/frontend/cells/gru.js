// All that the board knows of a GRU.

import { BELT, before, BUS, HEIGHT, plain, symbol, VALVE, WIDTH } from "./parts.js";

/** @type {import("./parts.js").Cell} */
export const gru = {
  states: ["h"],
  memory: "h",
  keeps: "z",
  bus: false,
  joins: 108,
  valves: { z: [38, BELT], r: [66, VALVE], n: [108, VALVE] },
  wires: [
    { q: "h", phase: 0, d: `M0 ${BELT} H12 V${BUS} H108` },
    { q: "x", phase: 0, d: `M76 ${HEIGHT} V${BUS}` },
    { q: "h", phase: 1, d: `M38 ${BUS} V${BELT}` },
    { q: "h", phase: 1, d: `M66 ${BUS} V${VALVE}` },
    { q: "h", phase: 1, d: `M108 ${BUS} V${VALVE}` },
    { q: "r", phase: 1, d: `M66 ${VALVE} H108` },
    { q: "n", phase: 2, d: `M108 ${VALVE} V${BELT}` },
    { q: "h", phase: 3, d: `M108 ${BELT} H${WIDTH}` },
  ],
  sums: {
    r: { activation: "σ" },
    z: { activation: "σ" },
    n: { activation: "tanh", gate: "r" },
  },
  advance({ z, n, h }, prev, unit) {
    h[unit] = (1 - z[unit]) * n[unit] + z[unit] * prev.h[unit];
  },
  retreat(by, before, { z, n }, prev, unit) {
    by.n[unit] = by.h[unit] * (1 - z[unit]);
    by.z[unit] = by.h[unit] * (prev.h[unit] - n[unit]);
    before.h[unit] = by.h[unit] * z[unit];
  },
  equations: {
    h: (pen) => [
      [symbol("h"), plain(" = (1−"), symbol("z"), plain(")·"), symbol("n"), plain(" + "), symbol("z"), plain("·"), before("h")],
      [plain("  = (1−"), pen.shown("z"), plain(")·"), pen.shown("n"), plain(" + "), pen.shown("z"), plain("·"), pen.shownBefore("h")],
      [plain("  = "), pen.result("h")],
    ],
  },
};
