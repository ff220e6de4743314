import { rankOf, type UnknownDevice, type UnknownDeviceSearch } from '@silverbell/adapter-postgres';
import { ProblemError } from '../http/problems/problem-error.js';

/** The cursor of a page of unknown devices: group, time of the last message and id in one string. */
export const unknownCursorOf = ({ group, lastAt, id }: UnknownDevice): string =>
  Buffer.from(JSON.stringify([rankOf(group), lastAt, id])).toString('base64url');

export function readUnknownCursor(cursor: string | undefined): UnknownDeviceSearch['after'] {
  if (cursor === undefined) return null;
  const [rank, at, id] = partsOf(cursor);
  if (typeof rank === 'number' && typeof at === 'number' && typeof id === 'string') return { rank, at, id };
  throw new ProblemError('invalid-request', { errors: [{ field: 'cursor', message: 'cursor' }] });
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
