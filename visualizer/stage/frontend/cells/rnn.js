// All that the board knows of a plain recurrent network.

import { BELT, HEIGHT, VALVE, WIDTH } from "./parts.js";

/** @type {import("./parts.js").Cell} */
export const rnn = {
  states: ["h"],
  memory: "h",
  keeps: null,
  bus: false,
  joins: null,
  valves: { h: [122, VALVE] },
  wires: [
    { q: "h", phase: 0, d: `M0 ${BELT} H20 V${VALVE} H76` },
    { q: "x", phase: 0, d: `M76 ${HEIGHT} V${VALVE}` },
    { q: "h", phase: 1, d: `M76 ${VALVE} H122` },
    { q: "h", phase: 3, d: `M122 ${VALVE} V${BELT} H${WIDTH}` },
  ],
  marks: [
    { text: "+", x: 76, y: VALVE, ring: true },
    { text: "U h", x: 46, y: 56 },
    { text: "W x", x: 92, y: 90 },
  ],
  sums: { h: { activation: "tanh" } },
  nonlinearities: ["tanh", "relu"],
  advance() {},
  retreat() {},
  equations: {},
};
