import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from './sql.js';

const EVERY_MS = 40;

/**
 * While it plays, the office works on the files of the very people who press: what an engine remembers of a home is old again and again, and
 * now and then changes between its decision and its write.
 */
export class FileChanges {
  private playing = true;
  private readonly done: Promise<void>;
  /** How many were written. */
  count = 0;

  constructor(
    private readonly sql: Sql,
    private readonly deviceIds: readonly string[],
    private readonly random: () => number,
  ) {
    this.done = this.play();
  }

  async ends(): Promise<void> {
    this.playing = false;
    await this.done;
  }

  private async play(): Promise<void> {
    for (; this.playing; await pause(EVERY_MS)) {
      const device = this.deviceIds[Math.floor(this.random() * this.deviceIds.length)];
      if (device === undefined) return;
      // The database may be dead at this moment: then nobody works on files.
      await this.change(device).then(
        () => (this.count += 1),
        () => undefined,
      );
    }
  }

  private async change(device: string): Promise<void> {
    const [what] = [this.random()];
    if (what < 0.4)
      await this.sql(
        `update senior set dementia = not dementia where home_id = (select home_id from device where id = $1)`,
        [device],
      );
    else if (what < 0.7)
      await this.sql(
        `update contact set relation = relation, phone_hash = decode(md5($2::text), 'hex')
         where id = (select min(c.id) from contact c join senior s on s.id = c.senior_id join device d on d.home_id = s.home_id where d.id = $1)`,
        [device, this.random()],
      );
    else if (what < 0.9) await this.sql(`update device set room = $2 where id = $1`, [device, String(this.random())]);
    else
      await this.sql(
        `update duty_seat set answered_at = clock_timestamp() where id = (select id from duty_seat order by random() limit 1)`,
      );
  }
}
