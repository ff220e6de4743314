import { randomUUID } from 'node:crypto';
import { isClean, type Connect } from './connect-packet.js';
import { FieldReader, lengthBytes, PACKET, packetBytes, type Packet } from './mqtt-bytes.js';

/** The client ended its connection and wants its will to be published: MQTT 3.1.1 has no packet for that, the connection just ends. */
export const ENDS_WITH_WILL = 'ends-with-will';

const DISCONNECT_WITH_WILL = 0x04;
const MOST_IN_FLIGHT = 32;
const NO_PROPERTIES = Buffer.from([0]);
/** MQTT 3.1.1, section 3.2.2.3, and what MQTT 5 calls it (3.2.2.2). */
const REASONS: Readonly<Record<number, number>> = { 0: 0, 1: 0x84, 2: 0x85, 3: 0x88, 4: 0x86, 5: 0x87 };
const NOT_AUTHORISED = 0x87;
const FAILED = 0x80;

/**
 * A client of MQTT 5 in front of a broker that speaks 3.1.1: the packets are the same but for properties and reasons. Nothing of a press
 * stands in a property, so they are left out; topic aliases, subscription identifiers and shared subscriptions are not offered.
 */
export class Mqtt5Translation {
  private readonly unsubscribed = new Map<number, number>();
  private assignedId: string | null = null;

  constructor(private readonly asked: Connect) {}

  connect(): Buffer {
    const { asked } = this;
    // Only a device that names itself and no client id gets one from here, and has to be told.
    if (asked.clientId === '' && asked.userName !== null) this.assignedId = `${asked.userName}~${randomUUID()}`;
    const endsWithConnection = isClean(asked) || asked.sessionLastsS === 0;
    const flags = endsWithConnection ? asked.flags | 0x02 : asked.flags;
    const keepAlive = Buffer.alloc(2);
    keepAlive.writeUInt16BE(asked.keepAliveS);
    const body = Buffer.concat([
      ...[text('MQTT'), Buffer.from([4, flags]), keepAlive, text(this.assignedId ?? asked.clientId)],
      ...(asked.will ?? []),
      ...(asked.userName === null ? [] : [text(asked.userName)]),
      ...(asked.password === null ? [] : [asked.password]),
    ]);
    return packetBytes({ type: PACKET.connect, flags: 0, body });
  }

  /** Throws a RangeError on what is no MQTT 5. */
  fromClient(packet: Packet): Buffer | typeof ENDS_WITH_WILL {
    const { type, flags, body } = packet;
    const fields = new FieldReader(body);
    switch (type) {
      case PACKET.publish: {
        const topic = fields.field();
        const id = (flags & 0x06) === 0 ? Buffer.alloc(0) : fields.take(2);
        fields.take(fields.length());
        return packetBytes({ type, flags, body: Buffer.concat([topic, id, fields.rest()]) });
      }
      case PACKET.puback:
      case PACKET.pubrec:
      case PACKET.pubrel:
      case PACKET.pubcomp:
        return packetBytes({ type, flags, body: fields.take(2) });
      case PACKET.subscribe:
        return packetBytes({ type, flags, body: subscriptionsIn(fields) });
      case PACKET.unsubscribe: {
        const id = fields.take(2);
        fields.take(fields.length());
        const topics = fields.rest();
        this.unsubscribed.set(id.readUInt16BE(), countOf(topics));
        return packetBytes({ type, flags, body: Buffer.concat([id, topics]) });
      }
      case PACKET.disconnect:
        if (body[0] === DISCONNECT_WITH_WILL) return ENDS_WITH_WILL;
        return packetBytes({ type, flags, body: Buffer.alloc(0) });
      case PACKET.auth:
        throw new RangeError('this broker offers no other ways to prove oneself');
      default:
        return packetBytes(packet);
    }
  }

  fromBroker(packet: Packet): Buffer {
    const { type, flags, body } = packet;
    const fields = new FieldReader(body);
    switch (type) {
      case PACKET.connack:
        return packetBytes({ type, flags, body: this.connack(fields.byte(), fields.byte()) });
      case PACKET.publish: {
        const topic = fields.field();
        const id = (flags & 0x06) === 0 ? Buffer.alloc(0) : fields.take(2);
        return packetBytes({ type, flags, body: Buffer.concat([topic, id, NO_PROPERTIES, fields.rest()]) });
      }
      case PACKET.suback: {
        const id = fields.take(2);
        const codes = Buffer.from([...fields.rest()].map((code) => (code === FAILED ? NOT_AUTHORISED : code)));
        return packetBytes({ type, flags, body: Buffer.concat([id, NO_PROPERTIES, codes]) });
      }
      case PACKET.unsuback: {
        const id = fields.take(2);
        const count = this.unsubscribed.get(id.readUInt16BE()) ?? 1;
        this.unsubscribed.delete(id.readUInt16BE());
        return packetBytes({ type, flags, body: Buffer.concat([id, NO_PROPERTIES, Buffer.alloc(count)]) });
      }
      default:
        return packetBytes(packet);
    }
  }

  private connack(flags: number, code: number): Buffer {
    const properties = code === 0 ? this.offered() : Buffer.alloc(0);
    const reason = REASONS[code] ?? FAILED;
    return Buffer.concat([Buffer.from([flags, reason]), lengthBytes(properties.length), properties]);
  }

  private offered(): Buffer {
    return Buffer.concat([
      // How many unacknowledged messages it may send; no subscription identifiers; no shared subscriptions.
      Buffer.from([0x21, 0, MOST_IN_FLIGHT, 0x29, 0, 0x2a, 0]),
      // A session that is begun anew ends with its connection here.
      ...(isClean(this.asked) && this.asked.sessionLastsS > 0 ? [Buffer.from([0x11, 0, 0, 0, 0])] : []),
      ...(this.assignedId === null ? [] : [Buffer.from([0x12]), text(this.assignedId)]),
    ]);
  }
}

/** Of the options of a subscription 3.1.1 knows the QoS alone. */
function subscriptionsIn(fields: FieldReader): Buffer {
  const parts = [fields.take(2)];
  fields.take(fields.length());
  while (!fields.isOver) parts.push(fields.field(), Buffer.from([fields.byte() & 0x03]));
  return Buffer.concat(parts);
}

function countOf(topics: Buffer): number {
  const fields = new FieldReader(topics);
  let count = 0;
  for (; !fields.isOver; count += 1) fields.field();
  return count;
}

function text(words: string): Buffer {
  const bytes = Buffer.from(words);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
