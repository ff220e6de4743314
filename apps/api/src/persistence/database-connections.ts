import type { OnApplicationShutdown } from '@nestjs/common';
import type { JsonLogger } from '@silverbell/adapter-runtime';
import {
  assertMigrated,
  openCommandPool,
  openDatabase,
  PgNotifier,
  type CommandPool,
} from '@silverbell/adapter-postgres';
import type { DataSource } from 'typeorm';

/** The connections of this process to the database: opened before any store, closed after everything that uses them. */
export class DatabaseConnections implements OnApplicationShutdown {
  private constructor(
    readonly source: DataSource,
    /** Commands of people have a pool of their own: a long list or report cannot delay them. */
    readonly commands: CommandPool,
    readonly notifier: PgNotifier,
  ) {}

  /** Throws with a sentence for a database that is not of this version. */
  static async open(url: string, logger: JsonLogger): Promise<DatabaseConnections> {
    const source = await openDatabase(url, { applicationName: 'silverbell-api' });
    try {
      await assertMigrated(source);
      const commands = await openCommandPool(url, { applicationName: 'silverbell-api-commands', poolSize: 8 });
      const notifier = new PgNotifier({
        url,
        applicationName: 'silverbell-api',
        onTrouble: (error) => logger.fact('warn', 'wake-lost', {}, error),
      });
      return new DatabaseConnections(source, commands, notifier);
    } catch (error) {
      await source.destroy();
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.notifier.close();
    await this.commands.close();
    await this.source.destroy();
  }
}
