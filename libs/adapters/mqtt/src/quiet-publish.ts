const PUBLISH_QOS_0 = 0x30;

/** A PUBLISH of QoS 0 that is neither marked as sent before nor to be kept. */
export interface QuietPublish {
  readonly topic: Buffer;
  readonly payload: Buffer;
  /** Where the next packet begins. */
  readonly end: number;
}

/** The packet that begins at `at`, when it is one and stands there whole; `null`: anything else, which the broker reads. */
export function quietPublishAt(bytes: Buffer, at: number, level: number): QuietPublish | null {
  if (bytes[at] !== PUBLISH_QOS_0) return null;
  const low = bytes[at + 1] ?? 0xff;
  const high = low < 0x80 ? 0 : (bytes[at + 2] ?? 0xff);
  // A length of three bytes is 16 KiB and more.
  if (high >= 0x80) return null;
  const begins = at + (low < 0x80 ? 2 : 3);
  const end = begins + (low & 0x7f) + high * 128;
  if (bytes.length < end || end < begins + 2) return null;
  const topicEnd = begins + 2 + bytes.readUInt16BE(begins);
  // MQTT 5 has properties behind the topic; one byte of zero says that there are none.
  const payloadBegins = level === 5 ? topicEnd + 1 : topicEnd;
  if (payloadBegins > end || (level === 5 && bytes[topicEnd] !== 0)) return null;
  return { topic: bytes.subarray(begins + 2, topicEnd), payload: bytes.subarray(payloadBegins, end), end };
}
