import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { openCommandPool, openDatabase, openRelaxedPool, type CommandPool } from '@silverbell/adapter-postgres';
import type { DataSource } from 'typeorm';
import { EngineNotifier } from '../engine-notifier.js';

/** The connections of this process to the database: opened before any store, closed after everything that uses them. */
export class EngineConnections {
  private constructor(
    private readonly log: Log,
    readonly source: DataSource,
    /** Alerts and deadlines have a pool of their own: telemetry, relays and reports cannot delay them. */
    readonly commands: CommandPool,
    readonly relaxed: CommandPool,
    readonly notifier: EngineNotifier,
  ) {}

  static async open(url: string, log: Log): Promise<EngineConnections> {
    const source = await openDatabase(url, { applicationName: 'silverbell-engine', poolSize: 12 });
    try {
      const commands = await openCommandPool(url, { applicationName: 'silverbell-engine-alerts', poolSize: 20 });
      const relaxed = await openRelaxedPool(url, { applicationName: 'silverbell-engine-relaxed', poolSize: 8 });
      return new EngineConnections(log, source, commands, relaxed, new EngineNotifier(url, log));
    } catch (error) {
      await source.destroy();
      throw error;
    }
  }

  /** A connection that does not close is logged and does not keep the others open. */
  async close(): Promise<void> {
    const { source, commands, relaxed, notifier } = this;
    for (const close of [() => notifier.close(), () => relaxed.close(), () => commands.close(), () => source.destroy()])
      await close().catch((error: unknown) => this.log.error('stopping', errorFacts(error)));
  }
}
