import { Controller, Header, Headers, Inject, Param, StreamableFile } from '@nestjs/common';
import {
  ExportRows,
  PostgresAuditLog,
  PostgresExportStore,
  ProviderLogins,
  type Queryable,
} from '@silverbell/adapter-postgres';
import { as, toIso, type Clock, type RegionId } from '@silverbell/kernel';
import { MOST_EXPORTED_ROWS, type ExportJob } from '@silverbell/usecases';
import { ENDPOINTS, MAY_EXPORT, type AnswerOf } from '@silverbell/wire';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { RegionScope } from '../auth/region-scope.js';
import { narrowed } from '../auth/roles.js';
import type { Account } from '../auth/sessions.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { languageOf } from '../http/problems/sentences.js';
import { Caller, ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK } from '../tokens.js';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** What an export is asked for: the rows, and how much of them the caller gets to read. */
type Asked = Pick<ExportJob, 'regionId' | 'regionIds' | 'providerId' | 'inFull'>;

@Controller()
export class ExportsController {
  constructor(
    private readonly exports: PostgresExportStore,
    private readonly rows: ExportRows,
    private readonly audit: PostgresAuditLog,
    private readonly scope: RegionScope,
    private readonly logins: ProviderLogins,
    private readonly seats: TrainingSeats,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('beginExport')
  async begin(
    @Caller() account: Account,
    @ValidBody() { list, filter, purpose, format }: ParsedBody<'beginExport'>,
    @Headers('accept-language') accept?: string,
    @Headers('idempotency-key') key?: string,
  ): Promise<AnswerOf<'beginExport'>> {
    const asked = await this.#asked(account, { list, filter, purpose });
    // Who practises sees the follow-ups of drills alone, and those are in no file.
    if (list === 'follow-ups' && (await this.seats.isTraining(account))) throw new ProblemError('training-seat');
    const begun = key === undefined ? null : await this.exports.begunWith(account.id, key);
    if (begun !== null) {
      const same = JSON.stringify([begun.list, begun.format, begun.purpose, begun.filter]);
      if (same !== JSON.stringify([list, format, purpose ?? null, filter]))
        throw new ProblemError('idempotency-key-reused');
      return { id: begun.id };
    }
    const createdAt = this.clock.now();
    const mine = { createdBy: account.id, createdAt };
    if ((await this.rows.count({ list, filter, ...asked, ...mine })) > MOST_EXPORTED_ROWS)
      throw new ProblemError('export-too-large');
    const id = randomUUID();
    const job = {
      id,
      list,
      format,
      filter,
      purpose: purpose ?? null,
      ...asked,
      ...mine,
    };
    await this.exports.create({ ...job, language: languageOf(accept), idempotencyKey: key ?? null }, (db) =>
      this.#record(db, account, 'export-begun', job),
    );
    return { id };
  }

  @Serves('export')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'export'>> {
    const { list, format, state, rows, progress, inFull, createdAt } = await this.#own(account, id);
    return {
      ...{ id, list, format, state, rows, progress, inFull, createdAt: toIso(createdAt) },
      href: state === 'ready' ? ENDPOINTS.exportFile.path.replace('{id}', id) : null,
    };
  }

  /** Each fetch is on record. */
  @Serves('exportFile')
  @Header('cache-control', 'no-store')
  async file(@Caller() account: Account, @Param('id') id: string): Promise<StreamableFile> {
    const job = await this.#own(account, id);
    if (job.state === 'expired') throw new ProblemError('export-over');
    if (job.state !== 'ready') throw new ProblemError('export-not-ready');
    await this.#record(null, account, 'export-fetched', job);
    return new StreamableFile(Readable.from(this.exports.pieces(id)), {
      type: TYPES[job.format],
      length: job.fileBytes,
      disposition: `attachment; filename="${job.list}.${job.format}"; filename*=UTF-8''${encodeURIComponent(job.fileName)}`,
    });
  }

  /** Within the regions of the roles that read the list; in full for a purpose, where roles that keep it reach every one of them. */
  async #asked(
    account: Account,
    { list, filter: { regionId }, purpose }: Pick<ParsedBody<'beginExport'>, 'list' | 'filter' | 'purpose'>,
  ): Promise<Asked> {
    const { read, keep } = MAY_EXPORT[list];
    const reader = narrowed(account, ({ role }) => read.includes(role));
    if (reader === null) return this.#ofProvider(account, { list, filter: { regionId }, purpose });
    const regionIds = await this.#regions(reader, regionId);
    if (regionIds.length === 0) throw new ProblemError('not-found');
    const keeper = narrowed(account, ({ role }) => keep.includes(role));
    const kept = new Set(keeper === null ? [] : await this.#regions(keeper));
    return {
      regionId: as<RegionId>(regionId ?? reader.regionId),
      ...{ regionIds, providerId: null },
      inFull: purpose !== undefined && regionIds.every((one) => kept.has(one)),
    };
  }

  /**
   * A provider takes out what its page shows: its own rows wherever its contracts reach, within a region that it asks for. In full for a
   * purpose, since these people are in its care.
   */
  async #ofProvider(
    account: Account,
    { list, filter: { regionId }, purpose }: Pick<ParsedBody<'beginExport'>, 'list' | 'filter' | 'purpose'>,
  ): Promise<Asked> {
    const manager = narrowed(account, ({ role }) => MAY_EXPORT[list].own?.includes(role) === true);
    const providerId = manager === null ? null : await this.logins.providerOf(account.id);
    if (manager === null) throw new ProblemError('not-allowed');
    if (providerId === null) throw new ProblemError('provider-unknown');
    const regionIds = regionId === undefined ? null : await this.#regions(manager, regionId);
    if (regionIds?.length === 0) throw new ProblemError('not-found');
    return {
      regionId: as<RegionId>(regionId ?? manager.regionId),
      ...{ regionIds, providerId, inFull: purpose !== undefined },
    };
  }

  /** As they are now: a village that was imported a moment ago is in the list. */
  async #regions(account: Account, regionId?: string): Promise<readonly RegionId[]> {
    const tops = regionId === undefined ? account.roles.map((one) => one.regionId) : [regionId];
    const below = await Promise.all([...new Set(tops)].map((top) => this.scope.within(account, top)));
    return [...new Set(below.flat())];
  }

  #record(
    db: Queryable | null,
    { id: actor }: Account,
    action: string,
    {
      id: subjectId,
      list,
      purpose,
      regionId,
      inFull,
    }: Pick<ExportJob, 'id' | 'list' | 'purpose' | 'regionId' | 'inFull'>,
  ): Promise<void> {
    const details = { list, purpose, inFull };
    const entry = { actor, action, subjectKind: 'export', subjectId, regionId, at: this.clock.now(), details } as const;
    return (db === null ? this.audit : this.audit.within(db)).append(entry);
  }

  /** An export belongs to the account that asked for it, as long as it may read the list there; for every other account there is none. */
  async #own(account: Account, id: string): Promise<ExportJob> {
    const job = await this.exports.find(id);
    if (job?.createdBy !== account.id) throw new ProblemError('not-found');
    const { read, own = [] } = MAY_EXPORT[job.list];
    const may = job.providerId === null ? read : own;
    const reader = narrowed(account, ({ role }) => may.includes(role));
    if (reader === null || !(await this.scope.sees(reader, job.regionId))) throw new ProblemError('not-found');
    // Who works for another provider by now has no more to do with these people.
    if (job.providerId !== null && (await this.logins.providerOf(account.id)) !== job.providerId)
      throw new ProblemError('not-found');
    return job;
  }
}
