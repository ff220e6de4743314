import { isFields, MAX_PAYLOAD_BYTES, parseJson, type Fields } from '../bytes.js';
import type { UnreadableReason } from '../doubts.js';
import { kindsOfWord } from '../kind-words.js';
import { decodeText } from './text.js';
import { TolerantReader, type Member } from './tolerant.js';

/** What stands in the bytes of a message, as far as that can be had. */
export interface Payload {
  /** The most likely reading of the bytes, without byte order mark and bytes of 0. */
  readonly text: string;
  /** The JSON value, unwrapped; `undefined`: it is none, for example a bare word. */
  readonly value: unknown;
  /** The keys and values of the message; `null`: there are none. */
  readonly fields: Fields | null;
  /** The same one by one, so that a key that is said twice is seen twice. */
  readonly members: readonly Member[];
  /** It could be read only after something was mended: used, and doubted. */
  readonly repaired: boolean;
  /** Why it is no plain JSON object; `null`: it is one. */
  readonly reason: UnreadableReason | null;
}

/** JSON in a string in a list in a string … */
const MAX_WRAPPINGS = 4;
/** Numbers, strings, lists in which a message can be wrapped: nothing else is looked into. */
const LOOKS_WRAPPED = /[{[]/;
const ESCAPED_FRAME = /^[^{[]*[{[]\s*[{[]?\s*\\+["']/;

interface Found {
  readonly value: unknown;
  readonly members: readonly Member[];
  /** What JSON itself makes of it: a message, another value, or nothing. */
  readonly json: 'object' | 'other' | 'none';
}

const nothing: Found = { value: undefined, members: [], json: 'none' };
const membersOf = (fields: Fields): Member[] =>
  Object.entries(fields).map(([key, value]) => ({ key, value, cut: false }));

/** A list or a string around the message. Its members in the order of the text. */
function unwrapped(value: unknown, depth: number): readonly Member[] {
  if (isFields(value)) return membersOf(value);
  if (depth > MAX_WRAPPINGS) return [];
  if (Array.isArray(value))
    return (value as readonly unknown[]).slice(0, 16).flatMap((item) => unwrapped(item, depth + 1));
  return typeof value === 'string' && LOOKS_WRAPPED.test(value) ? read(value, depth + 1).members : [];
}

/** A key that stands twice keeps its last value in JSON; here both are wanted. */
const repeatsKind = (text: string): boolean => /"kind"\s*:[^]*"kind"\s*:/i.test(text);

function read(text: string, depth: number): Found {
  const parsed = parseJson(text);
  if (parsed.ok && isFields(parsed.value)) {
    const members = repeatsKind(text) ? new TolerantReader(text).objects().members : membersOf(parsed.value);
    return { value: parsed.value, members, json: 'object' };
  }
  if (parsed.ok) return { value: parsed.value, members: unwrapped(parsed.value, depth), json: 'other' };
  return depth > MAX_WRAPPINGS ? nothing : repair(text, depth);
}

function repair(text: string, depth: number): Found {
  // JSON in a string whose quotes were lost with its beginning or its end.
  if (ESCAPED_FRAME.test(text)) {
    return { ...read(text.replaceAll(/\\(["'\\/])/g, '$1'), depth + 1), json: 'none' };
  }
  const { members, objects } = new TolerantReader(text).objects();
  const framed = members.some(isKind) ? members : [...members, ...scan(text)];
  return { value: objects > 0 || framed.length > 0 ? fieldsOf(framed) : undefined, members: framed, json: 'none' };
}

/** The way of a message whose frame is lost: what it says on the outermost level, if it names a kind there. */
function scan(text: string): readonly Member[] {
  if (!/kind/i.test(text)) return [];
  const members = new TolerantReader(text).scan();
  return members.some(isKind) ? members : [];
}

/** `Kind` and `KIND` are the same key to us. */
export const isKindKey = (key: string): boolean => key.toLowerCase() === 'kind';
export const isKind = ({ key }: Pick<Member, 'key'>): boolean => isKindKey(key);

const isKnownKind = (member: Member): boolean => isKind(member) && kindsOfWord(member.value).length > 0;

/** What JSON would make of it: of two equal keys the last. What the text ended in is kept only where it is words. */
function fieldsOf(members: readonly Member[]): Fields {
  const fields = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of members) if (value !== undefined) fields[key] = value;
  return fields;
}

/**
 * The ladder of readers that every profile reads payloads with: JSON; then JSON repaired (bytes of 0 before or behind, other encodings, a list
 * or a string around it, `nan`, quotes and commas of other languages, an end in the middle, two messages in one); then the outermost `key: value`
 * pairs of a text whose frame is lost. Total and linear; of what is longer than `limit` the beginning is read.
 */
export function readPayload(bytes: Uint8Array, limit = MAX_PAYLOAD_BYTES): Payload {
  const tooLarge = bytes.length > limit;
  const decoded = decodeText(tooLarge ? bytes.subarray(0, limit) : bytes);
  const readings = decoded.texts.map((text) => ({ text, found: read(text, 0) }));
  const best = readings.find(({ found }) => found.members.some(isKnownKind)) ?? readings[0];
  const { text, found } = best ?? { text: '', found: nothing };
  const broken = tooLarge ? 'too-large' : decoded.reason;
  const plain = found.json === 'object' && isFields(found.value) ? found.value : null;
  return {
    text,
    value: found.value,
    fields: plain ?? (found.members.length > 0 ? fieldsOf(found.members) : null),
    members: found.members,
    repaired: broken !== null || (plain === null && found.members.length > 0),
    reason: broken ?? (plain ? null : found.json === 'other' ? 'not-an-object' : 'not-json'),
  };
}
