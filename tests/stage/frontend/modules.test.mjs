import assert from "node:assert/strict";
import { test } from "node:test";

import { frontend } from "./support.mjs";

const { moduleNamed, modulesNamed } = await frontend("shell/modules");

test("a module is found by room and name", async () => {
  const modules = await modulesNamed(["cells/gru", "cells/lstm"]);
  assert.deepEqual(Object.keys(modules), ["cells/gru", "cells/lstm"]);
  assert.deepEqual(Object.keys(modules["cells/gru"]), ["gru"]);
  assert.deepEqual(Object.keys(modules["cells/lstm"]), ["lstm"]);
});

test("nothing outside the rooms can be named", async () => {
  const names = ["../numbers", "numbers", "cells/../numbers", "cells/gru.js", "https://x/y", "data:text/javascript,1", "cells//gru", "_cells/gru", "cells/gru_", "/etc/x", "Cells/gru", "", undefined];
  for (const name of names) await assert.rejects(moduleNamed(name), { name: "RangeError", message: /^a module is named room\/module/ });
});

test("a module that is not there is an error, not nothing", async () => {
  await assert.rejects(moduleNamed("cells/none"), { code: "ERR_MODULE_NOT_FOUND" });
});
