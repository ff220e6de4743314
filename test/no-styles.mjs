/** Stands for a style sheet where a page is tested without one: a class of a module is called what it is called in the module. */
export default new Proxy({}, { get: (_, name) => (typeof name === 'string' ? name : undefined) });
