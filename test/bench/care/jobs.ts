import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../stage/cluster.js';
import { peakRssMiBOf } from '../stage/cpu.js';
import type { Process } from '../stage/child.js';
import type { Person } from '../stage/people.js';
import type { Platform } from '../stage/platform.js';
import { FIRST_DAY, PLANNED_DAYS, type CountySize } from './county.js';

/** Something that goes on beside presses, and that can be held and let go again. */
export interface Beside {
  /** It does something from now on; begun again where it came to its end before. */
  go(): Promise<void>;
  hold(): Promise<void>;
  /** Not yet at its end. */
  isGoing(): Promise<boolean>;
}

const POLL_MS = 100;

/** The worker process, held by SIGSTOP, killed by SIGKILL and started anew. */
export class WorkerProcess {
  private process: Process;

  constructor(private readonly platform: Platform) {
    this.process = platform.startWorker();
  }

  hold(): void {
    process.kill(this.process.pid, 'SIGSTOP');
  }

  go(): void {
    process.kill(this.process.pid, 'SIGCONT');
  }

  async killed(): Promise<void> {
    await this.process.kill();
    this.process = this.platform.startWorker();
  }

  get peakMiB(): number {
    return peakRssMiBOf(this.process.pid);
  }

  stop(): Promise<void> {
    this.go();
    return this.process.stop();
  }
}

/** What a day begins with: the plan of 14 days, welfare visits, follow-ups, reminders, in one transaction (CR-29, CR-57). */
export class DayJob implements Beside {
  constructor(
    private readonly cluster: Cluster,
    private readonly database: string,
    private readonly worker: WorkerProcess,
    private readonly size: CountySize,
  ) {}

  /** The worker is there and has had its first day. */
  async ready(): Promise<void> {
    for (;;) {
      const had = await this.cluster.withClient(this.database, (client) =>
        client.query(`select from care_due where kind = 'day-begins' and due_on > $1::date`, [FIRST_DAY]),
      );
      if (had.rows.length > 0) return;
      await pause(POLL_MS);
    }
  }

  /** As before the first day: nothing is planned, and the day is about to begin. */
  async reset(): Promise<void> {
    await this.cluster.withClient(this.database, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(
        `delete from service_order_step where order_id in (select id from service_order where state = 'planned')`,
      );
      await client.query(`delete from care_due`);
      await client.query(`delete from service_order where state = 'planned'`);
      await client.query('delete from welfare_visit_step');
      await client.query('delete from welfare_visit');
      await client.query('delete from visit_sample');
      await client.query(
        `insert into care_due (kind, subject, due_at, due_on) values ('day-begins', 'all', $1::timestamp at time zone 'Asia/Shanghai', $1::date)`,
        [FIRST_DAY],
      );
    });
  }

  async go(): Promise<void> {
    if (!(await this.isGoing())) await this.reset();
    this.worker.go();
  }

  hold(): Promise<void> {
    this.worker.hold();
    return Promise.resolve();
  }

  isGoing(): Promise<boolean> {
    return this.cluster.withClient(this.database, async (client) => {
      const { rows } = await client.query<{ going: boolean }>(
        `select exists (select from care_due where kind = 'day-begins' and due_on <= $1::date) as going`,
        [FIRST_DAY],
      );
      return rows[0]?.going === true;
    });
  }

  /** In ms, with nothing beside it. @param killedBehind ms after which the worker dies and is started again */
  async wholeRun(killedBehind: number | null = null): Promise<number> {
    await this.reset();
    const startedAt = performance.now();
    this.worker.go();
    if (killedBehind !== null) {
      await pause(killedBehind);
      await this.worker.killed();
    }
    while (await this.isGoing()) await pause(POLL_MS);
    return performance.now() - startedAt;
  }

  /** Every plan has one order for each of its days, and each of them was made once. */
  async assertPlannedOnce(): Promise<number> {
    const wanted = this.size.entitled * PLANNED_DAYS;
    return this.cluster.withClient(this.database, async (client) => {
      const { rows } = await client.query<{ orders: number; days: number; steps: number }>(
        `select count(*)::int as orders, count(distinct (o.plan_id, o.day))::int as days,
           (select count(*)::int from service_order_step p join service_order q on q.id = p.order_id
            where q.plan_id like 'county-%' and q.state = 'planned' and p.type = 'planned') as steps
         from service_order o where o.plan_id like 'county-%' and o.state = 'planned'`,
      );
      const { orders = 0, days = 0, steps = 0 } = rows[0] ?? {};
      if (orders !== wanted || days !== wanted || steps !== wanted)
        throw new Error(`${orders} orders of ${days} days in ${steps} steps were planned, and not ${wanted}`);
      return orders;
    });
  }
}

interface Made {
  readonly id: string;
  readonly state: 'waiting' | 'writing' | 'ready' | 'expired';
  readonly rows: number;
}

/** Every order of the county as a file, asked for over HTTP and written by the worker (CR-78). */
export class ExportJob implements Beside {
  private id: string | null = null;

  constructor(
    private readonly officer: Person,
    private readonly worker: WorkerProcess,
    private readonly rows: number,
  ) {}

  async go(): Promise<void> {
    if (!(await this.isGoing())) await this.begin();
    this.worker.go();
  }

  hold(): Promise<void> {
    this.worker.hold();
    return Promise.resolve();
  }

  async isGoing(): Promise<boolean> {
    return this.id !== null && (await this.made()).state !== 'ready';
  }

  async wholeRun(killedBehind: number | null = null): Promise<number> {
    const startedAt = performance.now();
    this.worker.go();
    await this.begin();
    if (killedBehind !== null) {
      await pause(killedBehind);
      await this.worker.killed();
    }
    while (await this.isGoing()) await pause(POLL_MS);
    const took = performance.now() - startedAt;
    const { rows } = await this.made();
    if (rows !== this.rows) throw new Error(`${rows} rows of ${this.rows} are in the file`);
    return took;
  }

  /** A file without rows: the worker is there and its queue runs. */
  async ready(): Promise<void> {
    await this.begin('无此人');
    while (await this.isGoing()) await pause(POLL_MS);
  }

  private async begin(q = '虚构老人'): Promise<void> {
    // of the past alone: what a day plans comes and goes
    const filter = { regionId: 'demo-county', q, to: '2026-10-13' };
    const asked = { list: 'service-orders', format: 'xlsx', purpose: 'audit', filter };
    this.id = (await this.officer.asks<Made>('POST', '/exports', asked)).id;
  }

  private made(): Promise<Made> {
    return this.officer.asks<Made>('GET', `/exports/${this.id ?? ''}`);
  }
}

/** Two very fast people: each asks again as soon after an answer. */
const LOOKS_MS = 250;

/** Pages and files that an office reads, one after the other; each with the time it took. */
export class Reading implements Beside {
  readonly listMs: number[] = [];
  readonly fileMs: number[] = [];
  private isOn = false;
  private running: Promise<void> = Promise.resolve();
  private failure: unknown = null;
  private turn = 0;

  constructor(
    private readonly officers: readonly Person[],
    private readonly size: CountySize,
    /** Between an answer and the next question of the same person. */
    private readonly looksMs = LOOKS_MS,
  ) {}

  go(): Promise<void> {
    this.isOn = true;
    this.running = Promise.all(this.officers.map((one) => this.read(one))).then(() => undefined);
    return Promise.resolve();
  }

  async hold(): Promise<void> {
    this.isOn = false;
    await this.running;
    if (this.failure !== null) throw new Error('an office could not read its lists', { cause: this.failure });
  }

  isGoing(): Promise<boolean> {
    return Promise.resolve(this.isOn);
  }

  private async read(officer: Person): Promise<void> {
    try {
      while (this.isOn) {
        const n = (this.turn += 1);
        const senior = `county-senior-${1 + ((n * 7) % this.size.entitled)}`;
        const list = LISTS[n % LISTS.length] as string;
        this.listMs.push(await timed(() => officer.asks('GET', list.replace('{senior}', senior))));
        await pause(this.looksMs);
        this.fileMs.push(await timed(() => officer.asks('GET', `/seniors/${senior}/file`)));
        await pause(this.looksMs);
      }
    } catch (error) {
      this.failure = error;
    }
  }
}

/** One of each kind that an office opens; whole days and whole counties among them. */
const LISTS: readonly string[] = [
  '/service-orders?from=2026-10-13&to=2026-10-13&limit=100',
  '/service-orders?seniorId={senior}&limit=100',
  '/service-orders?limit=100',
  '/service-plans?limit=100',
  '/welfare-visits?from=2026-10-14&to=2026-10-14&limit=100',
  '/work?limit=500',
  '/workers?limit=100',
  '/entitlements?limit=100',
  '/providers?limit=100',
];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
