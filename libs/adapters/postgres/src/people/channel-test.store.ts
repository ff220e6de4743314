import { refuse, type AccountId, type HelperId, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import {
  channelWorkOf,
  type ChannelHistory,
  type ChannelTest,
  type ChannelTestStore,
  type DecidedChannelWork,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
  type Settings,
  type TestableChannel,
} from '@silverbell/usecases';
import type { HelperChannel } from '@silverbell/vocabulary';
import type { Duration } from '@silverbell/kernel';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { PostgresRegionSettingStore } from './region-settings.js';

export interface ChannelOnFile {
  readonly helperId: HelperId;
  readonly name: string;
  readonly regionId: RegionId;
  readonly channel: HelperChannel;
  readonly history: ChannelHistory;
  readonly decided: (DecidedChannelWork & { readonly ownerName: string }) | null;
}

export interface WaitingTest {
  readonly id: string;
  readonly channel: HelperChannel;
  readonly code: string | null;
  readonly sentAt: Instant;
  readonly answerBy: Instant;
}

/** A helper who may be sent, and the channels she has: the app of those who have an account that works. */
const CHANNELS = `
  select h.id, h.name, h.region_id, c.channel
  from helper h cross join unnest(array['app', 'sms', 'voice']) as c (channel)
  where h.suspended_at is null and case when c.channel = 'app'
    then exists (select from account a where a.helper_id = h.id and a.disabled_at is null) else h.phone_sealed is not null end`;

/** Self-tests of helpers' channels over PostgreSQL. */
export class PostgresChannelTestStore implements ChannelTestStore {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  channels(): Promise<readonly TestableChannel[]> {
    return this.source.query(
      `select h.id as "helperId", h.region_id as "regionId", h.channel,
         (select ms_of(max(t.sent_at))::double precision from channel_test t where t.helper_id = h.id and t.channel = h.channel) as "testedAt"
       from (${CHANNELS}) h order by h.id, h.channel`,
    );
  }

  settingsOf(regionIds: readonly string[], now: Instant): Promise<(regionId: string) => Settings> {
    const store = new PostgresRegionSettingStore(this.source);
    return Promise.all([store.ofEach(regionIds, 'helpers.', now), store.ofEach(regionIds, 'pilot.', now)]).then(
      ([terms, pilots]) =>
        (regionId) => ({ ...terms(regionId), ...pilots(regionId) }),
    );
  }

  async begin({ id, helperId, channel, code, day, sentAt, answerBy }: ChannelTest): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `insert into channel_test (id, helper_id, channel, code, day, sent_at, answer_by)
       values ($1, $2, $3, $4, $5, instant_of($6), instant_of($7)) on conflict (helper_id, channel, day) do nothing returning id`,
      [id, helperId, channel, code, day, sentAt, answerBy],
    );
    return rows.length > 0;
  }

  async takeBack(id: string): Promise<void> {
    await this.source.query('delete from channel_test where id = $1', [id]);
  }

  async worked(id: string, at: Instant): Promise<void> {
    await this.source.query('update channel_test set worked_at = coalesce(worked_at, instant_of($2)) where id = $1', [
      id,
      at,
    ]);
  }

  async failed(id: string, error: string, at: Instant): Promise<void> {
    await this.source.query('update channel_test set failed_at = instant_of($2), error = $3 where id = $1', [
      id,
      at,
      error,
    ]);
  }

  /** The tests that wait for her; asking proves that her app reaches us. */
  async fetchedBy(helperId: HelperId, now: Instant): Promise<readonly WaitingTest[]> {
    await this.source.query(
      `update channel_test set worked_at = instant_of($2)
       where helper_id = $1 and channel = 'app' and worked_at is null and failed_at is null and answer_by > instant_of($2)`,
      [helperId, now],
    );
    return this.source.query(
      `select id, channel, code, ms_of(sent_at)::double precision as "sentAt", ms_of(answer_by)::double precision as "answerBy"
       from channel_test where helper_id = $1 and code is not null and worked_at is null and failed_at is null and answer_by > instant_of($2)
       order by sent_at, channel`,
      [helperId, now],
    );
  }

  /** `null`: no test of hers. */
  async ofHelper(
    helperId: HelperId,
    id: string,
  ): Promise<(Pick<WaitingTest, 'code' | 'answerBy'> & { readonly worked: boolean }) | null> {
    const rows: (Pick<WaitingTest, 'code' | 'answerBy'> & { readonly worked: boolean })[] = await this.source.query(
      `select code, ms_of(answer_by)::double precision as "answerBy", worked_at is not null as worked
       from channel_test where id = $1 and helper_id = $2`,
      [id, helperId],
    );
    return rows[0] ?? null;
  }

  /** `null`: there is no such channel there. */
  async one(helperId: string, channel: HelperChannel, now: Instant): Promise<ChannelOnFile | null> {
    return (await this.#find('h.id = $2 and h.channel = $3', [helperId, channel], now))[0] ?? null;
  }

  of(regionIds: readonly string[], now: Instant): Promise<readonly ChannelOnFile[]> {
    return this.#find('h.region_id = any ($2)', [regionIds], now);
  }

  /** Who puts it right, and until when. A channel that works meanwhile has no work to take. */
  take(
    command: RegistryCommand,
    { helperId, channel }: Pick<ChannelOnFile, 'helperId' | 'channel'>,
    { owner, dueAt, within }: { readonly owner: AccountId; readonly dueAt: Instant | null; readonly within: Duration },
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, async (manager): Promise<RegistryWritten | Refusal> => {
      const found = await this.one(helperId, channel, command.at);
      const work = found && channelWorkOf(found.history, found.decided, within, command.at);
      if (found === null || work === null) return refuse('channel-work-over');
      await manager.query(
        `insert into channel_work (id, helper_id, channel, since, due_at, owner_account, opened_by)
         values ($1, $2, $3, instant_of($4), instant_of($5), $6, $7)
         on conflict (helper_id, channel) do update set since = excluded.since, due_at = excluded.due_at, owner_account = excluded.owner_account`,
        [randomUUID(), helperId, channel, work.since, dueAt ?? work.dueAt, owner, command.by],
      );
      return {
        id: helperId,
        audit: {
          ...{ action: 'channel-work-taken', subjectKind: 'helper', subjectId: helperId, regionId: found.regionId },
          details: { channel, owner, dueAt: dueAt ?? work.dueAt },
        },
      };
    });
  }

  async #find(where: string, asked: readonly unknown[], now: Instant): Promise<readonly ChannelOnFile[]> {
    const ms = (column: string): string => `ms_of(${column})::double precision`;
    return this.source.query(
      `select h.id as "helperId", h.name, h.region_id as "regionId", h.channel,
         jsonb_build_object('sentAt', ms_of(last.sent_at), 'answerBy', ms_of(last.answer_by), 'failedAt', ms_of(last.failed_at),
           'error', last.error, 'workedAt', ms_of(good.at), 'inVainSince', ms_of(vain.since)) as history,
         case when w.id is not null then jsonb_build_object('since', ${ms('w.since')}, 'dueAt', ${ms('w.due_at')},
           'owner', w.owner_account, 'ownerName', coalesce(a.display_name, '—')) end as decided
       from (${CHANNELS}) h
         left join lateral (
           select * from channel_test t where t.helper_id = h.id and t.channel = h.channel order by t.sent_at desc limit 1
         ) last on true
         left join lateral (
           select max(t.worked_at) as at from channel_test t where t.helper_id = h.id and t.channel = h.channel
         ) good on true
         left join lateral (
           select min(coalesce(t.failed_at, t.answer_by)) as since from channel_test t
           where t.helper_id = h.id and t.channel = h.channel and t.worked_at is null and t.sent_at > coalesce(good.at, '-infinity')
             and (t.failed_at is not null or t.answer_by <= instant_of($1))
         ) vain on true
         left join channel_work w on w.helper_id = h.id and w.channel = h.channel
         left join account a on a.id = w.owner_account
       where ${where} order by h.id, h.channel`,
      [now, ...asked],
    );
  }
}
