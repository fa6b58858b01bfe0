// All that the board knows of a plain recurrent network.

import { BELT, BUS } from "./parts.js";

/** @type {import("./parts.js").Cell} */
export const rnn = {
  states: ["h"],
  memory: "h",
  keeps: null,
  bus: false,
  joins: null,
  valves: { h: [76, 58] },
  wires: [
    { q: "h", phase: 0, d: `M0 ${BELT} H20 V${BUS} H76` },
    { q: "x", phase: 0, d: `M40 136 V${BUS}` },
    { q: "h", phase: 1, d: `M76 ${BUS} V58` },
    { q: "h", phase: 3, d: `M76 58 V${BELT} H152` },
  ],
  sums: { h: { activation: "tanh" } },
  equations: {},
};
