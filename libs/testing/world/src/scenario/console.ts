import { ApiClient } from '@silverbell/web-api-client';
import { LiveCases, SocketTransport, type LiveCasesState } from '@silverbell/web-live';
import type { AnswerOf, IncidentSummary } from '@silverbell/wire';
import type { Account } from './account.js';
import { Cable } from './cable.js';
import type { WorldIncident } from './world-incident.js';
import { eventually } from './eventually.js';

/** A console as it runs in a browser, without the browser: the same store, over a line that can be cut. */
export class ConsolePage {
  readonly cable: Cable;
  readonly defects: string[] = [];
  /** Codes of what the server said beside the cases, in order. */
  readonly notices: string[] = [];
  private live: LiveCases<IncidentSummary> | null = null;
  private transport: SocketTransport | null = null;
  private stop: () => void = () => undefined;

  constructor(
    private readonly account: Account,
    apiPort: () => number,
  ) {
    this.cable = new Cable(apiPort);
  }

  async opens(): Promise<this> {
    await this.cable.lay();
    await this.account.logsIn();
    const api = new ApiClient({
      origin: this.cable.origin,
      token: () => this.account.currentToken(),
      timeoutMs: 3_000,
    });
    this.transport = new SocketTransport(`${this.cable.origin}/console`, () => this.account.currentToken());
    this.transport.on('notice', ({ code }) => void this.notices.push(code));
    this.live = new LiveCases<IncidentSummary>({
      transport: this.transport,
      readOpen: async function* () {
        let cursor: string | null = '';
        while (cursor !== null) {
          const query = { state: 'open', limit: 100, ...(cursor === '' ? {} : { cursor }) } as const;
          const page: AnswerOf<'incidents'> = await api.call('incidents', { query });
          yield page.items;
          cursor = page.nextCursor;
        }
      },
      readSome: async (ids) => (await api.call('incidents', { query: { ids: ids.join(',') } })).items,
      now: () => performance.now(),
      every: (ms, run) => {
        const timer = setInterval(run, ms);
        return () => clearInterval(timer);
      },
      later: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      reportDefect: (sentence) => this.defects.push(sentence),
    });
    this.stop = this.live.start();
    await eventually(
      'the console is live',
      () => this.state().connection === 'live' && this.state().known,
      () => this.state().connection,
    );
    return this;
  }

  state(): LiveCasesState<IncidentSummary> {
    if (this.live === null) throw new Error('the console is not open');
    return this.live.state();
  }

  /** Waits until the row of this case is as expected. */
  async shows(
    one: WorldIncident,
    fits: (row: IncidentSummary) => boolean = () => true,
    what = 'the case',
  ): Promise<IncidentSummary> {
    return eventually(
      `the console shows ${what}`,
      () => [...this.state().cases.values()].find((row) => row.id === one.id && fits(row)),
      () => [...this.state().cases.values()].find((row) => row.id === one.id),
    );
  }

  async showsNoMore(one: WorldIncident): Promise<void> {
    await eventually('the console shows the case no more', () => !this.state().cases.has(one.id));
  }

  /** The connection as the screen says it. */
  async showsConnection(connection: LiveCasesState<IncidentSummary>['connection']): Promise<void> {
    await eventually(
      `the console says "${connection}"`,
      () => this.state().connection === connection,
      () => this.state().connection,
    );
  }

  /** What the sound is made from: unattended incidents of severity 1. */
  rings(): boolean {
    return [...this.state().cases.values()].some((row) => row.severity === 1 && row.attention.state === 'waiting');
  }

  /** The versions the server says are open. */
  async resumes(): Promise<ReadonlyMap<string, number>> {
    if (this.transport === null) throw new Error('the console is not open');
    return new Map((await this.transport.resume()).map(({ id, version }) => [id, version]));
  }

  async closes(): Promise<void> {
    this.stop();
    await this.cable.takeAway();
  }
}
