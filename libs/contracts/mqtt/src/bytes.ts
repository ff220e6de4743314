import type { UnreadableReason } from './doubts.js';

/** Above this a message counts as unreadable; up to 64 KiB of it are kept as evidence. */
export const MAX_PAYLOAD_BYTES = 8 * 1024;

export type Fields = Readonly<Record<string, unknown>>;
export type ReadObject =
  { readonly ok: true; readonly fields: Fields } | { readonly ok: false; readonly reason: UnreadableReason };
export type ReadText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: UnreadableReason };

const unreadable = (reason: UnreadableReason) => ({ ok: false, reason }) as const;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

export function readText(bytes: Uint8Array, limit = MAX_PAYLOAD_BYTES): ReadText {
  if (bytes.length === 0) return unreadable('empty');
  if (bytes.length > limit) return unreadable('too-large');
  if (bytes.includes(0)) return unreadable('nul-bytes');
  try {
    return { ok: true, text: strictUtf8.decode(bytes) };
  } catch {
    return unreadable('not-utf8');
  }
}

export function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Bytes to a JSON object, or the reason why they are none. Never throws. */
export function readObject(bytes: Uint8Array, limit = MAX_PAYLOAD_BYTES): ReadObject {
  const read = readText(bytes, limit);
  if (!read.ok) return read;
  const parsed = parseJson(read.text);
  if (!parsed.ok) return unreadable('not-json');
  return isFields(parsed.value) ? { ok: true, fields: parsed.value } : unreadable('not-an-object');
}

// Control characters (an escaped NUL among them) and lone surrogates are valid JSON, and no database takes them.
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;
export const isPlainText = (value: unknown, maxLength: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= maxLength && !UNSTORABLE.test(value);

export const isFiniteNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** More than this of a message adds nothing to telling it from another. */
const FINGERPRINTED_BYTES = 64 * 1024;

/**
 * Sixteen hex digits that are the same for the same bytes (two 32-bit FNV-1a lanes over the beginning, and the length).
 * Tells messages apart that carry no id; no protection against a sender who wants a collision, who could as well send the
 * same bytes.
 */
export function fingerprint(...parts: readonly (Uint8Array | string)[]): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  const mix = (byte: number): void => {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b);
    b ^= b >>> 13;
  };
  for (const part of parts) {
    const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : part;
    const end = Math.min(bytes.length, FINGERPRINTED_BYTES);
    for (let at = 0; at < end; at += 1) mix(bytes[at] ?? 0);
    // The length keeps the parts apart: ('ab','c') is not ('a','bc').
    for (let length = bytes.length + 1; length > 0; length = Math.floor(length / 256)) mix(length % 256);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
