import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface Found {
  readonly file: string;
  readonly secret: string;
}

/** `…000-4308-…` inside of one looks like a number. */
const RANDOM_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const BETWEEN_DIGITS = /(?<=[0-9])[ ().\0-]{1,2}(?=[0-9])/g;

/**
 * Which of these stand in which file below a folder: as they are, in UTF-16, in full-width digits, and, unless `as written` is asked for,
 * with spaces, dashes or brackets between the digits.
 */
export function found(
  folder: string,
  secrets: readonly string[],
  how: 'any form' | 'as written' = 'any form',
): readonly Found[] {
  const wanted = new Set(secrets.map((secret) => normal(secret, how)));
  const lengths = new Set([...wanted].map(({ length }) => length));
  const seen: Found[] = [];
  for (const file of filesBelow(folder)) {
    const text = normal(readFileSync(file).toString('latin1'), how);
    const here = new Set<string>();
    for (const run of text.matchAll(/[0-9#*-]{6,}/g))
      for (const length of lengths)
        for (let at = 0; at + length <= run[0].length; at += 1) {
          const piece = run[0].slice(at, at + length);
          if (wanted.has(piece)) here.add(piece);
        }
    for (const secret of here) seen.push({ file: relative(folder, file), secret });
  }
  return seen;
}

const normal = (latin1: string, how: 'any form' | 'as written'): string => {
  const narrow = latin1
    .replace(RANDOM_ID, ' ')
    .replace(/\u00ef\u00bc[\u0090-\u0099]/g, (wide) => String(wide.charCodeAt(2) - 0x90))
    .replace(/(?<=[0-9#*-])\0(?=[0-9#*-])/g, '');
  return how === 'as written' ? narrow : narrow.replace(BETWEEN_DIGITS, '');
};

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}
