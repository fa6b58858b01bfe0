// Streamlit's side of the time machine: bytes in, the moment kept in the address bar.

import { AddressWriter, wholeFromAddress } from "./address.js";
import { unpack } from "./payload.js";
import { mountTrainings, unmountTrainings } from "../plots/trainings.js";

/** @type {WeakMap<Node, AddressWriter>} */
const addresses = new WeakMap();

export default function ({ data, parentElement }) {
  const trainings = unpack(data instanceof Uint8Array ? data : new Uint8Array(data));
  const address = addresses.get(parentElement) ?? new AddressWriter();
  addresses.set(parentElement, address);
  const { linked } = trainings;
  mountTrainings(parentElement, trainings, {
    view: linked ? { after: wholeFromAddress("after"), at: wholeFromAddress("at") } : {},
    onView: (view) => linked && address.write(view),
  });
  return () => {
    address.stop();
    unmountTrainings(parentElement);
  };
}
