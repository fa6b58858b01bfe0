// Streamlit's side of the curves: bytes in, nothing out.

import { mountCurves, unmountCurves } from "../plots/curves.js";
import { unpack } from "./payload.js";

export default function ({ data, parentElement }) {
  mountCurves(parentElement, unpack(data instanceof Uint8Array ? data : new Uint8Array(data)));
  return () => unmountCurves(parentElement);
}
