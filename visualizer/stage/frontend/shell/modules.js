// Modules that a header names: this shell knows none of them.

const NAME = /^[a-z]+(_[a-z]+)*\/[a-z]+(_[a-z]+)*$/;

/**
 * A module below the frontend by its room and name, such as "board/board".
 * @param {string} name
 */
export async function moduleNamed(name) {
  if (!NAME.test(name)) throw new RangeError(`a module is named room/module, got ${JSON.stringify(name)}`);
  return import(`../${name}.js`);
}

/**
 * Several modules by their names.
 * @param {string[]} names
 * @returns {Promise<Modules>}
 */
export async function modulesNamed(names) {
  const modules = await Promise.all(names.map(moduleNamed));
  return Object.fromEntries(names.map((name, k) => [name, modules[k]]));
}

/** @typedef {Record<string, any>} Modules */
