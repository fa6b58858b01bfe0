// Streamlit's side: bytes in, and the address bar as the place where the view is kept.

import { AddressWriter, textFromAddress, wholeFromAddress } from "./address.js";
import { decode } from "./payload.js";
import { mountStage, unmountStage } from "../board/board.js";

/** @returns {import("../board/board.js").View} */
function viewFromAddress() {
  const step = wholeFromAddress("t");
  return {
    t: step === undefined ? undefined : step - 1,
    unit: wholeFromAddress("unit"),
    order: textFromAddress("order"),
    quantity: textFromAddress("show"),
  };
}

/** Steps count from 1 in the address, as on the screen. @param {import("../board/board.js").View} view */
function named({ t, unit, order, quantity }) {
  return { t: t === undefined ? undefined : t + 1, unit, order, show: quantity };
}

/** @type {WeakMap<Node, {link: Record<string, string>, address: AddressWriter}>} */
const kept = new WeakMap();

export default function ({ data, parentElement }) {
  const scene = decode(data instanceof Uint8Array ? data : new Uint8Array(data));
  const own = kept.get(parentElement) ?? { link: {}, address: new AddressWriter() };
  kept.set(parentElement, own);
  own.link = scene.link;
  const onView = (view) => own.address.write({ ...own.link, ...named(view) });
  const stage = mountStage(parentElement, scene, { view: viewFromAddress(), onView });
  onView(stage.view);
  return () => {
    own.address.stop();
    unmountStage(parentElement);
  };
}
