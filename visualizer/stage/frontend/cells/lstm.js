// All that the board knows of an LSTM.

import { BELT, bracketed, before, BUS, plain, shown, symbol } from "./parts.js";

/** @type {import("./parts.js").Cell} */
export const lstm = {
  states: ["h", "c"],
  memory: "c",
  keeps: "f",
  bus: true,
  joins: 77,
  valves: { f: [36, BELT], i: [62, 62], g: [92, 62], o: [122, 62] },
  wires: [
    { q: "h", phase: 0, d: `M0 ${BUS} H122` },
    { q: "x", phase: 0, d: `M20 136 V${BUS}` },
    { q: "h", phase: 1, d: `M36 ${BUS} V${BELT}` },
    { q: "h", phase: 1, d: `M62 ${BUS} V62` },
    { q: "h", phase: 1, d: `M92 ${BUS} V62` },
    { q: "h", phase: 1, d: `M114 ${BUS} V68` },
    { q: "c", phase: 2, d: `M62 62 V42 H77 V${BELT}` },
    { q: "c", phase: 2, d: `M92 62 V42 H77 V${BELT}` },
    { q: "c", phase: 3, d: `M122 ${BELT} V62` },
    { q: "h", phase: 3, d: `M122 62 H138 V${BUS} H152` },
  ],
  sums: {
    i: { activation: "σ" },
    f: { activation: "σ" },
    g: { activation: "tanh" },
    o: { activation: "σ" },
  },
  equations: {
    c: (pen) => [
      [symbol("c"), plain(" = "), symbol("f"), plain("·"), before("c"), plain(" + "), symbol("i"), plain("·"), symbol("g")],
      [plain("  = "), pen.shown("f"), plain("·"), pen.shownBefore("c"), plain(" + "), pen.shown("i"), plain("·"), pen.shown("g")],
      [plain("  = "), pen.result("c")],
    ],
    h: (pen) => [
      [symbol("h"), plain(" = "), symbol("o"), plain("·tanh("), symbol("c"), plain(")")],
      [plain("  = "), pen.shown("o"), plain("·tanh("), shown("c", pen.at("c")), plain(")")],
      [plain("  = "), pen.shown("o"), plain("·"), { text: bracketed(Math.tanh(pen.at("c"))), q: "c" }],
      [plain("  = "), pen.result("h")],
    ],
  },
};
