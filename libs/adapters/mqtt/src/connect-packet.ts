import { FieldReader, headOf } from './mqtt-bytes.js';

/** The first packet of a connection, of any version of MQTT. */
export interface Connect {
  readonly level: number;
  readonly flags: number;
  readonly keepAliveS: number;
  /** MQTT 5: how long the session outlives its connection. */
  readonly sessionLastsS: number;
  readonly clientId: string;
  /** Topic and payload as they stand there, with their lengths. */
  readonly will: readonly [Buffer, Buffer] | null;
  readonly userName: string | null;
  /** As it stands there, with its length. */
  readonly password: Buffer | null;
}

const CLEAN = 0x02;
const WILL = 0x04;
const PASSWORD = 0x40;
const USER_NAME = 0x80;

export const isClean = ({ flags }: Pick<Connect, 'flags'>): boolean => (flags & CLEAN) !== 0;

/** `null`: no CONNECT that can be read to its end. */
export function readConnect(body: Buffer): Connect | null {
  try {
    const fields = new FieldReader(body);
    fields.field();
    // A bridge says so in the uppermost bit.
    const level = fields.byte() & 0x7f;
    const flags = fields.byte();
    const keepAliveS = fields.number();
    const sessionLastsS = level === 5 ? sessionIn(fields.take(fields.length())) : 0;
    const clientId = fields.text();
    const will = (flags & WILL) === 0 ? null : willIn(fields, level);
    const userName = (flags & USER_NAME) === 0 ? null : fields.text();
    const password = (flags & PASSWORD) === 0 ? null : fields.field();
    return { level, flags, keepAliveS, sessionLastsS, clientId, will, userName, password };
  } catch {
    return null;
  }
}

/** Writes a keep-alive of 0 into the CONNECT that these bytes begin with. */
export function clearKeepAlive(bytes: Buffer): void {
  const fields = new FieldReader(bytes, headOf(bytes, 0)?.begins);
  fields.field();
  fields.take(2);
  fields.take(2).fill(0);
}

function willIn(fields: FieldReader, level: number): readonly [Buffer, Buffer] {
  if (level === 5) fields.take(fields.length());
  return [fields.field(), fields.field()];
}

/** Of all properties of a CONNECT the only one that matters here. */
function sessionIn(properties: Buffer): number {
  const fields = new FieldReader(properties);
  let lasts = 0;
  while (!fields.isOver) {
    const id = fields.byte();
    if (id === 0x11) lasts = fields.wide();
    else if (id === 0x27) fields.take(4);
    else if (id === 0x21 || id === 0x22) fields.take(2);
    else if (id === 0x17 || id === 0x19) fields.take(1);
    else if (id === 0x15 || id === 0x16) fields.field();
    else if (id === 0x26) {
      fields.field();
      fields.field();
    } else throw new RangeError('an unknown property');
  }
  return lasts;
}
