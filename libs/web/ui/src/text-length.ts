/** As many characters as the server takes of most texts that a person writes, and of a name, a number, a reference. */
export const NOTE_LENGTH = 2_000;
export const SHORT_LENGTH = 200;

/** From here on she is told how much room is left. */
const NEARLY = 0.8;

/** Counted as the server counts. */
export const isTooLong = (text: string, longest = NOTE_LENGTH): boolean => text.trim().length > longest;

/** How many characters are too many, or how many may still come once the end is near. */
export function roomIn(text: string, longest: number): { readonly over: number; readonly left: number | null } {
  const { length } = text.trim();
  return {
    over: Math.max(0, length - longest),
    left: length > longest * NEARLY && length <= longest ? longest - length : null,
  };
}
