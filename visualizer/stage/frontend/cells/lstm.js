// All that the board knows of an LSTM.

import { BELT, bracketed, before, BUS, HEIGHT, plain, shown, symbol, VALVE, WIDTH } from "./parts.js";

/** @type {import("./parts.js").Cell} */
export const lstm = {
  states: ["h", "c"],
  memory: "c",
  keeps: "f",
  bus: true,
  joins: 76,
  valves: { f: [28, BELT], i: [60, VALVE], g: [92, VALVE], o: [124, VALVE] },
  wires: [
    { q: "h", phase: 0, d: `M0 ${BUS} H124` },
    { q: "x", phase: 0, d: `M76 ${HEIGHT} V${BUS}` },
    { q: "h", phase: 1, d: `M28 ${BUS} V${BELT}` },
    { q: "h", phase: 1, d: `M60 ${BUS} V${VALVE}` },
    { q: "h", phase: 1, d: `M92 ${BUS} V${VALVE}` },
    { q: "h", phase: 1, d: `M124 ${BUS} V${VALVE}` },
    { q: "c", phase: 2, d: `M60 ${VALVE} V49 H76 V${BELT}` },
    { q: "c", phase: 2, d: `M92 ${VALVE} V49 H76 V${BELT}` },
    { q: "c", phase: 3, d: `M124 ${BELT} V${VALVE}` },
    { q: "h", phase: 3, d: `M124 ${VALVE} H143 V${BUS} H${WIDTH}` },
  ],
  sums: {
    i: { activation: "σ" },
    f: { activation: "σ" },
    g: { activation: "tanh" },
    o: { activation: "σ" },
  },
  advance({ i, f, g, o, c, h }, prev, unit) {
    c[unit] = f[unit] * prev.c[unit] + i[unit] * g[unit];
    h[unit] = o[unit] * Math.tanh(c[unit]);
  },
  retreat(by, before, { i, f, g, o, c }, prev, unit) {
    const squashed = Math.tanh(c[unit]);
    by.c[unit] += by.h[unit] * o[unit] * (1 - squashed * squashed);
    by.o[unit] = by.h[unit] * squashed;
    by.i[unit] = by.c[unit] * g[unit];
    by.g[unit] = by.c[unit] * i[unit];
    by.f[unit] = by.c[unit] * prev.c[unit];
    before.c[unit] = by.c[unit] * f[unit];
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
