import { Inject, Injectable } from '@nestjs/common';
import { JsonLogger } from '@silverbell/adapter-runtime';
import { IncidentQueries } from '@silverbell/adapter-postgres';
import { relayOnce, type RelayDeps } from '@silverbell/usecases';
import { RegionNames } from '../auth/region-names.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { HelpersGateway } from './helpers.gateway.js';
import { SocketSender } from './socket.sender.js';

const BATCH = 100;
/** A page that does not acknowledge holds its batch for seconds: others run beside it. */
const MOST_RUNS = 4;

/** Relays outbox rows of channel `socket` to the helpers who are connected to this process. */
@Injectable()
export class OutboxRelayService {
  readonly #sender: SocketSender;
  #runs = 0;
  #runAgain = false;
  #closed = false;

  constructor(
    private readonly helpers: HelpersGateway,
    queries: IncidentQueries,
    regions: RegionNames,
    @Inject(USE_CASE_DEPS) private readonly deps: RelayDeps,
    private readonly logger: JsonLogger,
  ) {
    this.#sender = new SocketSender({ helpers, queries, regionName: (id) => regions.nameOf(id) });
  }

  /** Starts a run, at most four at a time; one that does not start is made up for when a run ends. */
  schedule(onTrouble: (error: unknown) => void): void {
    if (this.#runs >= MOST_RUNS) {
      this.#runAgain = true;
      return;
    }
    this.#runs += 1;
    void this.run()
      .catch(onTrouble)
      .finally(() => {
        this.#runs -= 1;
        if (this.#runAgain && !this.#closed) {
          this.#runAgain = false;
          this.schedule(onTrouble);
        }
      });
  }

  /** Until nothing is left to relay. */
  async run(): Promise<void> {
    for (;;) {
      const recipients = this.helpers.connectedRecipients();
      if (recipients.length === 0 || this.#closed) return;
      const { taken, failed } = await relayOnce(this.deps, [this.#sender], { recipients, limit: BATCH });
      for (const { id, error } of failed) this.logger.fact('warn', 'not-delivered', { row: id, error });
      if (taken < BATCH) return;
    }
  }

  close(): void {
    this.#closed = true;
  }
}
