import { Controller, Inject, Param } from '@nestjs/common';
import { orderCursor, PostgresDemoCareClock, PostgresOrderStore, type OrderOnFile } from '@silverbell/adapter-postgres';
import { addDays, ORDER_TABLE, type OrderActor } from '@silverbell/care';
import { as, fromIso, toIso, type HelperId } from '@silverbell/kernel';
import { careDay, commandOrder, type CareClock, type Deps, type OrderDeps, type OrderWish } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../../auth/sessions.js';
import { ProblemError } from '../../http/problems/problem-error.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../../http/routes/parameters.js';
import { Serves } from '../../http/routes/serves.js';
import { RegistryCommands } from '../../regions/registry-commands.js';
import { pageBy } from '../../regions/registry-page.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';
import { actorFor } from '../actors.js';
import { shownAtDoor } from '../shown-at-door.js';
import { OrderAccess } from './order-access.service.js';
import { OrderConcerns } from './order-concerns.service.js';
import { myOrderOf, orderOnWire, orderWithTrail } from './order.presenter.js';

type OrderAnswer = AnswerOf<'assignOrder'>;
type CheckInBody = ParsedBody<'startOrder'>;

/** Service orders: lists, the worker's day, and every command of CR-30. */
@Controller()
export class OrdersController {
  private readonly orderDeps: OrderDeps;

  constructor(
    private readonly orders: PostgresOrderStore,
    private readonly access: OrderAccess,
    private readonly concerns: OrderConcerns,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {
    this.orderDeps = { orders, newId: deps.newId, timeZone: deps.timeZone };
  }

  @Serves('serviceOrders')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, seniorId, workerId, from, to, state, cursor, limit }: ParsedQuery<'serviceOrders'>,
  ): Promise<AnswerOf<'serviceOrders'>> {
    const seen = await this.access.within(account, regionId);
    const today = await careDay(this.clock, this.deps.timeZone);
    const seniorIds = seniorId === undefined ? seen.seniorIds : bothOf(seen.seniorIds, seniorId);
    const asked = { ...seen, seniorIds, workerId: workerId ?? seen.workerId, from, to, state, cursor };
    if (seen.workerId !== undefined && workerId !== undefined && workerId !== seen.workerId)
      return { today, items: [], nextCursor: null };
    const page = await pageBy(orderCursor, limit, (take) => this.orders.page({ ...asked, take }));
    return { today, ...page, items: await Promise.all(page.items.map((one) => this.shown(account, one))) };
  }

  @Serves('serviceOrder')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'serviceOrder'>> {
    const { found, actors } = await this.access.seen(account, id);
    const [trail, report] = [await this.orders.trail(id), await this.orders.report(id)];
    return orderWithTrail(found, actors, { trail, report, isKept: await this.access.isKeptFrom(account, id) });
  }

  @Serves('myOrders')
  async mine(
    @Caller() account: Account,
    @ValidQuery() { from, to }: ParsedQuery<'myOrders'>,
  ): Promise<AnswerOf<'myOrders'>> {
    if (account.helperId === null) throw new ProblemError('not-allowed');
    const today = await careDay(this.clock, this.deps.timeZone);
    const found = await this.orders.ofWorker(account.helperId, from ?? today, to ?? from ?? addDays(today, 1));
    const actors: readonly OrderActor[] = [{ role: 'worker', id: account.id }];
    const demoClock = this.clock instanceof PostgresDemoCareClock ? toIso(await this.clock.now()) : null;
    return { today, demoClock, items: found.map((one) => myOrderOf(one, actors)) };
  }

  @Serves('assignOrder')
  assign(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { workerId, secondWorkerId }: ParsedBody<'assignOrder'>,
  ): Promise<OrderAnswer> {
    const second = secondWorkerId === undefined ? null : as<HelperId>(secondWorkerId);
    return this.act(account, id, headers, {
      ...{ type: 'assign', workerId: as<HelperId>(workerId), secondWorkerId: second },
    });
  }

  @Serves('declineOrder')
  decline(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'declineOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'decline' }, reason);
  }

  @Serves('startOrder')
  start(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'startOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'start', ...checkInOf(body), reason: body.reason ?? null });
  }

  @Serves('finishOrder')
  finish(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'finishOrder'>,
  ): Promise<OrderAnswer> {
    const { items, seen, condition, flags, note } = body;
    const report = { items, seen, condition, flags };
    const wish = { type: 'finish', ...checkInOf(body), reason: body.reason ?? null, report } as const;
    return this.act(account, id, headers, wish, note);
  }

  @Serves('noEntry')
  noEntry(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'noEntry'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'no-entry', shown: shownAtDoor(body) }, body.note);
  }

  @Serves('orderAlarm')
  alarm(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { code, fire }: ParsedBody<'orderAlarm'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'alarm', code, fire: fire === true });
  }

  @Serves('interruptOrder')
  interrupt(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason, note }: ParsedBody<'interruptOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'interrupt', reason }, note);
  }

  @Serves('cancelOrder')
  cancel(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason, by }: ParsedBody<'cancelOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'cancel', reason: by }, reason);
  }

  @Serves('confirmOrder')
  confirm(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { by, channel, signed, note }: ParsedBody<'confirmOrder'>,
  ): Promise<OrderAnswer> {
    const wish = { type: 'confirm', voice: by, channel, signed: signed === true } as const;
    return this.act(account, id, headers, wish, note);
  }

  @Serves('disputeOrder')
  dispute(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { by, channel, signed, note }: ParsedBody<'disputeOrder'>,
  ): Promise<OrderAnswer> {
    const wish = { type: 'dispute', voice: by, channel, signed: signed === true } as const;
    return this.act(account, id, headers, wish, note);
  }

  @Serves('settleOrder')
  settle(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { upheld, reason }: ParsedBody<'settleOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'settle', upheld }, reason);
  }

  @Serves('reviewOrder')
  review(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { decision, reason }: ParsedBody<'reviewOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'review', decision, hasReason: reason !== undefined }, reason);
  }

  @Serves('quoteOrder')
  quote(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { extraMinutes, items }: ParsedBody<'quoteOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'quote', extraMinutes, items });
  }

  @Serves('acceptQuote')
  acceptQuote(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { by, channel, signed, callReference, contactId }: ParsedBody<'acceptQuote'>,
  ): Promise<OrderAnswer> {
    const how = { voice: by, channel, signed: signed === true, contactId: contactId ?? null } as const;
    return this.act(account, id, headers, { type: 'accept-quote', ...how }, callReference);
  }

  @Serves('rateOrder')
  rate(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { value, channel, by }: ParsedBody<'rateOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'rate', value, voice: by, channel });
  }

  @Serves('voidOrder')
  void(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'voidOrder'>,
  ): Promise<OrderAnswer> {
    return this.act(account, id, headers, { type: 'void' }, reason);
  }

  private async act(
    account: Account,
    id: string,
    headers: CommandHeaders,
    wish: OrderWish,
    note?: string,
  ): Promise<OrderAnswer> {
    const { actors } = await this.access.seen(account, id);
    const done = await commandOrder(this.orderDeps, this.commands.of(account, headers), {
      ...{ id, ifMatch: headers.ifMatch, wish, note: note ?? null, careNow: await this.clock.now() },
      actor: actorFor(actors, ORDER_TABLE[wish.type].roles),
    });
    const answer = await this.commands.answer(done, async (one) => {
      const now = await this.orders.byId(one);
      if (now === null) throw new ProblemError('not-found');
      return this.shown(account, now);
    });
    if (ASKS_FOR_HELP.has(wish.type)) await this.concerns.open(id);
    return answer;
  }

  private async shown(account: Account, found: OrderOnFile): Promise<OrderAnswer> {
    return orderOnWire(found, await this.access.actorsOn(account, found.order));
  }
}

/** A visit that begins an incident answers when it stands. */
const ASKS_FOR_HELP: ReadonlySet<OrderWish['type']> = new Set(['no-entry', 'alarm', 'finish']);

const bothOf = (seen: readonly string[] | undefined, wanted: string): readonly string[] =>
  seen === undefined || seen.includes(wanted) ? [wanted] : [];

const checkInOf = (body: CheckInBody): Pick<Extract<OrderWish, { type: 'start' }>, 'at' | 'shown'> => {
  const { at } = body;
  const instantAt = fromIso(at);
  if (instantAt === null) throw new ProblemError('invalid-request', { errors: [{ field: 'at', message: at }] });
  return { at: instantAt, shown: shownAtDoor(body) };
};
