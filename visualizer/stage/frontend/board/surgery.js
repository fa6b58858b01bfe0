// Changes made by hand: what can be changed, what was, and what that did. The page makes them.

import { el, setAll, write } from "../dom.js";
import { fill, number } from "../numbers.js";
import { unitsFrom } from "./units.js";

/**
 * As `views/surgery.py` has it.
 * @typedef {{short: string, told: string, fits: boolean, alteration: string}} Chip
 * @typedef {{name: string, formula: string, alteration: string}} Preset
 * @typedef {object} Said
 * @property {Record<string, [number, number]>} limits @property {[number, number]} factors
 * @property {Preset[]} presets @property {Chip[]} chips @property {string[]} told
 * @property {boolean} undone @property {boolean} fixed
 *
 * @typedef {import("./board.js").Frame} Frame @typedef {import("./focus.js").Focus} Focus
 */

const KINDS = ["hold", "scale", "silence", "take", "harden"];
const STEP = 0.01;
/** So long and so many are sent once more: of what comes faster than the page answers it hears the last. */
const AGAIN = { ms: 3000, most: 16 };

export class Surgery {
  /** @type {Said|null} */
  said = null;
  /** @type {Record<string, string>} */
  text = {};
  /** @type {Frame|null} */
  frame = null;
  /** @type {Focus|null} */
  focus = null;
  isOpen = false;
  /** what the fields were built for */
  built = "";
  /** the changes sent lately, each with its own number, in rising order @type {{at: number}[]} */
  sent = [];

  /** @param {{onChange: (operation: Record<string, unknown>) => void, onToggle: () => void}} on */
  constructor(on) {
    this.on = on;
    this.button = button("surgery-button", () => this.toggle());
    this.chips = el("ul", { class: "surgery-chips" });
    this.told = el("div", { class: "surgery-told", role: "status" });
    this.presets = el("div", { class: "surgery-presets", role: "group" });
    this.fields = fieldsOf();
    this.apply = button("apply", () => {});
    this.apply.setAttribute("type", "submit");
    this.wrong = el("p", { class: "surgery-wrong", role: "alert" });
    this.form = el("form", { class: "surgery-form", novalidate: "" }); // it speaks the reader's language itself
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.form.addEventListener("input", (event) => this.onInput(/** @type {HTMLElement} */ (event.target)));
    this.panel = el("div", { class: "surgery-panel", hidden: true }, this.presets, this.form, this.wrong);
    this.element = el("section", { class: "surgery", hidden: true }, this.panel, this.chips, this.told);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpen) return;
      event.stopPropagation();
      this.toggle(false);
    });
  }

  toggle(open = !this.isOpen) {
    if (!this.said || this.said.fixed) return;
    this.isOpen = open;
    this.showOpen();
    this.on.onToggle();
    if (open) this.panel.scrollIntoView({ block: "nearest" });
    if (open) /** @type {HTMLElement|null} */ (this.presets.querySelector("button"))?.focus({ preventScroll: true });
    else if (this.button.isConnected) this.button.focus({ preventScroll: true });
  }

  showOpen() {
    setAll(this.button, { "aria-expanded": String(this.isOpen), "aria-pressed": String(this.isOpen) });
    this.panel.hidden = !this.isOpen;
    this.element.hidden = !this.said || !(this.isOpen || this.said.chips.length);
  }

  /** @param {Said|null|undefined} said @param {Frame} frame */
  draw(said, frame) {
    this.said = said ?? null;
    this.frame = frame;
    this.button.hidden = !said || said.fixed;
    if (!said) {
      this.element.hidden = true;
      return;
    }
    this.text = frame.track.text;
    write(this.button, this.text.surgery);
    setAll(this.button, { title: this.text.surgeryHint, "aria-keyshortcuts": "H" });
    this.element.setAttribute("aria-label", this.text.changes);
    this.element.removeAttribute("aria-busy");
    if (this.isOpen && !said.fixed) this.build(said);
    this.drawChips(said);
    const told = said.told.map((each) => el("p", { dir: "auto" }, each));
    const caption = frame.track.marks.length ? [el("p", { class: "note" }, this.text.ghostCaption)] : [];
    this.told.replaceChildren(...told, ...caption);
    this.showOpen();
  }

  /** The fields and the presets, once for a cell and a language. @param {Said} said */
  build(said) {
    const { frame, text, fields } = this;
    if (!frame) return;
    const made = said.chips.map(({ alteration }) => alteration);
    const built = JSON.stringify([text.surgery, said.presets, frame.track.lanes.map(({ symbol }) => symbol)]);
    if (built !== this.built) {
      this.built = built;
      this.presets.setAttribute("aria-label", text.surgeryPresets);
      this.presets.replaceChildren(
        el("span", { class: "note" }, text.surgeryPresets),
        ...said.presets.map((preset) => this.preset(preset)),
      );
      options(fields.quantity, frame.track.lanes.map(({ symbol, name }) => [symbol, `${name} ${symbol}`]));
      write(this.apply, text.apply);
      for (const [field, name] of /** @type {[HTMLElement, string][]} */ ([
        [fields.quantity, text.surgeryQuantity],
        [fields.kind, text.surgeryKind],
        [fields.slider, text.surgeryAmount],
        [fields.amount, text.surgeryAmount],
        [fields.source, text.surgerySource],
        [fields.units, text.surgeryUnits],
        [fields.listed, text.surgeryUnits],
        [fields.words, text.surgeryWords],
      ]))
        field.setAttribute("aria-label", name);
      setAll(fields.source, { placeholder: text.surgerySource });
      setAll(fields.listed, { placeholder: text.unitsExample });
      this.form.replaceChildren(
        fields.quantity,
        fields.kind,
        el("span", { class: "surgery-amount" }, fields.slider, fields.amount),
        fields.source,
        fields.units,
        fields.listed,
        fields.words,
        this.apply,
      );
      this.chooseQuantity(frame.track.lanes[0].symbol);
    }
    for (const each of this.presets.querySelectorAll("button"))
      setAll(each, { "aria-pressed": String(made.includes(each.dataset.alteration ?? "")) });
  }

  /** @param {Preset} preset */
  preset({ name, formula, alteration }) {
    const made = button("", () => this.change({ do: "preset", alteration }));
    made.append(`${name} `, ...(formula.includes("=") || formula.includes("×") ? [el("code", {}, formula)] : []));
    made.dataset.alteration = alteration;
    return made;
  }

  /** @param {Said} said */
  drawChips({ chips, undone, fixed }) {
    const { text } = this;
    const held = /** @type {Document|ShadowRoot} */ (this.chips.getRootNode()).activeElement;
    const at = held && this.chips.contains(held) ? [...this.chips.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (held)) : -1;
    const each = chips.map(({ short, told, fits, alteration }) => {
      const item = el("li", { class: fits ? "" : "unfit", dir: "auto" }, fits ? short : told);
      if (fixed) return item;
      const back = button("shut", () => this.change({ do: "remove", alteration }));
      back.append("×");
      setAll(back, { "aria-label": fill(text.takeBack, { change: short }), title: fill(text.takeBack, { change: short }) });
      item.append(back);
      return item;
    });
    const more = fixed ? [] : [this.action(text.undo, "undo", undone), this.action(text.takeAllBack, "clear", chips.length > 1)];
    this.chips.replaceChildren(...each, ...more.map((node) => el("li", { class: "act" }, node)));
    this.chips.setAttribute("aria-label", text.changes);
    this.chips.hidden = !chips.length && !(this.isOpen && undone);
    const stops = [...this.chips.querySelectorAll("button:not(:disabled)")];
    if (at >= 0) /** @type {HTMLElement|undefined} */ (stops[Math.min(at, stops.length - 1)] ?? this.button)?.focus({ preventScroll: true });
  }

  /** @param {string} name @param {string} act @param {boolean} can */
  action(name, act, can) {
    const made = button("", () => this.change({ do: act }));
    made.append(name);
    setAll(made, { disabled: !can });
    return made;
  }

  /** What is looked at is what a change begins with. @param {Frame} frame @param {Focus} focus */
  follow(frame, focus) {
    this.frame = frame;
    if (!this.isOpen || this.said?.fixed) return;
    const { track } = frame;
    const { text, fields } = this;
    const step = track.at[focus.t];
    const before = this.focus;
    this.focus = focus;
    const word = track.tokens[Math.max(0, step)];
    options(fields.units, [
      ["this", fill(text.thisUnit, { unit: track.numbers[focus.unit] })],
      ["all", text.allUnits],
      ["these", text.theseUnits],
    ]);
    options(fields.words, [
      ["", fill(text.thisWord, { word })],
      ["+", fill(text.fromWord, { word })],
      ["-", fill(text.toWord, { word })],
      ["all", text.allWords],
    ]);
    if (focus.quantity !== before?.quantity && focus.quantity in (this.said?.limits ?? {})) this.chooseQuantity(focus.quantity);
  }

  /** @param {string} symbol */
  chooseQuantity(symbol) {
    const { fields, frame, text } = this;
    const lane = frame?.track.lanes.find((each) => each.symbol === symbol);
    fields.quantity.value = symbol;
    const kinds = KINDS.filter((kind) => kind !== "harden" || lane?.scale === "gate");
    options(fields.kind, kinds.map((kind) => [kind, text[kind]]));
    this.showKind();
  }

  /** Between which values the amount lies. @returns {[number, number]} */
  get limits() {
    const { fields, said } = this;
    if (fields.kind.value === "scale") return said?.factors ?? [0, 1];
    return said?.limits[fields.quantity.value] ?? [0, 1];
  }

  /** Only the fields that a kind of change asks for. */
  showKind() {
    const { fields, said } = this;
    if (!said) return;
    const { value: kind } = fields.kind;
    const [low, high] = this.limits;
    const counts = kind === "hold" || kind === "scale";
    /** @type {HTMLElement} */ (fields.slider.parentElement).hidden = !counts;
    fields.source.hidden = kind !== "take";
    fields.listed.hidden = fields.units.value !== "these";
    for (const field of [fields.slider, fields.amount]) {
      const now = Number(field.value);
      setAll(field, { min: low, max: high, step: STEP });
      field.value = String(Math.max(low, Math.min(high, now)));
    }
  }

  /** @param {HTMLElement} field */
  onInput(field) {
    const { fields } = this;
    write(this.wrong, "");
    if (field === fields.quantity) this.chooseQuantity(fields.quantity.value);
    else if (field === fields.slider) fields.amount.value = fields.slider.value;
    else if (field === fields.amount) fields.slider.value = fields.amount.value;
    else this.showKind();
  }

  submit() {
    const { fields, focus, frame, text } = this;
    if (!frame || !focus) return;
    const { track } = frame;
    const kind = fields.kind.value;
    const listed = fields.units.value === "these" ? unitsFrom(fields.listed.value, track.numbers) : [];
    if (!listed) {
      const [first, last] = [Math.min(...track.numbers), Math.max(...track.numbers)];
      write(this.wrong, fill(text.unitsWrong, { first, last }));
      fields.listed.focus();
      return;
    }
    const [low, high] = this.limits;
    const amount = fields.amount.valueAsNumber;
    if ((kind === "hold" || kind === "scale") && !(amount >= low && amount <= high)) {
      write(this.wrong, fill(text.amountWrong, { low: number(low, 0), high: number(high, 0) }));
      fields.amount.focus();
      return;
    }
    if (kind === "take" && !fields.source.value.trim()) {
      write(this.wrong, text.sourceWrong);
      fields.source.focus();
      return;
    }
    const units = { all: null, this: [track.numbers[focus.unit]], these: listed }[fields.units.value];
    const reach = fields.words.value;
    this.change({
      do: "add",
      quantity: fields.quantity.value,
      kind: kind === "silence" ? "hold" : kind,
      amount: kind === "take" ? fields.source.value : kind === "silence" ? 0 : amount,
      units,
      step: reach === "all" ? null : Math.max(0, track.at[focus.t]),
      reach,
    });
  }

  /** @param {Record<string, unknown>} operation */
  change(operation) {
    write(this.wrong, "");
    this.element.setAttribute("aria-busy", "true");
    const at = Math.max(Date.now(), (this.sent.at(-1)?.at ?? 0) + 1);
    const lately = this.sent.filter((each) => at - each.at < AGAIN.ms);
    this.sent = [...lately, { ...operation, at }].slice(-AGAIN.most);
    setTimeout(() => this.element.removeAttribute("aria-busy"), AGAIN.ms); // where nothing changes, nothing is drawn
    this.on.onChange({ sent: this.sent });
  }
}

/** @param {string} kind @param {() => void} act */
function button(kind, act) {
  const made = el("button", { type: "button", class: kind });
  made.addEventListener("click", act);
  return made;
}

function fieldsOf() {
  const select = () => /** @type {HTMLSelectElement} */ (el("select", {}));
  const input = (/** @type {Record<string, string|number>} */ attributes) => /** @type {HTMLInputElement} */ (el("input", attributes));
  return {
    quantity: select(),
    kind: select(),
    slider: input({ type: "range", min: 0, max: 1, step: STEP, value: 1 }),
    amount: input({ type: "number", min: 0, max: 1, step: STEP, value: 1 }),
    source: input({ type: "text", maxlength: 500, dir: "auto", autocomplete: "off" }),
    units: select(),
    listed: input({ type: "text", maxlength: 200, autocomplete: "off", inputmode: "text" }),
    words: select(),
  };
}

/**
 * What can be chosen; what was chosen stays so where it can.
 * @param {HTMLSelectElement} select @param {string[][]} named value and name
 */
function options(select, named) {
  const before = select.value;
  if (select.options.length === named.length)
    named.forEach(([value, name], k) => {
      setAll(select.options[k], { value });
      write(select.options[k], name);
    });
  else select.replaceChildren(...named.map(([value, name]) => el("option", { value }, name)));
  select.value = named.some(([value]) => value === before) ? before : named[0][0];
}
