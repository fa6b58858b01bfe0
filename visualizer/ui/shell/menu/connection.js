// Says in the reader's language that the server does not answer, in the place of Streamlit's dialog,
// which is English, speaks of the internet and locks the page that goes on working.

const APP = "[data-testid='stApp']";
const STATE = "data-test-connection-state";
/** Streamlit's own dialog, not one of a page. */
const DIALOG = "[role='dialog']:not([data-testid]) > button[aria-label='Close']";
/** A connection that is back by then is not worth a word. */
const PATIENCE = 1500;

export class Connection {
  timer = 0;
  wasLost = false;
  /** What to do when the server is back. */
  onBack = () => {};

  constructor() {
    this.element = document.createElement("p");
    this.element.className = "menu-lost";
    this.element.setAttribute("role", "status");
    this.element.hidden = true;
    this.observer = new MutationObserver(() => this.look());
    this.dialogs = new MutationObserver(() => this.closeDialog());
    const app = document.querySelector(APP);
    if (app) this.observer.observe(app, { attributes: true, attributeFilter: [STATE] });
  }

  close() {
    window.clearTimeout(this.timer);
    this.observer.disconnect();
    this.dialogs.disconnect();
  }

  get isLost() {
    return document.querySelector(APP)?.getAttribute(STATE) !== "CONNECTED";
  }

  /** @param {string} text what to say */
  draw(text) {
    this.element.textContent = text;
  }

  look() {
    window.clearTimeout(this.timer);
    this.dialogs.disconnect();
    if (!this.isLost) {
      this.element.hidden = true;
      if (this.wasLost) this.onBack();
      this.wasLost = false;
      return;
    }
    this.wasLost = true;
    this.dialogs.observe(document.body, { childList: true, subtree: true });
    this.timer = window.setTimeout(() => {
      this.element.hidden = false;
    }, PATIENCE);
  }

  closeDialog() {
    /** @type {HTMLElement|null} */ (document.querySelector(DIALOG))?.click();
  }
}
