import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { PgNotifier, PgNotificationListener } from '@silverbell/adapter-postgres';
import type { Wake } from '@silverbell/usecases';
import type { Undo } from './undo.js';

/** Wakes this process at once, and the others through the database. */
export class EngineWake implements Wake {
  private readonly others: PgNotifier;
  private here: Wake['wake'] = () => undefined;

  constructor(
    private readonly url: string,
    private readonly log: Log,
    private readonly undo: Undo,
  ) {
    this.others = new PgNotifier(this.options());
    undo.push(() => this.others.close());
  }

  wake(...said: Parameters<Wake['wake']>): void {
    this.here(...said);
    this.others.wake(...said);
  }

  async listen(onWake: Wake['wake']): Promise<void> {
    this.here = onWake;
    const listener = await PgNotificationListener.start(this.options(), onWake, this.others.name);
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
