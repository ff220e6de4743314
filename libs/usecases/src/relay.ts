import { after, minutes, seconds, type Duration } from '@silverbell/kernel';
import { executeCommand } from './incidents/execute-command.js';
import type { ClaimedRow, OutboxStore, Sender, SendResult } from './ports/index.js';
import type { Deps } from './deps.js';

export interface RelayDeps extends Deps {
  readonly outbox: OutboxStore;
}

export interface Relayed {
  readonly taken: number;
  /** Rows that their channel accepted. */
  readonly sent: number;
  /** Tried in vain, to be tried again. */
  readonly putBack: number;
  /** Rows that ran out of attempts or were refused for good: an operator must look. */
  readonly failed: readonly { readonly id: string; readonly error: string }[];
}

/** A claim that is not marked by then is free again. */
const LEASE = seconds(30);
const MOST_ATTEMPTS = 10;
const LONGEST_WAIT = minutes(1);

/** 1 s, 2 s, 4 s … at most a minute. */
export const retryAfter = (attempts: number): Duration =>
  Math.min(seconds(2 ** Math.min(attempts, 10)), LONGEST_WAIT) as Duration;

/** Delivers at least once what was written with the facts; most urgent first. */
export async function relayOnce(
  deps: RelayDeps,
  senders: readonly Sender[],
  { recipients, limit }: { readonly recipients?: readonly string[]; readonly limit: number },
): Promise<Relayed> {
  const now = deps.clock.now();
  const rows = await deps.outbox.claim({
    channels: senders.map((sender) => sender.channel),
    limit,
    now,
    leaseUntil: after(now, LEASE),
    ...(recipients === undefined ? {} : { recipients }),
  });
  const failed: { id: string; error: string }[] = [];
  let sent = 0;
  let putBack = 0;
  const marks = new Marks(deps);
  await Promise.all(
    rows.map(async (row) => {
      const sender = senders.find((one) => one.channel === row.channel);
      if (sender === undefined) throw new Error(`no sender for ${row.channel}`);
      const result = await send(sender, row);
      const over = result.result === 'permanent' || (result.result === 'temporary' && row.attempts >= MOST_ATTEMPTS);
      // The incident hears of it before the row is marked: a crash in between tells twice, and never not at all.
      if (over || result.result === 'delivered') await report(deps, row, !over);
      await settle(deps, marks, row, result, over);
      if (over) failed.push({ id: row.id, error: result.error });
      else if (result.result === 'temporary') putBack += 1;
      else if (result.result !== 'skipped') sent += 1;
    }),
  );
  return { taken: rows.length, sent, putBack, failed };
}

async function send(sender: Sender, row: ClaimedRow): Promise<SendResult> {
  try {
    return await sender.send(row);
  } catch (error) {
    return { result: 'temporary', error: error instanceof Error ? error.message : 'unknown' };
  }
}

type Mark = Parameters<OutboxStore['mark']>[0][number];

/** While one statement marks, what is answered meanwhile waits for the next: a burst is a few statements, and a slow channel holds up no mark. */
class Marks {
  private waiting: Mark[] = [];
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly deps: RelayDeps) {}

  /** Resolves when it is written. */
  add(mark: Mark): Promise<void> {
    this.waiting.push(mark);
    // The first that waits plans the write; those behind it go along.
    if (this.waiting.length === 1) this.last = this.last.catch(() => undefined).then(() => this.write());
    return this.last;
  }

  private write(): Promise<void> {
    return this.deps.outbox.mark(this.waiting.splice(0), this.deps.clock.now());
  }
}

async function settle(
  deps: RelayDeps,
  marks: Marks,
  row: ClaimedRow,
  result: SendResult,
  over: boolean,
): Promise<void> {
  const now = deps.clock.now();
  if (result.result === 'sent' || result.result === 'delivered') await marks.add({ id: row.id, state: result.result });
  else if (result.result === 'skipped') await marks.add({ id: row.id, state: 'skipped', error: result.error });
  else if (over) await marks.add({ id: row.id, state: 'failed', error: result.error });
  else await deps.outbox.putBack(row.id, after(now, retryAfter(row.attempts)), result.error);
}

/** The incident records who was reached by which channel: an undelivered offer counts as not made, and each failure to notify is visible. */
async function report(
  deps: RelayDeps,
  { body, incidentId, channel, recipient }: ClaimedRow,
  delivered: boolean,
): Promise<void> {
  if (delivered && body.kind !== 'offer') return;
  await executeCommand(deps, {
    ref: { by: 'incident', id: incidentId },
    by: { kind: 'system', id: 'relay' },
    intent:
      body.kind === 'offer'
        ? { type: 'report-delivery', offerId: body.offerId, channel: body.channel, delivered }
        : {
            type: 'report-untold',
            what: body.kind,
            channel,
            recipient,
            role: body.kind === 'role-call' ? body.role : null,
          },
  });
}
