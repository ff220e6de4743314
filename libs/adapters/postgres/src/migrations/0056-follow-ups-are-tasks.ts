import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A follow-up that is due is a task: the event that says so ends its deadline instead of setting the next one in 24 h. Closed incidents that
 * were asked about already become what their events say now: due since their closing said, asked about once, and due no more.
 */
export class FollowUpsAreTasks0056 implements MigrationInterface {
  readonly name = 'FollowUpsAreTasks1764300000056';
  /** Engines of before would ask again every 24 h. */
  static readonly needsEnginesStopped = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      update incident i set next_due_at = null, state = i.state || jsonb_build_object(
          'followUpDueAt', closed.body -> 'followUpDueAt',
          'followUp', jsonb_build_object('askedAt', ms_of(asked.at), 'triedOn', '[]'::jsonb, 'visit', false))
      from incident_event closed, lateral (
        select max(e.at) as at from incident_event e where e.incident_id = closed.incident_id and e.type = 'follow-up-reminded') asked
      where closed.incident_id = i.id and closed.type = 'closed' and asked.at is not null
        and not i.open and i.state ->> 'archivedAt' is null;

      create index incident_follow_up on incident (((state ->> 'followUpDueAt')::bigint), id)
        where not open and state ->> 'followUpDueAt' is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
