/** Chance with a seed: the same seed makes the same input. */
export type Chance = () => number;

export const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;

/** Values that break readers: of every type, and some that only look like one. */
export const HOSTILE: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -0,
    -1,
    1e308,
    -1e308,
    2 ** 53,
    1e-320,
    '',
    ' ',
    'ON',
    'true',
    '0',
    'emergency',
    'sos',
    'alarm',
  ],
  ...[
    '\u0000',
    '\ud800',
    'a\udc00b',
    '\ufeff',
    '‮',
    '金'.repeat(3_000),
    'x'.repeat(9_000),
    "';--",
    '<script>',
    '${7*7}',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '9'.repeat(400),
    '-1',
    '1e999',
    '2026-99-99T99:99:99Z',
    '../../etc',
    '%00',
  ],
  ...[[], {}, [[[[]]]], [null], { length: 1e9 }, { toString: 1 }, { then: 1 }],
  ...[JSON.parse('{"__proto__":{"polluted":1}}') as unknown, { constructor: { prototype: { polluted: 1 } } }],
];

const deep = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);

/** The bytes of a message after something went wrong with them, or somebody meant harm. */
export function mutate(chance: Chance, seeds: readonly Uint8Array[]): Uint8Array {
  let bytes = Uint8Array.from(pick(chance, seeds));
  for (let times = 1 + Math.floor(chance() * 3); times > 0; times -= 1) bytes = once(chance, bytes, seeds);
  return bytes;
}

function once(chance: Chance, bytes: Uint8Array, seeds: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const at = Math.floor(chance() * (bytes.length + 1));
  const to = Math.min(bytes.length, at + Math.floor(chance() * 40));
  const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
  const text = (words: string) => new TextEncoder().encode(words);
  switch (Math.floor(chance() * 11)) {
    case 0: {
      const flipped = Uint8Array.from(bytes);
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
      return flipped;
    }
    case 1:
      return bytes.slice(0, at) as Uint8Array<ArrayBuffer>;
    case 2:
      return join(bytes, bytes);
    case 3: {
      const other = pick(chance, seeds);
      return join(bytes.slice(0, at), other.slice(Math.floor(chance() * other.length)));
    }
    case 4:
      return join(bytes.slice(0, at), bytes.slice(at, to), bytes.slice(at, to), bytes.slice(to));
    case 5:
      return join(bytes.slice(0, at), bytes.slice(to));
    case 6:
      return join(
        bytes.slice(0, at),
        text(pick(chance, ['9'.repeat(300), '1e999', '-0', '\u0000', '[3G*', ']', '\\ud800'])),
        bytes.slice(at),
      );
    case 7:
      return join(bytes.slice(0, at), Uint8Array.of(0xed, 0xa0, 0x80, 0xff), bytes.slice(at));
    case 8:
      return join(
        text(pick(chance, [deep(4_000, '[', ']'), deep(1_500, '{"a":', '}'), deep(3_000, '{"values":[', '')])),
      );
    case 9: {
      const key = JSON.stringify(
        pick(chance, ['__proto__', 'constructor', 'kind', 'id', 'position', 'values', 'action', 'smoke']),
      );
      const value = JSON.stringify(pick(chance, HOSTILE));
      return join(text(`{${key}:${value},`), bytes.slice(1));
    }
    default:
      return Uint8Array.from({ length: Math.floor(chance() * 300) }, () => Math.floor(chance() * 256));
  }
}

/** A value as a body might hold it: flat, nested, or huge. */
export function hostileValue(chance: Chance, depth = 3): unknown {
  const kind = chance();
  if (depth === 0 || kind < 0.6) return pick(chance, HOSTILE);
  const some = Array.from({ length: Math.floor(chance() * 4) }, () => hostileValue(chance, depth - 1));
  if (kind < 0.8) return some;
  return Object.fromEntries(
    some.map((one, n) => [String(pick(chance, ['id', 'reason', 'text', '__proto__', `k${String(n)}`])), one]),
  );
}
