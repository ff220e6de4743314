/**
 * As much of MQTT 3.1.1 as a device needs. Written out because the load generator shares two cores with what it measures:
 * a full client library would spend more on a heartbeat than the broker does.
 */
export const PacketType = { connack: 2, publish: 3, puback: 4, suback: 9 } as const;

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
};

function packet(head: number, body: Buffer): Buffer {
  const lengths: number[] = [];
  let rest = body.length;
  do {
    lengths.push((rest % 128) + (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.of(head, ...lengths), body]);
}

export const connectPacket = (clientId: string, username: string, password: string): Buffer =>
  packet(0x10, Buffer.concat([text('MQTT'), Buffer.of(4, 0xc2, 0, 0), text(clientId), text(username), text(password)]));

export const subscribePacket = (id: number, topic: string): Buffer =>
  packet(0x82, Buffer.concat([Buffer.of(id >> 8, id & 0xff), text(topic), Buffer.of(1)]));

/** `id` 0: QoS 0. */
export const publishPacket = (id: number, topic: string, payload: Buffer): Buffer =>
  packet(
    id === 0 ? 0x30 : 0x32,
    Buffer.concat([text(topic), ...(id === 0 ? [] : [Buffer.of(id >> 8, id & 0xff)]), payload]),
  );

export const pubackPacket = (id: number): Buffer => Buffer.of(0x40, 2, id >> 8, id & 0xff);

export interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
}

/** Cuts a stream of bytes into packets. */
export class PacketReader {
  private rest: Buffer = Buffer.alloc(0);

  read(chunk: Buffer): Packet[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const packets: Packet[] = [];
    for (;;) {
      const one = this.next();
      if (one === null) return packets;
      packets.push(one);
    }
  }

  private next(): Packet | null {
    let length = 0;
    for (let at = 1; at <= 4; at += 1) {
      const byte = this.rest[at];
      if (byte === undefined) return null;
      length += (byte & 0x7f) * 128 ** (at - 1);
      if ((byte & 0x80) !== 0) continue;
      const end = at + 1 + length;
      if (this.rest.length < end) return null;
      const head = this.rest[0] ?? 0;
      const body = this.rest.subarray(at + 1, end);
      this.rest = this.rest.subarray(end);
      return { type: head >> 4, flags: head & 0x0f, body };
    }
    throw new Error('no MQTT packet is that long');
  }
}
