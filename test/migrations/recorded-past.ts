import { load } from '@silverbell/adapter-postgres';
import type { Instant } from '@silverbell/kernel';
import { copiedFrom } from '@silverbell/testing-world';
import type { Past } from '@silverbell/testing-world/scenario';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RECORDED = join(import.meta.dirname, 'recorded');

interface OpenThen {
  readonly id: string;
  readonly class: string;
  readonly severity: number;
  readonly phase: string;
  readonly practice: string | null;
  readonly deviceId: string | null;
  readonly kinds: readonly string[];
}
interface Row {
  readonly id: string;
  readonly recipient: string;
  readonly kind: string;
}

/** What that version said of its own database when it was recorded. */
export interface Expected {
  readonly version: string;
  readonly at: Instant;
  readonly secret: string;
  readonly open: readonly OpenThen[];
  readonly underway: { readonly id: string; readonly helper: string };
  /** It has offers that are open. */
  readonly searching: string;
  readonly archived: string;
  readonly followUp: { readonly id: string; readonly dueAt: Instant };
  /** What people wrote, by case. */
  readonly notes: Readonly<Record<string, string>>;
  /** By case, the alert id in the bytes that its device sent. */
  readonly frames: Readonly<Record<string, string>>;
  readonly rawFrames: number;
  readonly held: { readonly case: string; readonly person: string };
  readonly erased: string;
  readonly ladders: { readonly approved: string; readonly open: string };
  readonly drill: string;
  readonly window: { readonly id: string; readonly deviceId: string };
  readonly spooled: readonly { readonly deviceId: string; readonly pressId: string | null }[];
  readonly unsaid: readonly Row[];
  readonly failed: readonly Row[];
}

export interface RecordedPast extends Past {
  readonly expected: Expected;
  /** Its backup. */
  readonly file: string;
}

/** The versions of which a database was recorded. */
export const recordedVersions = (): readonly string[] =>
  readdirSync(RECORDED, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** The database that this version left, brought to the last migration of today: loaded and migrated once per run, copied for each. */
export function recordedPast(version: string): RecordedPast {
  const folder = join(RECORDED, version);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  const file = join(folder, 'database.sbb');
  return {
    expected,
    file,
    at: expected.at,
    dataDir: join(folder, 'data'),
    database: () =>
      copiedFrom(`recorded_${version}`, async (url) => void (await load(file, expected.secret, url)), 'empty'),
  };
}
