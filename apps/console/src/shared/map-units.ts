/** So many parts of a degree are 1 in answers with many places. */
export const UNITS = 100_000;
