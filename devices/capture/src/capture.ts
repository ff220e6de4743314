/** One recorded frame; a line of `frames.ndjson`. */
export interface Frame {
  /** Since the first frame. */
  readonly afterMs: number;
  readonly topic: string;
  readonly retained: boolean;
  readonly payload: Uint8Array;
}

export const toLine = ({ afterMs, topic, retained, payload }: Frame): string =>
  JSON.stringify({ afterMs, topic, retained, payload: Buffer.from(payload).toString('base64') });

/** `null`: no frame (a line that was torn off, or written by another program). */
export function fromLine(line: string): Frame | null {
  try {
    const { afterMs, topic, retained, payload } = JSON.parse(line) as Record<string, unknown>;
    if (typeof afterMs !== 'number' || typeof topic !== 'string' || typeof payload !== 'string') return null;
    return { afterMs, topic, retained: retained === true, payload: new Uint8Array(Buffer.from(payload, 'base64')) };
  } catch {
    return null;
  }
}
