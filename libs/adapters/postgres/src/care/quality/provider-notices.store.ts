import {
  monthEnds,
  type CivilDay,
  type NoticedComplaint,
  type NoticeFacts,
  type ProviderMonth,
  type ProviderNotice,
} from '@silverbell/care';
import type { KeptNotice, NoticeTransaction } from '@silverbell/usecases';
import type { RatingValue } from '@silverbell/vocabulary';
import type { Queryable } from '../../connection/command-pool.js';

/** A provider with its month, as a ranking compares it. */
export interface ProviderOfMonth extends ProviderMonth {
  readonly id: string;
  readonly name: string;
}

/** The monthly notices of providers: made in the transaction of the day's job, read by everybody who sees the provider (CR-52). */
export class PostgresProviderNotices implements NoticeTransaction {
  constructor(
    private readonly db: Queryable,
    private readonly timeZone: string,
  ) {}

  async withoutNotice(month: CivilDay): Promise<readonly string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `select p.id from provider p where p.active and not exists (select from provider_notice n where n.provider_id = p.id and n.month = $1)
       order by p.id`,
      [month],
    );
    return rows.map(({ id }) => id);
  }

  async facts(providerId: string, month: CivilDay): Promise<NoticeFacts> {
    const days = [providerId, month, monthEnds(month)];
    const complaints = await this.db.query<NoticedComplaint[]>(
      `select c.kind, c.state = 'withdrawn' as "isWithdrawn", c.fold ->> 'finding' as finding, c.received_on::text as "receivedOn",
         c.fold ->> 'answerDue' as "answerDue", (instant_of((c.fold ->> 'answeredAt')::bigint) at time zone $4)::date::text as "answeredOn",
         c.fold ->> 'rating' as rating
       from care_complaint c where c.provider_id = $1
         and (c.received_on between $2 and $3 or (c.fold ->> 'answerDue')::date between $2 and $3)`,
      [...days, this.timeZone],
    );
    const ratings = await this.db.query<{ value: RatingValue }[]>(
      `select rating as value from service_order where provider_id = $1 and day between $2 and $3 and rating is not null`,
      days,
    );
    const verifications = await this.db.query<{ upheld: boolean }[]>(
      `select coalesce(fold ->> 'result' in ('upheld', 'partly'), false) as upheld from care_verification
       where provider_id = $1 and opened_on between $2 and $3`,
      days,
    );
    return { complaints, visitRatings: ratings.map(({ value }) => value), verifications };
  }

  async keep({ providerId, month, notice, madeOn }: KeptNotice): Promise<void> {
    await this.db.query(
      `insert into provider_notice (provider_id, month, figures, made_on) values ($1, $2, $3, $4) on conflict do nothing`,
      [providerId, month, JSON.stringify(notice), madeOn],
    );
  }

  /** The newest first. */
  async ofProvider(providerId: string, take: number): Promise<readonly KeptNotice[]> {
    const rows = await this.db.query<{ month: CivilDay; notice: ProviderNotice; madeOn: CivilDay }[]>(
      `select month::text, figures as notice, made_on::text as "madeOn" from provider_notice where provider_id = $1
       order by month desc limit $2`,
      [providerId, take],
    );
    return rows.map((row) => ({ ...row, providerId }));
  }

  /** Kept in one of the regions or working in one, with the visits of the month: those inactive by now as well, if they got a notice of it. */
  ofMonth(regionIds: readonly string[], month: CivilDay, take: number): Promise<readonly ProviderOfMonth[]> {
    return this.db.query<ProviderOfMonth[]>(
      `select p.id, p.name, n.figures as notice, (select count(*)::int from service_order o where o.provider_id = p.id
         and o.day between $2 and $3 and o.state in ('finished', 'confirmed', 'confirmed-silent') and o.counts) as visits
       from provider p left join provider_notice n on n.provider_id = p.id and n.month = $2
       where (p.region_id = any ($1) or p.service_region_ids && $1::text[]) and (p.active or n.month is not null)
       order by p.id limit $4`,
      [regionIds, month, monthEnds(month), take],
    );
  }
}
