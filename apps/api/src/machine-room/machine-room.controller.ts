import { Controller, Header, Res } from '@nestjs/common';
import { Registry, Serves } from '@silverbell/adapter-nest';
import type { AnswerOf, ReadyResponse } from '@silverbell/wire';
import { DataSource } from 'typeorm';
import { EngineProbe } from './engine-probe.js';

/** For those who run the machine: is it alive, is it ready, how does it do. */
@Controller()
export class MachineRoomController {
  constructor(
    private readonly source: DataSource,
    private readonly engine: EngineProbe,
    private readonly registry: Registry,
  ) {}

  @Serves('live')
  @Header('cache-control', 'no-store')
  live(): AnswerOf<'live'> {
    return { status: 'live' };
  }

  @Serves('ready')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) response: { status(code: number): unknown }): Promise<ReadyResponse> {
    const [database, engine] = await Promise.all([this.database(), this.engine.state()]);
    const checks: Record<string, boolean> = {
      ...database,
      // Several engines behind an outside broker have their own probes; an api that knows none says nothing of them.
      ...(engine === null ? {} : { ...engine.checks, engine: engine.ready }),
    };
    const ready = Object.values(checks).every((held) => held);
    if (!ready) response.status(503);
    return { status: ready ? 'ready' : 'not-ready', checks };
  }

  @Serves('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    const [own, engine] = await Promise.all([this.registry.metrics(), this.engine.metrics()]);
    return joinMetrics(own, engine);
  }

  /** Tables of this version are checked at boot; an account means that somebody can log in. */
  private async database(): Promise<{ readonly migrated: boolean; readonly seeded: boolean }> {
    try {
      const rows: { seeded: boolean }[] = await this.source.query('select exists (select from account) as seeded');
      return { migrated: true, seeded: rows[0]?.seeded ?? false };
    } catch {
      return { migrated: false, seeded: false };
    }
  }
}

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
