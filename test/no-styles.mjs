/** Stands for a style sheet where a page is tested without one. */
export {};
