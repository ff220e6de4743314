import { Inject, Injectable } from '@nestjs/common';
import { PostgresAccountStore, PostgresHelperStatusStore, type HelperStatusFile } from '@silverbell/adapter-postgres';
import { ProblemError } from '../http/problems/problem-error.js';
import { Sessions, type Account } from '../auth/sessions.js';
import { VisitEffects } from '../care/orders/visit-effects.service.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { as, toIso, type HelperId, type TextId } from '@silverbell/kernel';
import { type NoteToKeep, type Deps, type HelperStatusDeps, type SuspensionResult } from '@silverbell/usecases';
import type { HelperStanding } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { RegionScope } from '../auth/region-scope.js';

interface Asked<Reason> {
  readonly reason: Reason;
  readonly note?: string | undefined;
}

/** Whether a helper may go: asked and decided by those who answer for her region. */
@Injectable()
export class HelperStatusService {
  constructor(
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly book: PostgresHelperStatusStore,
    private readonly accounts: PostgresAccountStore,
    private readonly sessions: Sessions,
    private readonly scope: RegionScope,
    private readonly replicas: ReplicaBus,
    private readonly visits: VisitEffects,
  ) {}

  /** A helper of another region does not exist for this account. */
  async file(account: Account, id: string): Promise<HelperStatusFile> {
    const file = await this.book.file(as<HelperId>(id));
    if (file === null || !(await this.scope.sees(account, file.regionId))) throw new ProblemError('not-found');
    return file;
  }

  async change<Reason>(
    account: Account,
    id: string,
    { reason, note }: Asked<Reason>,
    { idempotency }: CommandHeaders,
    command: (
      deps: HelperStatusDeps,
      asked: {
        readonly helperId: HelperId;
        readonly by: Account['id'];
        readonly reason: Reason;
        readonly note: NoteToKeep | null;
        readonly key: string | null;
      },
    ) => Promise<SuspensionResult>,
  ): Promise<HelperStanding> {
    await this.file(account, id);
    const helperId = as<HelperId>(id);
    const stood = await command(
      { ...this.deps, standing: this.book },
      {
        ...{ helperId, by: account.id, reason, key: idempotency?.key ?? null },
        note: note === undefined ? null : { id: as<TextId>(this.deps.newId()), body: note },
      },
    );
    this.replicas.publishStatusChanged(helperId);
    // In this process from the next call on; in the others within the time a session is remembered.
    const own = await this.accounts.ofHelper(helperId);
    if (own !== null) this.sessions.forget(own);
    if (!stood.ok) throw ProblemError.of(stood.refusal);
    await this.visits.workerChanged(helperId);
    return standingOf(await this.file(account, id));
  }
}

export const standingOf = ({ helperId, name, regionId, suspended, suspensions }: HelperStatusFile): HelperStanding => ({
  helper: { id: helperId, name },
  regionId,
  suspended,
  suspensions: suspensions.map(({ reason, noteText, by, byName, at, lifted, liftedNoteText, liftedByName }) => ({
    reason,
    note: noteText,
    by: by === null ? null : { id: by, name: byName ?? '—' },
    at: toIso(at),
    lifted:
      lifted === null
        ? null
        : {
            reason: lifted.reason,
            note: liftedNoteText,
            by: { id: lifted.by, name: liftedByName ?? '—' },
            at: toIso(lifted.at),
          },
  })),
});
