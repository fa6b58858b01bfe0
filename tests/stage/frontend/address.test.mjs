import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend } from "./support.mjs";

const { AddressWriter, readerOf, whole, written } = await frontend("shell/address");
const board = await frontend("board/focus");

const WATCH = { prefix: "watch", bare: true };
const RACE = { prefix: "race", bare: false };
const address = (text) => new URLSearchParams(text);

test("a value is read behind the prefix, and bare only where that is allowed", () => {
  assert.equal(readerOf(address("watch_t=3&t=5"), WATCH)("t"), "3");
  assert.equal(readerOf(address("t=5"), WATCH)("t"), "5");
  assert.equal(readerOf(address("t=5"), RACE)("t"), undefined);
  assert.equal(readerOf(address("watch_t=3"), RACE)("t"), undefined);
  assert.equal(readerOf(address("watch_t=3&t=5"), null)("t"), undefined);
});

test("a page without a prefix still reads a name that a value had before", () => {
  const page = { prefix: "", renamed: { show: "quantity" } };
  assert.equal(readerOf(address("quantity=f"), page)("show"), "f");
  assert.equal(readerOf(address("quantity=f&show=o"), page)("show"), "o");
  assert.equal(String(written(address("quantity=f&t=2"), page, { show: "o" })), "t=2&show=o");
});

test("the first write takes the old names away and leaves all others", () => {
  const before = address("lang=en&t=2&order=index&race_t=9&part=x");
  const after = written(before, WATCH, { t: 4, unit: undefined, order: "index" }, { text: "a b" });
  assert.deepEqual(Object.fromEntries(after), {
    lang: "en",
    race_t: "9",
    part: "x",
    text: "a b",
    watch_t: "4",
    watch_order: "index",
  });
  assert.equal(String(before), "lang=en&t=2&order=index&race_t=9&part=x");
});

test("what is undefined goes", () => {
  assert.equal(String(written(address("watch_unit=3"), WATCH, { unit: undefined })), "");
});

test("two figures write once each has paused, without touching each other's names", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.window = globalThis;
  const texts = ["lang=en"];
  const bar = { read: () => address(texts.at(-1)), write: (next) => texts.push(String(next)) };
  const [one, other] = [new AddressWriter(bar), new AddressWriter(bar)];
  one.write(WATCH, { t: 1 });
  one.write(WATCH, { t: 2 });
  other.write(RACE, { t: 7 });
  assert.deepEqual(texts, ["lang=en"]);
  context.mock.timers.tick(150);
  assert.deepEqual(texts, ["lang=en", "lang=en&watch_t=2", "lang=en&watch_t=2&race_t=7"]);
  one.write(WATCH, { t: 3 });
  one.stop();
  context.mock.timers.tick(1000);
  assert.equal(texts.length, 3);
});

test("only whole numbers of a few digits are numbers", () => {
  for (const [text, number] of [["0", 0], ["000077", 77], ["999999", 999999]]) assert.equal(whole(text), number);
  for (const text of [undefined, "", "-3", "5e9", "1.5", "NaN", " 1", "1234567", "१"]) assert.equal(whole(text), undefined);
});

const NOTHING = {
  t: undefined,
  track: undefined,
  unit: undefined,
  order: undefined,
  quantity: undefined,
  open: undefined,
  all: false,
  predict: false,
};

test("a view comes back from the address as it went there, its steps and tracks counted from 1", () => {
  for (const [view, said] of [
    [{ t: 0, unit: 7, order: "index", quantity: "f" }, { t: "1", unit: "7", order: "index", show: "f" }],
    [{ t: 3, track: 2, open: [0, 2], all: true }, { t: "4", track: "3", open: "1.3", all: "1" }],
    [{ predict: true }, { predict: "1" }],
  ]) {
    const text = written(address(""), { ...WATCH, prefix: "" }, board.addressed(view));
    assert.deepEqual(Object.fromEntries(text), said);
    assert.deepEqual(board.viewFrom(readerOf(text, { ...WATCH, prefix: "" })), { ...NOTHING, ...view });
  }
  assert.deepEqual(board.viewFrom(() => undefined), NOTHING);
  assert.equal(board.addressed({ open: [0] }).open, undefined); // as every board opens
  assert.equal(board.addressed({ open: [0, 1], usual: [0, 1] }).open, undefined); // as this one does
  assert.equal(board.addressed({ open: [0], usual: [0, 1] }).open, "1");
});

test("a link of a page that showed one part at a time opens its track", () => {
  const read = (text) => board.viewFrom((name) => address(text).get(name) ?? undefined);
  assert.deepEqual(read("part=3"), { ...NOTHING, track: 2, open: [2] });
  assert.deepEqual(read("part=0").open, [0]);
});

test("tracks that nobody could have opened are left out", () => {
  const read = (open) => board.viewFrom((name) => (name === "open" ? open : undefined)).open;
  assert.deepEqual(read("2.x.-1.0.4"), [1, 3]);
  assert.equal(read("<img>"), undefined);
  assert.equal(read("1.".repeat(999)).length, 64);
});

test("a step or unit is clamped to what there is", () => {
  for (const [given, kept] of [[0, 0], [4, 4], [99, 4], [-1, 0], [NaN, undefined], [undefined, undefined]])
    assert.equal(board.clamped(given, 5), kept);
});
