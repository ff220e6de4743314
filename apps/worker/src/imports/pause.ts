/** Of the time that a batch took: the disk and the processors are free for alerts so long. */
const SHARE = 0.25;

/** `began`: when the batch did, by `performance.now()`. */
export const pauseAfter = (began: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, (performance.now() - began) * SHARE));
