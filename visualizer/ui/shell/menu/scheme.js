// Light or dark: Streamlit's own choice of it, kept in the browser for each page, is in an English menu.

const CHOICES = ["System", "Light", "Dark"];

/** @param {string} path of a page on this server */
const placeOf = (path) => `stActiveTheme-${path}-v2`;

/** The choice that holds here. */
export function scheme() {
  try {
    const found = JSON.parse(window.localStorage.getItem(placeOf(window.location.pathname)) ?? "null");
    return CHOICES.includes(found) ? found : CHOICES[0];
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return CHOICES[0];
    throw error;
  }
}

/**
 * Choose for all pages; what was typed and chosen is in the address and comes back.
 * @param {string} choice @param {string[]} paths
 */
export function choose(choice, paths) {
  for (const path of paths) window.localStorage.setItem(placeOf(path), JSON.stringify(choice));
  window.location.reload();
}

/** Buttons for the choices. @param {Record<string, string>} names @param {() => string[]} paths of all pages */
export function schemeButtons(names, paths) {
  const group = document.createElement("div");
  group.className = "menu-schemes";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", names.label);
  group.append(
    ...CHOICES.map((choice) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = names[choice];
      button.setAttribute("aria-pressed", String(choice === scheme()));
      button.addEventListener("click", () => choose(choice, paths()));
      return button;
    }),
  );
  return group;
}
