import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresOrderStore, type PlanOnFile } from '@silverbell/adapter-postgres';
import type { OrderActor } from '@silverbell/care';
import { toIso, type RegionId } from '@silverbell/kernel';
import {
  careDay,
  changePlanProvider,
  createOrder,
  createPlan,
  endPlan,
  type CareClock,
  type Deps,
  type OrderDeps,
} from '@silverbell/usecases';
import type { AnswerOf, ServicePlanOnWire } from '@silverbell/wire';
import { RegionScope } from '../../auth/region-scope.js';
import { hasRole } from '../../auth/roles.js';
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
import { onlyOne, pageOf } from '../../regions/registry-page.js';
import { RegistryCommands } from '../../regions/registry-commands.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';
import { OrderAccess } from './order-access.service.js';
import { orderOnWire, planOnWire } from './order.presenter.js';

/** Service plans, and orders that are made beside them (CR-29); what is under protection (CR-35). */
@Controller()
export class ServicePlansController {
  private readonly orderDeps: OrderDeps;

  constructor(
    private readonly orders: PostgresOrderStore,
    private readonly access: OrderAccess,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {
    this.orderDeps = { orders, newId: deps.newId, timeZone: deps.timeZone };
  }

  @Serves('servicePlans')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, seniorId, cursor, limit }: ParsedQuery<'servicePlans'>,
  ): Promise<AnswerOf<'servicePlans'>> {
    const { regionIds, providerId } = await this.access.within(account, regionId);
    const asked = { regionIds, providerId, seniorId, cursor };
    const page = await pageOf(limit, (take) => this.orders.plans({ ...asked, take }));
    return { ...page, items: await Promise.all(page.items.map((one) => this.shown(account, one))) };
  }

  @Serves('createServicePlan')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'createServicePlan'>,
  ): Promise<AnswerOf<'createServicePlan'>> {
    const { actor, own } = await this.planner(account, wanted.seniorId);
    if (own !== null && wanted.providerId !== undefined && wanted.providerId !== own)
      throw new ProblemError('worker-unknown');
    const done = await createPlan(
      this.orderDeps,
      this.commands.of(account, headers),
      {
        ...{ id: wanted.id, seniorId: wanted.seniorId, providerId: own ?? wanted.providerId ?? null },
        ...{ items: wanted.items, weekdays: wanted.weekdays, starts: wanted.startTime, ends: wanted.endTime },
        ...{ preferredWorker: wanted.preferredWorkerId ?? null, from: wanted.from, to: wanted.to ?? null },
      },
      { ...(await this.now()), actor },
    );
    return this.commands.answer(done, async (one) => this.shown(account, await this.plan(one)));
  }

  @Serves('endServicePlan')
  async end(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { on, reason }: ParsedBody<'endServicePlan'>,
  ): Promise<AnswerOf<'endServicePlan'>> {
    const plan = await this.plan(id);
    const own = await this.access.providerOf(account);
    const isOwn = own !== null && plan.providerId === own;
    if (!isOwn && !(await this.officeSees(account, plan.regionId))) throw new ProblemError('not-found');
    const { careNow } = await this.now();
    const asked = { id, ifMatch: headers.ifMatch, on, reason, careNow };
    const done = await endPlan(this.orderDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, async (one) => this.shown(account, await this.plan(one)));
  }

  @Serves('changePlanProvider')
  async changeProvider(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'changePlanProvider'>,
  ): Promise<AnswerOf<'changePlanProvider'>> {
    const plan = await this.plan(id);
    if (!(await this.officeSees(account, plan.regionId))) throw new ProblemError('not-found');
    const asked = { ...body, id, ifMatch: headers.ifMatch, ...(await this.now()) };
    const done = await changePlanProvider(this.orderDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, async (one) => this.shown(account, await this.plan(one)));
  }

  @Serves('createServiceOrder')
  async createOrder(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'createServiceOrder'>,
  ): Promise<AnswerOf<'createServiceOrder'>> {
    const { actor, own } = await this.planner(account, wanted.seniorId);
    const source = actor.role === 'contact' ? 'family' : (wanted.source ?? 'phone');
    const done = await createOrder(
      this.orderDeps,
      this.commands.of(account, headers),
      {
        ...{ id: wanted.id, seniorId: wanted.seniorId, providerId: own, items: wanted.items, day: wanted.day },
        ...{ starts: wanted.startTime, ends: wanted.endTime, source, madeUpFor: wanted.madeUpFor ?? null },
        note: wanted.note ?? null,
      },
      { ...(await this.now()), actor },
    );
    return this.commands.answer(done, async (id) => {
      const { found, actors } = await this.access.seen(account, id);
      return orderOnWire(found, actors);
    });
  }

  @Serves('protectedReferrals')
  async protectedReferrals(
    @Caller() account: Account,
    @ValidQuery() { cursor, limit }: ParsedQuery<'protectedReferrals'>,
  ): Promise<AnswerOf<'protectedReferrals'>> {
    const regionIds = await this.scope.within(account, undefined);
    const page = await pageOf(limit, (take) => this.orders.protectedReferrals(regionIds, cursor, take));
    return {
      nextCursor: page.nextCursor,
      items: page.items.map(({ seniorId, seniorName, at, ...rest }) => ({
        ...rest,
        senior: { id: seniorId, name: seniorName },
        at: toIso(at),
      })),
    };
  }

  /** As whom an account plans for a senior. `own`: its provider. */
  private async planner(
    account: Account,
    seniorId: string,
  ): Promise<{ readonly actor: OrderActor; readonly own: string | null }> {
    const actor = await this.access.mayPlanFor(account, seniorId, await this.orders.regionOfSenior(seniorId));
    const own = await this.access.providerOf(account);
    if (actor.role === 'provider' && own === null) throw new ProblemError('not-found');
    return { actor, own };
  }

  private async now() {
    const careNow = await this.clock.now();
    return { careNow, today: await careDay(this.clock, this.deps.timeZone) };
  }

  private async officeSees(account: Account, regionId: RegionId): Promise<boolean> {
    const at = await this.scope.at(account, regionId);
    return at !== null && hasRole(at, 'township-officer', 'community-officer');
  }

  private async shown(account: Account, plan: PlanOnFile): Promise<ServicePlanOnWire> {
    return planOnWire(plan, await this.access.actorsOn(account, plan));
  }

  private async plan(id: string): Promise<PlanOnFile> {
    return onlyOne(await this.orders.plans({ id, take: 1 }));
  }
}
