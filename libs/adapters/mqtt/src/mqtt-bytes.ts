/** Packet types of MQTT, the upper half of the first byte. */
export const PACKET = {
  ...{ connect: 1, connack: 2, publish: 3, puback: 4, pubrec: 5, pubrel: 6, pubcomp: 7 },
  ...{ subscribe: 8, suback: 9, unsubscribe: 10, unsuback: 11, pingreq: 12, pingresp: 13, disconnect: 14, auth: 15 },
} as const;

export interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
}

/** Seven bits a byte, the eighth says that more follow. */
export function lengthBytes(length: number): Buffer {
  const bytes: number[] = [];
  let left = length;
  do {
    bytes.push((left % 128) + (left >= 128 ? 128 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.from(bytes);
}

export const packetBytes = ({ type, flags, body }: Packet): Buffer =>
  Buffer.concat([Buffer.from([(type << 4) | flags]), lengthBytes(body.length), body]);

/** Whole packets out of a stream whose packets are bounded by {@link PacketCap}. */
export class PacketSplitter {
  private pending: Buffer = Buffer.alloc(0);

  feed(chunk: Buffer): readonly Packet[] {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const packets: Packet[] = [];
    let at = 0;
    for (;;) {
      const head = headOf(this.pending, at);
      if (head === null || this.pending.length < head.begins + head.length) break;
      const first = this.pending[at] ?? 0;
      const end = head.begins + head.length;
      packets.push({ type: first >> 4, flags: first & 0x0f, body: this.pending.subarray(head.begins, end) });
      at = end;
    }
    this.pending = this.pending.subarray(at);
    return packets;
  }
}

/** Where the body of the packet that begins at `at` begins, and its length; `null`: not all of its head has come. */
export function headOf(bytes: Buffer, at: number): { readonly begins: number; readonly length: number } | null {
  let length = 0;
  for (let n = 0; n < 4; n += 1) {
    const byte = bytes[at + 1 + n];
    if (byte === undefined) return null;
    length += (byte & 0x7f) * 128 ** n;
    if (byte < 0x80) return { begins: at + 2 + n, length };
  }
  throw new RangeError('no MQTT: a length of more than four bytes');
}

/** Reads fields one after the other; throws a RangeError where the bytes end too early. */
export class FieldReader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  byte(): number {
    return this.take(1).readUInt8();
  }

  number(): number {
    return this.take(2).readUInt16BE();
  }

  wide(): number {
    return this.take(4).readUInt32BE();
  }

  /** With its two bytes of length. */
  field(): Buffer {
    const begins = this.at;
    this.take(this.number());
    return this.bytes.subarray(begins, this.at);
  }

  text(): string {
    return this.field().toString('utf8', 2);
  }

  length(): number {
    let length = 0;
    for (let n = 0; n < 4; n += 1) {
      const byte = this.byte();
      length += (byte & 0x7f) * 128 ** n;
      if (byte < 0x80) return length;
    }
    throw new RangeError('no MQTT: a length of more than four bytes');
  }

  take(count: number): Buffer {
    if (this.at + count > this.bytes.length) throw new RangeError('the packet ends too early');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  rest(): Buffer {
    return this.bytes.subarray(this.at);
  }

  get isOver(): boolean {
    return this.at >= this.bytes.length;
  }
}
