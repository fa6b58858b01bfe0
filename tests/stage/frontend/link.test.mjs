// The link of a page: what its controls are set to, in the address, and nothing of other pages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend } from "./support.mjs";

const { linked } = await frontend("shell/link");

const link = (values, foreign = []) => ({ values, foreign, steps: [], path: "" });
const of = (text, ...rest) => String(linked(new URLSearchParams(text), link(...rest)));

test("values are set and what is null goes", () => {
  assert.equal(of("a=1&b=2&c=3", { a: "x y", b: null }), "a=x+y&c=3");
});

test("names of other pages go, of all else nothing", () => {
  assert.equal(of("watch_t=3&watchful=1&present=1&lang=hi", { lang: "en" }, ["watch"]), "watchful=1&present=1&lang=en");
});

test("any text comes back as it was", () => {
  for (const text of ["50 % <b>&=?#+", "“हिन्दी” 🎬", "", "a\nb"])
    assert.equal(new URLSearchParams(of("", { text })).get("text"), text);
});
