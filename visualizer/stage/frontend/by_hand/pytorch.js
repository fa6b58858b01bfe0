// The network at hand as a few lines of Python that build it in PyTorch and run the sequence.

import { CELLS } from "../cells/index.js";
import { fill } from "../numbers.js";
import { columnsOf } from "./network.js";

/** What PyTorch calls the cells. */
const CLASSES = { rnn: "RNN", gru: "GRU", lstm: "LSTM" };

/**
 * @param {import("./network.js").Network} network @param {number[]} x one row a step
 * @param {Record<string, string>} text the comments
 */
export function pythonOf(network, x, text) {
  const { cell, units, inputs, nonlinearity, weights } = network;
  const { sums, states, nonlinearities } = CELLS[cell];
  const { ih, hh } = columnsOf(network);
  const chosen = nonlinearities ? `, nonlinearity="${nonlinearity}"` : "";
  const gated = Object.keys(sums).find((q) => sums[q].gate);
  const rows = fill(text.codeRows, { gates: Object.keys(sums).join(", ") });
  return [
    "import torch",
    "",
    `network = torch.nn.${CLASSES[/** @type {keyof typeof CLASSES} */ (cell)]}(input_size=${inputs}, hidden_size=${units}${chosen})`,
    "with torch.no_grad():",
    ...comment(rows),
    ...assigned("weight_ih_l0", matrix(weights.ih, ih)),
    ...assigned("weight_hh_l0", matrix(weights.hh, hh)),
    ...comment(gated ? text.codeBiasGated : text.codeBias),
    ...assigned("bias_ih_l0", row(weights.b)),
    "    network.bias_hh_l0.zero_()",
    ...comment(text.codeSteps),
    `    x = torch.tensor(${matrix(x, inputs)})`,
    states.includes("c") ? "    h, (_, c) = network(x)" : "    h, _ = network(x)",
    "print(h)",
    ...(states.includes("c") ? ["print(c)"] : []),
    "",
  ].join("\n");
}

/** @param {string} name @param {string} values */
const assigned = (name, values) => [`    network.${name}.copy_(torch.tensor(${values}))`];

/** @param {string} text */
const comment = (text) => [`    # ${text}`];

/** @param {number[]} values */
const row = (values) => `[${values.map((value) => (Number.isInteger(value) ? `${value}.0` : String(value))).join(", ")}]`;

/** @param {number[]} values @param {number} columns */
function matrix(values, columns) {
  const rows = Array.from({ length: values.length / columns }, (_, k) => row(values.slice(k * columns, (k + 1) * columns)));
  return `[${rows.join(", ")}]`;
}
