import type { ChangedIncident, OutboxRow, ChangeKind, ChangeDetails } from '@silverbell/usecases';
import type { Instant } from '@silverbell/kernel';

/** What one message of NOTIFY may carry, with room for what counts it in bytes. */
const LONGEST = 7_900;
const KINDS: readonly ChangeKind[] = ['cases', 'outbox', 'deadlines'];

export interface ChangeHint {
  readonly what: ChangeKind;
  /** `undefined`: everything is to be looked at. */
  readonly news?: ChangeDetails;
}

interface Notification {
  readonly by: string;
  /** `true`: everything. */
  readonly cases?: readonly ChangedIncident[] | true;
  readonly outbox?: readonly OutboxRow['channel'][] | true;
  readonly deadlines?: number | true;
}

/** What was said since the last message left: the newest version of each incident, every channel once, the earliest deadline. */
export class PendingNotification {
  private cases: Map<string, ChangedIncident> | true | null = null;
  private outbox: Set<OutboxRow['channel']> | true | null = null;
  private deadlines: number | true | null = null;

  get isEmpty(): boolean {
    return this.cases === null && this.outbox === null && this.deadlines === null;
  }

  add(what: ChangeKind, news?: ChangeDetails): void {
    switch (what) {
      case 'cases':
        if (!news?.cases) this.cases = true;
        else if (this.cases !== true) {
          this.cases ??= new Map();
          for (const one of news.cases)
            if ((this.cases.get(one.id)?.version ?? 0) <= one.version) this.cases.set(one.id, one);
        }
        break;
      case 'outbox':
        if (!news?.channels) this.outbox = true;
        else if (this.outbox !== true) this.outbox = new Set([...(this.outbox ?? []), ...news.channels]);
        break;
      case 'deadlines':
        if (news?.dueAt === undefined) this.deadlines = true;
        else if (this.deadlines !== true)
          this.deadlines = Math.min(this.deadlines ?? Number.POSITIVE_INFINITY, news.dueAt);
        break;
    }
  }

  words(by: string): string {
    const words: Notification = {
      by,
      ...(this.cases !== null && { cases: this.cases === true ? true : [...this.cases.values()] }),
      ...(this.outbox !== null && { outbox: this.outbox === true ? true : [...this.outbox] }),
      ...(this.deadlines !== null && { deadlines: this.deadlines }),
    };
    const text = JSON.stringify(words);
    return Buffer.byteLength(text) <= LONGEST ? text : JSON.stringify({ ...words, cases: true } satisfies Notification);
  }
}

/** A message of another version that cannot be read counts as a change of every kind; it never throws. */
export function readNotification(text: string): { readonly by: string | null; readonly hints: readonly ChangeHint[] } {
  const words = parsed(text);
  if (words === null)
    return { by: null, hints: KINDS.filter((kind) => text === '' || text.includes(kind)).map((what) => ({ what })) };
  const hints: ChangeHint[] = [];
  const { by, cases, outbox, deadlines } = words;
  if (cases !== undefined) hints.push(cases === true ? { what: 'cases' } : { what: 'cases', news: { cases } });
  if (outbox !== undefined)
    hints.push(outbox === true ? { what: 'outbox' } : { what: 'outbox', news: { channels: outbox } });
  if (deadlines !== undefined)
    hints.push(
      deadlines === true ? { what: 'deadlines' } : { what: 'deadlines', news: { dueAt: deadlines as Instant } },
    );
  return { by, hints };
}

function parsed(text: string): Notification | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'by' in read && typeof read.by === 'string'
      ? (read as Notification)
      : null;
  } catch {
    return null;
  }
}
