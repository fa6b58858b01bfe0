// All that the board knows of a GRU.

import { BELT, before, BUS, plain, symbol } from "./parts.js";

/** @type {import("./parts.js").Cell} */
export const gru = {
  states: ["h"],
  memory: "h",
  keeps: "z",
  bus: false,
  joins: null,
  valves: { z: [44, BELT], r: [58, 66], n: [98, 66] },
  wires: [
    { q: "h", phase: 0, d: `M0 ${BELT} H20 V${BUS} H110` },
    { q: "x", phase: 0, d: `M30 136 V${BUS}` },
    { q: "h", phase: 1, d: `M44 ${BUS} V${BELT}` },
    { q: "h", phase: 1, d: `M58 ${BUS} V66` },
    { q: "h", phase: 1, d: `M98 ${BUS} V66` },
    { q: "r", phase: 1, d: "M58 66 H98" },
    { q: "n", phase: 2, d: `M98 66 V${BELT}` },
    { q: "h", phase: 3, d: `M98 ${BELT} H152` },
  ],
  sums: {
    r: { activation: "σ" },
    z: { activation: "σ" },
    n: { activation: "tanh", gate: "r" },
  },
  equations: {
    h: (pen) => [
      [symbol("h"), plain(" = (1−"), symbol("z"), plain(")·"), symbol("n"), plain(" + "), symbol("z"), plain("·"), before("h")],
      [plain("  = (1−"), pen.shown("z"), plain(")·"), pen.shown("n"), plain(" + "), pen.shown("z"), plain("·"), pen.shownBefore("h")],
      [plain("  = "), pen.result("h")],
    ],
  },
};
