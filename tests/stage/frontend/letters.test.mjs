// A text is cut between letters, whatever script they are of.

import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend } from "./support.mjs";

const { shortened } = await frontend("letters");

test("a short text stays", () => {
  assert.equal(shortened("अच्छी", 5), "अच्छी");
  assert.equal(shortened("film", 4), "film");
});

test("no conjunct and no vowel sign is cut off", () => {
  assert.equal(shortened("अच्छी है", 4), "अ…");
  assert.equal(shortened("हिन्दी भाषा", 5), "हि…");
  assert.equal(shortened("cinematography", 6), "cinem…");
  assert.equal(shortened("👩‍👧👩‍👧", 5), "👩‍👧…");
});

test("of a single long letter all is kept", () => {
  assert.equal(shortened("क्ष्म्य क", 3), "क्ष्म्य…");
});
