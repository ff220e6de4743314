import type { Instant, RegionId } from '@silverbell/kernel';
import type { AuditSubjectKind } from '@silverbell/vocabulary';

/** An id, a code, a figure, or a list of codes such as the names of changed fields; never words about a person. */
export type AuditDetail = string | number | boolean | null | readonly string[];

export interface AuditEntry {
  /** The id of an account, or `machine` for a command on the machine itself. */
  readonly actor: string;
  /** What was done, in the past tense and kebab-case: `account-created`, `senior-revealed`. */
  readonly action: string;
  readonly subjectKind: AuditSubjectKind;
  readonly subjectId: string;
  /** Where the subject belongs: who audits this region or one above it reads the entry. `null`: the platform as a whole. */
  readonly regionId: RegionId | null;
  readonly at: Instant;
  readonly details: Readonly<Record<string, AuditDetail>>;
}

/** What is on record, and its number: entries are numbered in the order in which they were written. */
export type AuditRecord = AuditEntry & { readonly id: number };

export interface AuditQuestion {
  readonly regionIds: readonly RegionId[];
  /** Entries that belong to no region are answered too. */
  readonly platform: boolean;
  readonly subjectId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** Only entries with a smaller number: where the page before ended. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Who saw and did what. Entries are added, and never changed or removed. */
export interface AuditLog {
  /** Rejects, and so refuses what was asked, when the entry cannot be kept. Throws on an entry that {@link assertCodes} refuses. */
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  find(question: AuditQuestion): Promise<readonly AuditRecord[]>;
}

const CODE = /^[\w.:@~/+-]{0,160}$/;
const NAME = /^[a-z][a-zA-Z0-9-]{0,39}$/;

/** An entry lives for ever and is read by people who may not read a file: a caller that puts words into it is mistaken. */
export function assertCodes({ actor, action, subjectId, details }: AuditEntry): void {
  const codes: (readonly [string, unknown])[] = [
    ['actor', actor],
    ['subjectId', subjectId],
    ...Object.entries(details).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, one] as const),
    ),
  ];
  if (!NAME.test(action)) throw new Error('an action of the audit log is no code');
  for (const [name, value] of codes) {
    const isCode = typeof value === 'string' ? CODE.test(value) : typeof value !== 'number' || Number.isFinite(value);
    if (!isCode || !NAME.test(name)) throw new Error(`${action}: ${name} of an audit entry holds more than a code`);
  }
}
