// What a page wants a board to show, as if a person had chosen it there.

import { bringer } from "./bus.js";

export const { mount, unmount, addressed, viewFrom } = bringer(
  ({ name }) => `remote/${name}`,
  ({ turn, view }) => ({ turn, view }),
);
