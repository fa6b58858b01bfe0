// Where the modules under test lie, and what Python has packed for them.

import { readFileSync } from "node:fs";

const FRONTEND = new URL("../../../visualizer/stage/frontend/", import.meta.url);

/** A module below the frontend. @param {string} name such as "shell/payload" */
export const frontend = (name) => import(new URL(`${name}.js`, FRONTEND));

/** Bytes that Python packed for this run, by the name of their file. @param {string} name */
export const packed = (name) => new Uint8Array(readFileSync(`${process.env.PACKED}/${name}`));

/** What Python wrote for this run as JSON. @param {string} name */
export const table = (name) => JSON.parse(readFileSync(`${process.env.PACKED}/${name}`, "utf-8"));

/** A formula as it is read, line by line. @param {{text: string, sub?: string}[][]} lines */
export const written = (lines) =>
  lines.map((parts) => parts.map(({ text, sub }) => (sub ? `${text}_${sub}` : text)).join(""));

/** The numbers in a text, a true minus read as one. @param {string} text */
export const numbersIn = (text) =>
  (text.replaceAll("− ", "-").replaceAll("−", "-").match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
