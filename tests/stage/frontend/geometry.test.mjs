import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend } from "./support.mjs";

const { Columns } = await frontend("board/columns");
const { Rows } = await frontend("board/rows");

const laid = (board) => {
  const columns = new Columns();
  columns.layOut({ count: 12, letters: 9, room: 700, zoom: 1, ...board });
  return columns;
};
const counted = (size) => Array.from({ length: size }, (_, k) => k);

test("the current column is wide, and a step moves nothing but what lies between the two", () => {
  const columns = laid({});
  columns.see(0);
  columns.go(4);
  const before = counted(12).map((k) => columns.x(k));
  assert.equal(columns.width(4), columns.lens);
  assert.ok(columns.lens > 2 * columns.column);
  columns.go(5);
  const after = counted(12).map((k) => columns.x(k));
  assert.deepEqual(counted(12).filter((k) => before[k] !== after[k]), [5]);
  assert.deepEqual([columns.from, columns.to], [3, 6]);
  columns.all();
  assert.deepEqual([columns.from, columns.to], [0, 11]);
});

test("every place belongs to the column that is drawn there", () => {
  for (const t of [0, 5, 11]) {
    const columns = laid({});
    columns.go(t);
    for (let k = 0; k < 12; k++) {
      assert.equal(columns.at(columns.x(k)), k);
      assert.equal(columns.at(columns.x(k) + columns.width(k) - 0.01), k);
    }
    assert.equal(columns.at(-1), -1);
    assert.equal(columns.at(columns.total), -1);
  }
});

test("a text that fits fills the board, a longer one keeps columns that can be read", () => {
  const short = laid({ count: 8 });
  assert.ok(short.total <= 700 && short.total > 690);
  assert.equal(laid({ count: 12, letters: 30 }).column, 49);
  assert.equal(laid({ count: 64, letters: 4 }).column, 46);
  assert.equal(laid({ count: 64, letters: 30 }).column, 64); // it scrolls anyway
  assert.equal(laid({ count: 64, letters: 1 }).column, 22);
  assert.ok(laid({ count: 64, zoom: 1.4 }).column > 60);
  assert.equal(laid({ count: 1 }).total, laid({ count: 1 }).lens);
});

test("only what may be in sight is drawn", () => {
  const columns = laid({ count: 400 });
  columns.see(9000);
  assert.ok(columns.last - columns.first < 30);
  assert.ok(columns.first > 0 && columns.x(columns.first) <= 9000 && columns.x(columns.last) >= 9690);
  assert.equal(columns.misses(9000), false);
  assert.equal(columns.misses(9000 + 300), true);
  assert.equal(columns.misses(9000 - 300), true);
});

test("the columns stay in place until the lens comes near an edge, and then show what is ahead", () => {
  const columns = laid({ count: 100 });
  let [scrolled, moves] = [0, 0];
  for (let t = 0; t < 100; t++) {
    columns.go(t);
    const wanted = columns.keeping(scrolled);
    if (wanted !== scrolled) moves++;
    scrolled = wanted;
    assert.ok(columns.x(t) >= scrolled && columns.x(t) + columns.lens <= scrolled + 700, `step ${t}`);
  }
  assert.ok(moves < 20, String(moves));
  for (let t = 99; t >= 0; t--) {
    columns.go(t);
    scrolled = columns.keeping(scrolled);
    assert.ok(columns.x(t) >= scrolled && columns.x(t) + columns.lens <= scrolled + 700, `back at ${t}`);
  }
  assert.equal(scrolled, 0);
});

test("one row is tall, the others thin, and each is where it is drawn", () => {
  const rows = new Rows([3, 1, 0, 2], { budget: 90, zoom: 1 });
  rows.focus(0);
  assert.equal(rows.r, 2);
  assert.ok(rows.heightOf(2) > rows.heightOf(1));
  for (let r = 0; r < 4; r++) {
    assert.equal(rows.at(rows.y(r)), r);
    assert.equal(rows.at(rows.y(r) + rows.heightOf(r) - 0.01), r);
  }
  assert.equal(rows.at(-5), 0);
  assert.equal(rows.at(9999), 3);
  assert.equal(rows.y(3) + rows.heightOf(3), rows.height);
});

test("every one of 512 units can be made the tall one and is then in sight", () => {
  const rows = new Rows(counted(512), { budget: 150, zoom: 1 });
  assert.ok(rows.shown < 512 && rows.row === 1);
  for (const unit of [0, 1, 200, 511, 510, 3, 300]) {
    rows.focus(unit);
    assert.ok(rows.first <= unit && unit <= rows.last, `unit ${unit}`);
    assert.ok(rows.y(unit) >= 0 && rows.y(unit) + rows.tall <= rows.height);
  }
});

test("a single unit has a lane that can be seen", () => {
  const rows = new Rows([0], { budget: 150, zoom: 1 });
  rows.focus(0);
  assert.ok(rows.height >= 70);
  assert.equal(rows.at(10), 0);
});
