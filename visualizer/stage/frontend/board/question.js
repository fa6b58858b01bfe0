// A question on the page: what is asked, its choices, what was measured, the score at the end.

import { el, svg } from "../dom.js";
import { fill, number, signed } from "../numbers.js";
import { measuredOf } from "./asking.js";

/** @typedef {import("./asking.js").Asked} Asked @typedef {import("./asking.js").Round} Round */

const TICK = "M5 13l5 5L19 7";
const CROSS = "M6 6l12 12M18 6L6 18";
const DIGITS = 3;

export class QuestionPanel {
  /** @type {Record<string, string>} */
  text = {};
  /** what stands in it, so that nothing is said twice */
  said = "";

  /**
   * @param {{onAnswer: (choice: number) => void, onNext: () => void, onAgain: () => void,
   *   onLeave: () => void}} on
   */
  constructor(on) {
    this.on = on;
    this.count = el("p", { class: "count" });
    this.leave = button("icon", on.onLeave, sign(CROSS));
    this.title = el("h2", { tabindex: -1, dir: "auto" });
    this.body = el("div", {});
    this.note = el("p", { class: "note" });
    this.spoken = el("p", { class: "spoken", "aria-live": "polite" });
    this.element = el(
      "aside",
      { class: "question" },
      el("div", { class: "head" }, this.count, this.leave),
      this.title,
      this.body,
      this.note,
      this.spoken,
    );
  }

  /** @param {Record<string, string>} text the wording @param {Round} round @param {string} note */
  draw(text, round, note) {
    const hadFocus = this.element.contains(/** @type {Node|null} */ (focusOf(this.element)));
    this.text = text;
    this.element.setAttribute("aria-label", text.predictPanel);
    this.leave.setAttribute("aria-label", text.uncover);
    this.leave.title = text.uncover;
    const { now, shown } = round;
    const state = now ? "asking" : shown ? "answered" : round.isOver ? "over" : "between";
    const about = `${round.asked.indexOf(now ?? shown ?? round.asked[0])} ${state} ${round.asked[0]?.prompt}`;
    if (this.said === about) return;
    this.said = about;
    this.element.dataset.state = state;
    this.count.textContent = this.counted(round, now ?? shown);
    this.note.textContent = note;
    const draw = { asking: this.ask, answered: this.answered, over: this.over, between: this.between }[state];
    draw.call(this, round);
    if (hadFocus) (state === "asking" ? this.title : this.body.querySelector("button"))?.focus({ preventScroll: true });
  }

  /** @param {Round} round @param {Asked|null} asked */
  counted(round, asked) {
    const { right, all } = round.score;
    const place = asked && fill(this.text.questionOf, { n: round.asked.indexOf(asked) + 1, all: round.asked.length });
    return [place, all ? fill(this.text.scored, { right, all }) : ""].filter((part) => part).join(" · ");
  }

  /** @param {Round} round */
  ask({ now }) {
    if (!now) return;
    const choices = now.choices.map((choice, k) => {
      const each = button("choice", () => this.on.onAnswer(k), key(k), el("span", { dir: "auto" }, choice));
      each.setAttribute("aria-keyshortcuts", String(k + 1));
      return each;
    });
    this.title.textContent = now.prompt;
    this.body.replaceChildren(
      el("div", { class: "choices", role: "group", "aria-label": now.prompt }, ...choices),
      el("p", { class: "how" }, this.text.chooseHint),
    );
    this.say([now.prompt, ...now.choices.map((choice, k) => `${k + 1}: ${choice}`)]);
  }

  /** @param {Round} round */
  answered(round) {
    const { shown, given } = round;
    if (!shown) return;
    this.title.textContent = shown.prompt;
    if (!round.isGraded(shown)) {
      this.body.replaceChildren(el("p", { class: "graded" }, this.text.sealed), this.next());
      this.say([this.text.sealed]);
      return;
    }
    const right = round.isRight(shown);
    const told = this.measured(shown);
    const rows = shown.choices.map((choice, k) => this.outcome(shown, k, choice, given[round.asked.indexOf(shown)]));
    const verdict = right ? this.text.right : this.text.wrong;
    this.body.replaceChildren(
      el("p", { class: right ? "graded is-right" : "graded is-wrong" }, sign(right ? TICK : CROSS), verdict),
      el("p", { class: "told" }, told),
      el("ul", { class: "outcomes" }, ...rows),
      this.next(),
    );
    this.say([verdict, told, ...rows.map((row) => row.textContent ?? "")]);
  }

  /** What the numbers are; of the verdict, what happened. @param {Asked} asked */
  measured({ kind, before, values }) {
    const told = this.text[`measured-${kind}`];
    if (kind !== "verdict") return told;
    const [from, to] = [before[0], before[0] + values[0]].map((v) => Number(v.toFixed(DIGITS))); // they must add up
    return fill(told, {
      before: number(from, DIGITS),
      after: number(to, DIGITS),
      change: signed(to - from, DIGITS),
    });
  }

  /** @param {Asked} asked @param {number} k @param {string} choice @param {number|null} given */
  outcome(asked, k, choice, given) {
    const marks = [k === asked.answer ? this.text.rightMark : "", k === given ? this.text.yourMark : ""];
    const row = el("li", { class: k === asked.answer ? "is-answer" : "" }, key(k), el("span", { class: "name", dir: "auto" }, choice));
    const value = valueOf(asked, k);
    if (value) row.append(" ", el("span", { class: "number" }, value));
    const said = marks.filter((mark) => mark).join(", ");
    if (said) row.append(" ", el("span", { class: "marks" }, said));
    return row;
  }

  next() {
    return button("next", this.on.onNext, this.text.nextQuestion, el("kbd", { "aria-hidden": "true" }, "⏎"));
  }

  between() {
    this.title.textContent = this.text.predictPanel;
    this.body.replaceChildren(el("p", { class: "graded" }, this.text.between), this.next());
    this.say([this.text.between]);
  }

  /** @param {Round} round */
  over(round) {
    if (!round.asked.length) {
      this.title.textContent = this.text.nothingClear;
      this.body.replaceChildren();
      this.note.textContent = "";
      this.say([this.text.nothingClear]);
      return;
    }
    const { right, all } = round.score;
    const { place, right: guessed } = round.commonest;
    const scored = fill(this.text.scored, { right, all });
    const guessing = fill(this.text.commonest, { n: guessed, all, place: place + 1 });
    this.count.textContent = "";
    this.title.textContent = scored;
    this.note.textContent = "";
    const again = button("next", this.on.onAgain, this.text.again);
    this.body.replaceChildren(el("p", { class: "told" }, guessing), this.table(round), again);
    this.say([scored, guessing]);
  }

  /** @param {Round} round */
  table(round) {
    const { text } = this;
    const heads = [text.columnQuestion, text.columnGiven, text.columnMeasured, text.columnGraded];
    const rows = round.asked.map((asked, n) => {
      const given = round.given[n] ?? 0;
      const graded = round.isRight(asked) ? text.gradedRight : text.gradedWrong;
      const value = valueOf(asked, asked.answer);
      const measured = asked.choices[asked.answer] + (value && ` (${value})`);
      const cells = [asked.choices[given], measured, graded];
      return el(
        "tr",
        {},
        el("th", { scope: "row", dir: "auto" }, asked.prompt),
        ...cells.map((cell) => el("td", { dir: "auto" }, cell)),
      );
    });
    return el(
      "div",
      { class: "results", tabindex: 0, role: "region", "aria-label": text.resultTable },
      el(
        "table",
        { "aria-label": text.resultTable },
        el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, ...rows),
      ),
    );
  }

  /** @param {string[]} parts */
  say(parts) {
    this.spoken.textContent = parts.join(" ");
  }
}

/** What was measured of a choice, as it is read. @param {Asked} asked @param {number} k */
function valueOf(asked, k) {
  const measured = measuredOf(asked, k);
  if (!measured) return "";
  const { before, value } = measured;
  if (asked.kind === "keep") return number(value, DIGITS);
  if (asked.kind === "flip") return `${signed(before, DIGITS)} → ${signed(value, DIGITS)}`;
  return signed(value, DIGITS);
}

/** The key that chooses. @param {number} k */
const key = (k) => el("kbd", { "aria-hidden": "true" }, String(k + 1));

/** @param {string} kind @param {() => void} act @param {...(Node|string)} inside */
function button(kind, act, ...inside) {
  const made = el("button", { type: "button", class: kind }, ...inside);
  made.addEventListener("click", act);
  return made;
}

/** @param {string} d */
function sign(d) {
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "sign" }, svg("path", { d }));
}

/** @param {Node} node */
function focusOf(node) {
  return /** @type {Document|ShadowRoot} */ (node.getRootNode()).activeElement;
}
