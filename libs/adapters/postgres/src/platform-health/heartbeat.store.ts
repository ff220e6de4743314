import type { DataSource } from 'typeorm';

export type ServerKind = 'engine' | 'api' | 'worker';

export interface HeartbeatRow {
  readonly id: string;
  readonly kind: ServerKind;
  /** By the database's own clock. */
  readonly ageS: number;
  /** As that process wrote it: it may be of another version. */
  readonly vitals: unknown;
}

/** A server silent for so long was removed. */
const KEPT_HOURS = 24;

/**
 * Who lives. The times are the database's and not `:now`: whether a process is silent must not depend on its own clock, nor on the clock of
 * whoever asks.
 */
export class PostgresHeartbeatStore {
  constructor(private readonly source: DataSource) {}

  async beat(id: string, kind: ServerKind, vitals: object): Promise<void> {
    await this.source.query(
      `with gone as (
         delete from server_heartbeat where at < clock_timestamp() - make_interval(hours => ${KEPT_HOURS}) and id <> $1)
       insert into server_heartbeat as h (id, kind, at, vitals) values ($1, $2, clock_timestamp(), $3::jsonb)
       on conflict (id) do update set kind = excluded.kind, at = excluded.at, vitals = excluded.vitals`,
      [id, kind, JSON.stringify(vitals)],
    );
  }

  /** It shut down on purpose, and no server of this name comes back. */
  async leave(id: string): Promise<void> {
    await this.source.query('delete from server_heartbeat where id = $1', [id]);
  }

  async all(): Promise<readonly HeartbeatRow[]> {
    return (await this.source.query(
      `select id, kind, greatest(0, extract(epoch from clock_timestamp() - at))::double precision as "ageS", vitals
       from server_heartbeat order by kind desc, id`,
    )) as HeartbeatRow[];
  }
}
