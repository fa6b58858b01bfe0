// Streamlit's side: bytes in, and the address bar as the place where the view is kept.

import { decode } from "./payload.js";
import { mountStage, unmountStage } from "./stage.js";

const KEPT = { t: "t", unit: "unit", order: "order", quantity: "show" };
const PAUSE = 150;

/** @returns {import("./stage.js").View} */
function viewFromAddress() {
  const address = new URLSearchParams(window.location.search);
  const whole = (name) => (/^\d{1,6}$/.test(address.get(name) ?? "") ? Number(address.get(name)) : undefined);
  const step = whole(KEPT.t);
  return {
    t: step === undefined ? undefined : step - 1,
    unit: whole(KEPT.unit),
    order: address.get(KEPT.order) ?? undefined,
    quantity: address.get(KEPT.quantity) ?? undefined,
  };
}

/** Steps count from 1 in the address, as on the screen. */
function writeAddress(link, view) {
  const address = new URLSearchParams(window.location.search);
  for (const [name, text] of Object.entries(link)) address.set(name, text);
  for (const [key, name] of Object.entries(KEPT)) {
    const kept = view[key];
    if (kept === undefined) address.delete(name);
    else address.set(name, String(key === "t" ? kept + 1 : kept));
  }
  const url = `${window.location.pathname}?${address}${window.location.hash}`;
  window.history.replaceState(window.history.state, "", url);
}

/** @type {WeakMap<Node, {link: Record<string, string>, timer: number}>} */
const addresses = new WeakMap();

export default function ({ data, parentElement }) {
  const scene = decode(data instanceof Uint8Array ? data : new Uint8Array(data));
  const address = addresses.get(parentElement) ?? { link: {}, timer: 0 };
  addresses.set(parentElement, address);
  address.link = scene.link;
  const onView = (view) => {
    window.clearTimeout(address.timer);
    address.timer = window.setTimeout(() => writeAddress(address.link, view), PAUSE);
  };
  const stage = mountStage(parentElement, scene, { view: viewFromAddress(), onView });
  onView(stage.view);
  return () => {
    window.clearTimeout(address.timer);
    unmountStage(parentElement);
  };
}
