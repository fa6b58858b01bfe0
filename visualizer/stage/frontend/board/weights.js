// A network's weights, once for all texts that it reads.

import { bringer } from "./bus.js";

export const { mount, unmount, addressed, viewFrom } = bringer(
  ({ name }) => `weights/${name}`,
  ({ arrays }) => arrays,
);
