import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { PgNotifier, PgNotificationListener } from '@silverbell/adapter-postgres';
import type { ChangeNotifier } from '@silverbell/usecases';
import type { Disposables } from './disposables.js';

/** Wakes this process at once, and the others through the database. */
export class EngineNotifier implements ChangeNotifier {
  private readonly others: PgNotifier;
  private here: ChangeNotifier['notify'] = () => undefined;

  constructor(
    private readonly url: string,
    private readonly log: Log,
    private readonly disposables: Disposables,
  ) {
    this.others = new PgNotifier(this.options());
    disposables.push(() => this.others.close());
  }

  notify(...said: Parameters<ChangeNotifier['notify']>): void {
    this.here(...said);
    this.others.notify(...said);
  }

  async listen(onChange: ChangeNotifier['notify']): Promise<void> {
    this.here = onChange;
    const listener = await PgNotificationListener.start(this.options(), onChange, this.others.name);
    this.disposables.push(() => listener.close());
  }

  private options() {
    return {
      url: this.url,
      applicationName: 'silverbell-engine',
      onTrouble: (error: Error) => this.log.warn('wake-connection', errorFacts(error)),
    };
  }
}
