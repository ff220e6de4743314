import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { PgNotifier, PgNotificationListener } from '@silverbell/adapter-postgres';
import type { ChangeNotifier } from '@silverbell/usecases';

/** Notifies the loops of this process at once, and other processes through the database. */
export class EngineNotifier implements ChangeNotifier {
  private readonly others: PgNotifier;
  private listener: PgNotificationListener | null = null;
  private here: ChangeNotifier['notify'] = () => undefined;

  constructor(
    private readonly url: string,
    private readonly log: Log,
  ) {
    this.others = new PgNotifier(this.options());
  }

  notify(...change: Parameters<ChangeNotifier['notify']>): void {
    this.here(...change);
    this.others.notify(...change);
  }

  async listen(onChange: ChangeNotifier['notify']): Promise<void> {
    this.here = onChange;
    this.listener = await PgNotificationListener.start(this.options(), onChange, this.others.name);
  }

  async close(): Promise<void> {
    await this.listener?.close();
    await this.others.close();
  }

  private options() {
    return {
      url: this.url,
      applicationName: 'silverbell-engine',
      onTrouble: (error: Error) => this.log.warn('wake-connection', errorFacts(error)),
    };
  }
}
