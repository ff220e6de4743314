import { FieldReader } from './mqtt-bytes.js';

/** A PUBLISH of which the rest never came. */
export interface UnfinishedPublish {
  readonly topic: string;
  readonly payload: Buffer;
}

/** `null`: its topic cannot be read, or not that it is complete. `body` is what came behind the fixed header. */
export function readUnfinished(firstByte: number, body: Buffer, level: number): UnfinishedPublish | null {
  try {
    const fields = new FieldReader(body);
    const topic = fields.text();
    return { topic, payload: payloadIn(fields, firstByte, level) };
  } catch {
    return null;
  }
}

function payloadIn(fields: FieldReader, firstByte: number, level: number): Buffer {
  try {
    if ((firstByte & 0x06) !== 0) fields.take(2);
    if (level === 5) fields.take(fields.length());
    return fields.rest();
  } catch {
    return Buffer.alloc(0);
  }
}
