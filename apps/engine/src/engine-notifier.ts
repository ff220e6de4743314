import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { PgNotifier, PgNotificationListener } from '@silverbell/adapter-postgres';
import type { ChangeNotifier } from '@silverbell/usecases';
import type { Undo } from './undo.js';

/** Wakes this process at once, and the others through the database. */
export class EngineNotifier implements ChangeNotifier {
  private readonly others: PgNotifier;
  private here: ChangeNotifier['notify'] = () => undefined;

  constructor(
    private readonly url: string,
    private readonly log: Log,
    private readonly undo: Undo,
  ) {
    this.others = new PgNotifier(this.options());
    undo.push(() => this.others.close());
  }

  notify(...said: Parameters<ChangeNotifier['notify']>): void {
    this.here(...said);
    this.others.notify(...said);
  }

  async listen(onChange: ChangeNotifier['notify']): Promise<void> {
    this.here = onChange;
    const listener = await PgNotificationListener.start(this.options(), onChange, this.others.name);
    this.undo.push(() => listener.close());
  }

  private options() {
    return {
      url: this.url,
      applicationName: 'silverbell-engine',
      onTrouble: (error: Error) => this.log.warn('wake-connection', errorFacts(error)),
    };
  }
}
