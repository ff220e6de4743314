import type { DeviceId, Instant } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';

/** What the devices behind each hub announced last. */
export class PostgresHubAnnouncementStore {
  constructor(private readonly source: DataSource) {}

  /** What was kept after `known`; `null`: nothing newer, or nothing at all. */
  async announcedBy(
    hubId: DeviceId,
    known: Instant | null,
  ): Promise<{ readonly announced: unknown; readonly at: Instant } | null> {
    const rows: { announced: unknown; at: Instant }[] = await this.source.query(
      `select announced, ms_of(announced_at)::double precision as at from hub_announcement
       where hub_id = $1 and ($2::double precision is null or announced_at > instant_of($2))`,
      [hubId, known],
    );
    return rows[0] ?? null;
  }

  /** For an unregistered hub nothing is kept; of two engines that heard the same, one writes. */
  async keep(hubId: DeviceId, announced: unknown, at: Instant): Promise<void> {
    await this.source.query(
      `insert into hub_announcement as kept (hub_id, announced, announced_at)
       select d.id, $2::jsonb, instant_of($3) from device d where d.id = $1
       on conflict (hub_id) do update set announced = excluded.announced, announced_at = greatest(kept.announced_at, excluded.announced_at)
       where kept.announced is distinct from excluded.announced`,
      [hubId, JSON.stringify(announced), at],
    );
  }
}
