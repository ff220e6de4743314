import type { Assignment, BodyOf, Offer } from '@silverbell/wire';
import { io, type Socket } from 'socket.io-client';
import type { Account } from './account.js';
import type { WorldIncident } from './world-incident.js';
import { eventually } from './eventually.js';

export interface Pushed {
  readonly name: string;
  readonly message: Readonly<Record<string, unknown>>;
}

type Body<N extends 'decline' | 'arrive' | 'scene' | 'finish' | 'withdraw'> = NonNullable<BodyOf<N>>;

/** A neighbour with a phone: what she sees she sees on the page, what she does she does by a tap. */
export class HelperPerson {
  /** What the page was pushed while it was open. */
  readonly pushed: Pushed[] = [];
  private socket: Socket | null = null;

  constructor(
    readonly id: string,
    readonly account: Account,
    private readonly origin: () => string,
    private readonly settle: () => Promise<void>,
  ) {}

  async goesOnDuty(): Promise<this> {
    await this.account.asks('duty', { body: { onDuty: true } });
    return this;
  }

  async goesOffDuty(): Promise<void> {
    await this.account.asks('duty', { body: { onDuty: false } });
  }

  async isAt(point: { readonly lat: number; readonly lng: number }): Promise<void> {
    await this.account.asks('position', { body: { ...point, accuracyM: 10 } });
    await this.settle();
  }

  /** Her page is open: the socket is connected and hears what is hers. */
  async opensThePage(): Promise<this> {
    const token = this.account.currentToken() ?? (await this.account.logsIn());
    const socket = io(`${this.origin()}/helper`, {
      auth: { token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    this.socket = socket;
    socket.onAny((name: string, message: Record<string, unknown>) => this.pushed.push({ name, message }));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    await this.settle();
    return this;
  }

  closesThePage(): void {
    this.socket?.disconnect();
    this.socket = null;
  }

  get hasPageOpen(): boolean {
    return this.socket?.connected === true;
  }

  async isPushed(
    name: string,
    fits: (message: Readonly<Record<string, unknown>>) => boolean = () => true,
  ): Promise<Pushed> {
    return eventually(
      `${this.id} is pushed ${name}`,
      () => this.pushed.find((one) => one.name === name && fits(one.message)),
      () => this.pushed,
    );
  }

  async offers(): Promise<readonly Offer[]> {
    return (await this.account.asks('myOffers')).items;
  }

  async offerFor(one: WorldIncident): Promise<Offer | undefined> {
    const mine = (await this.offers()).filter((offer) => offer.incidentId === one.id);
    return mine.find((offer) => offer.state === 'open') ?? mine[0];
  }

  /** Waits until she is asked to go to this case. */
  async isOffered(one: WorldIncident): Promise<Offer> {
    await eventually(
      `${this.id} is offered the case`,
      async () => (await one.now()).offers.some((offer) => offer.helperId === this.id && offer.state === 'open'),
      () => one.summary(),
    );
    const offer = await this.offerFor(one);
    if (offer?.state !== 'open') throw new Error(`${this.id} does not see her offer: ${JSON.stringify(offer)}`);
    return offer;
  }

  async isNotOffered(one: WorldIncident): Promise<void> {
    const asked = (await this.offers()).find((offer) => offer.incidentId === one.id);
    if (asked !== undefined) throw new Error(`${this.id} was asked: ${JSON.stringify(asked)}`);
  }

  async accepts(one: WorldIncident, key?: string): Promise<Assignment> {
    const offer = await this.offerFor(one);
    if (offer === undefined) throw new Error(`${this.id} was not asked`);
    const answer = await this.account.asks('accept', { of: { id: offer.id }, ...(key === undefined ? {} : { key }) });
    await this.settle();
    return answer;
  }

  async declines(one: WorldIncident, body: Body<'decline'> = {}): Promise<void> {
    const offer = await this.isOffered(one);
    await this.account.asks('decline', { of: { id: offer.id }, body });
    await this.settle();
  }

  async assignmentFor(one: WorldIncident): Promise<Assignment> {
    const found = (await this.account.asks('myAssignments')).items.find(
      (assignment) => assignment.incidentId === one.id,
    );
    if (found === undefined) throw new Error(`${this.id} has no part in the case`);
    return found;
  }

  async departs(one: WorldIncident): Promise<Assignment> {
    const answer = await this.account.asks('depart', { of: { id: (await this.assignmentFor(one)).id } });
    await this.settle();
    return answer;
  }

  async arrives(one: WorldIncident, body: Body<'arrive'> = {}): Promise<Assignment> {
    const answer = await this.account.asks('arrive', { of: { id: (await this.assignmentFor(one)).id }, body });
    await this.settle();
    return answer;
  }

  async reports(one: WorldIncident, code: Body<'scene'>['code'], entry?: Body<'scene'>['entry']): Promise<void> {
    const body = { code, ...(entry === undefined ? {} : { entry }) };
    await this.account.asks('scene', { of: { id: (await this.assignmentFor(one)).id }, body });
    await this.settle();
  }

  async finishes(one: WorldIncident, body: Body<'finish'> = { condition: 'fine' }): Promise<void> {
    await this.account.asks('finish', { of: { id: (await this.assignmentFor(one)).id }, body });
    await this.settle();
  }

  async withdraws(one: WorldIncident, reason: Body<'withdraw'>['reason'] = 'breakdown'): Promise<void> {
    await this.account.asks('withdraw', { of: { id: (await this.assignmentFor(one)).id }, body: { reason } });
    await this.settle();
  }
}
