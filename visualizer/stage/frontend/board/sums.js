// The sums behind a track's gates, where they are too many to travel with it.

import { bringer } from "./bus.js";

export const { mount, unmount, addressed, viewFrom } = bringer(
  ({ name }) => `sums/${name}`,
  ({ arrays }) => arrays,
);
