/**
 * Who looks at a case, in seconds. A page says it again every 10 s, an api to the others as often: whoever begins again knows
 * everybody as soon. It holds for 30 s: two lost words in a row take nobody off the screens, and who died without a word is gone soon.
 */
export const LOOKING_S = { saidAgain: 10, holds: 30 } as const;
