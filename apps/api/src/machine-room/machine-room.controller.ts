import { Controller, Header, Inject, Req, Res } from '@nestjs/common';
import { Gauge, Heartbeat, Registry, withTimeout, type AskingRequest } from '@silverbell/adapter-runtime';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import { assertMigrated } from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import { PLATFORM_LIMITS, type RelayDeps } from '@silverbell/usecases';
import type { AnswerOf, ReadyResponse } from '@silverbell/wire';
import { DataSource } from 'typeorm';
import { OperationsAccess } from '../access/operations-access.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { EngineProbe } from './engine-probe.js';
import { healthWords } from './health-words.js';
import { PlatformWatch } from './platform-watch.js';

const PATIENCE_MS = 2_000;

/** For those who run the machine: is it alive, is it ready, how does it do. */
@Controller()
export class MachineRoomController {
  readonly #verdicts: Gauge<'item' | 'server'>;
  readonly #oldestOverdue: Gauge;

  constructor(
    private readonly source: DataSource,
    private readonly engine: EngineProbe,
    private readonly platform: PlatformWatch,
    private readonly replicas: ReplicaBus,
    private readonly heartbeat: Heartbeat,
    @Inject(USE_CASE_DEPS) private readonly deps: Pick<RelayDeps, 'clock'>,
    private readonly registry: Registry,
    private readonly access: OperationsAccess,
  ) {
    this.#verdicts = new Gauge({
      name: 'silverbell_platform_verdict',
      help: 'Each item of platform health: 0 ok, 1 late, -1 unknown',
      labelNames: ['item', 'server'],
      registers: [registry],
    });
    this.#oldestOverdue = new Gauge({
      name: 'silverbell_platform_oldest_overdue_seconds',
      help: 'Age of the oldest overdue deadline as the api reads it, whether or not an engine lives',
      registers: [registry],
    });
  }

  @Serves('live')
  @Header('cache-control', 'no-store')
  live(): AnswerOf<'live'> {
    return { status: 'live' };
  }

  @Serves('ready')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) response: { status(code: number): unknown }): Promise<ReadyResponse> {
    const [database, engine] = await Promise.all([this.database(), this.engine.state()]);
    const own = { ...database, writes: this.heartbeat.isFresh(PLATFORM_LIMITS.engineS) };
    // Several engines behind an outside broker have their own probes; an api that knows none says nothing of them.
    const checks = bothHold(own, engine === null ? {} : { ...engine.checks, engine: engine.ready });
    const ready = Object.values(checks).every((held) => held);
    if (!ready) response.status(503);
    // Ready all the same: positions are read from the database meanwhile.
    const unheard = (this.replicas.unreachableS ?? 0) > 0;
    return { status: ready ? 'ready' : 'not-ready', checks, degraded: unheard ? ['replicas'] : [] };
  }

  @Serves('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(@Req() request: AskingRequest): Promise<string> {
    if (!this.access.mayReadFigures(request)) throw new ProblemError('not-allowed');
    await this.platform.look();
    const number = { ok: 0, late: 1, unknown: -1 };
    this.#verdicts.reset();
    for (const { key, verdict, value, server } of this.platform.health().items) {
      this.#verdicts.set({ item: key, server: server?.id ?? '' }, number[verdict]);
      if (key === 'overdue' && value !== null) this.#oldestOverdue.set(value);
    }
    const [own, engine] = await Promise.all([this.registry.metrics(), this.engine.metrics()]);
    return joinMetrics(own, engine);
  }

  /** The machine's own figures concern every desk: no region, no person is in them. */
  @Serves('platformHealth')
  async platformHealth(): Promise<AnswerOf<'platformHealth'>> {
    await this.platform.look();
    const { verdict, rings, items } = this.platform.health();
    return {
      verdict,
      rings,
      at: toIso(this.deps.clock.now()),
      items: items.map((item) => {
        const { key, value, unit, limit, grave, server } = item;
        return { key, verdict: item.verdict, words: healthWords(item), value, unit, limit, grave, server };
      }),
    };
  }

  /** An account means that somebody can log in. A database that hangs is away: whoever asks has a time-out, too. */
  private database(): Promise<Readonly<Record<'database' | 'migrated' | 'seeded', boolean>>> {
    return withTimeout(PATIENCE_MS, this.read()).catch(() => ({ database: false, migrated: false, seeded: false }));
  }

  private async read(): Promise<Readonly<Record<'database' | 'migrated' | 'seeded', boolean>>> {
    await this.source.query('select 1');
    const migrated = await assertMigrated(this.source).then(
      () => true,
      () => false,
    );
    const rows: { seeded: boolean }[] = await this.source.query('select exists (select from account) as seeded');
    return { database: true, migrated, seeded: rows[0]?.seeded ?? false };
  }
}

/** What both processes check must hold in both. */
export const bothHold = (
  own: Readonly<Record<string, boolean>>,
  other: Readonly<Record<string, boolean>>,
): Record<string, boolean> => ({
  ...own,
  ...Object.fromEntries(Object.entries(other).map(([name, held]) => [name, held && (own[name] ?? true)])),
});

/** Prometheus refuses a second HELP or TYPE of the same name: both processes have the default ones. */
export function joinMetrics(own: string, other: string): string {
  const described = new Set([...own.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const rest = other.split('\n').filter((line) => {
    const name = /^# (?:TYPE|HELP) (\S+)/.exec(line)?.[1];
    return name === undefined || !described.has(name);
  });
  return `${[own, rest.join('\n')]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n')}\n`;
}
