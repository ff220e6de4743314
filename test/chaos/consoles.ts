import { Account } from '@silverbell/testing-world/scenario/account';
import { ConsolePage } from '@silverbell/testing-world/scenario/console';
import { setTimeout as pause } from 'node:timers/promises';
import type { IncidentState, Fault } from './audit.js';

export interface Seat {
  readonly username: string;
  /** Which api her page comes from. */
  readonly port: number;
}

/** What a console shows may lag this long behind the database while it says "live", and no longer. */
const CATCH_UP_MS = 30_000;

/** Console pages as they run in a browser, one per seat, on every api. */
export class Consoles {
  private constructor(private readonly pages: readonly { readonly seat: Seat; readonly page: ConsolePage }[]) {}

  static async open(seats: readonly Seat[]): Promise<Consoles> {
    const pages = [];
    for (const seat of seats) {
      const account = new Account(seat.username, () => `http://127.0.0.1:${String(seat.port)}`);
      const page = new ConsolePage(account, () => seat.port);
      await page.opens();
      pages.push({ seat, page });
    }
    return new Consoles(pages);
  }

  /** Waits until every page shows what the database has; what is left then is told. */
  async faults(truth: () => Promise<ReadonlyMap<string, IncidentState>>): Promise<readonly Fault[]> {
    const until = performance.now() + CATCH_UP_MS;
    for (;;) {
      const open = await truth();
      const faults = this.pages.flatMap(({ seat, page }) => differences(seat, page, open));
      if (faults.length === 0 || performance.now() > until) return faults;
      await pause(250);
    }
  }

  get allLive(): boolean {
    return this.pages.every(({ page }) => page.state().connection === 'live');
  }

  /** Changes that no push announced and only the safety reading found. */
  get missedPushes(): number {
    return this.pages.reduce((sum, { page }) => sum + page.state().missedPushes, 0);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.pages.map(({ page }) => page.closes()));
  }
}

function differences(seat: Seat, page: ConsolePage, open: ReadonlyMap<string, IncidentState>): readonly Fault[] {
  const { cases, connection } = page.state();
  const fault = (what: string): Fault => ({ of: 'consoleMismatch', what: `the console of ${seat.username} ${what}` });
  if (connection !== 'live') return [fault(`is ${connection} at the end`)];
  return [
    ...[...open].flatMap(([id, { version, phase }]) => {
      const row = cases.get(id);
      if (row === undefined) return [fault(`lacks the open case ${id}`)];
      if (row.version !== version)
        return [fault(`shows ${id} in version ${String(row.version)} instead of ${String(version)}`)];
      return row.phase === phase ? [] : [fault(`shows ${id} as ${row.phase} instead of ${phase}`)];
    }),
    ...[...cases.keys()].filter((id) => !open.has(id)).map((id) => fault(`still shows ${id}, which is closed`)),
  ];
}
