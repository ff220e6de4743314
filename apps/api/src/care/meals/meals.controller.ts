import { Controller, Inject, Param } from '@nestjs/common';
import { mealCursor, PostgresAccountStore, PostgresMealStore, type MealOnFile } from '@silverbell/adapter-postgres';
import { MEAL_TABLE, mealActions, type MealActor, type MealRole } from '@silverbell/care';
import { as, fromIso, toIso, type RegionId, type SeniorId } from '@silverbell/kernel';
import { bookMeal, commandMeal, type CareClock, type Deps, type MealDeps, type MealWish } from '@silverbell/usecases';
import type { AnswerOf, MealBookingOnWire } from '@silverbell/wire';
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
import { RegistryCommands } from '../../regions/registry-commands.js';
import { pageBy } from '../../regions/registry-page.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';
import { actorFor, seenBy } from '../actors.js';
import { shownName } from '../shown-name.js';

/** Booked meals: what comes, who took it, and what was left (CR-59). */
@Controller()
export class MealsController {
  private readonly mealDeps: MealDeps;

  constructor(
    private readonly meals: PostgresMealStore,
    private readonly accounts: PostgresAccountStore,
    private readonly scope: RegionScope,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) deps: Deps,
  ) {
    this.mealDeps = { meals, newId: deps.newId, timeZone: deps.timeZone };
  }

  @Serves('mealBookings')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, seniorId, limit, ...search }: ParsedQuery<'mealBookings'>,
  ): Promise<AnswerOf<'mealBookings'>> {
    const own = isFamily(account) ? await this.accounts.seniorsOf(account.id) : null;
    const regionIds = own !== null && regionId === undefined ? undefined : await this.scope.within(account, regionId);
    const seniorIds =
      seniorId === undefined
        ? (own ?? undefined)
        : own === null || own.includes(as<SeniorId>(seniorId))
          ? [seniorId]
          : [];
    const asked = { ...search, regionIds, seniorIds };
    const page = await pageBy(mealCursor, limit, (take) => this.meals.page({ ...asked, take }));
    const shown = page.items.map(async (one) => mealOnWire(one, await this.actorsOn(account, one.booking)));
    return { ...page, items: await Promise.all(shown) };
  }

  @Serves('createMealBooking')
  async book(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { id, seniorId, mealPointId, on }: ParsedBody<'createMealBooking'>,
  ): Promise<AnswerOf<'createMealBooking'>> {
    const senior = as<SeniorId>(seniorId);
    const regionId = await this.meals.regionOf(seniorId);
    const [actor] = regionId === null ? [] : await this.actorsOn(account, { seniorId: senior, regionId });
    const [point] = await this.meals.points(null, mealPointId, undefined, 1);
    if (actor === undefined || point === undefined) throw new ProblemError('not-found');
    // A family books where her own place is; an office among the points that it sees.
    if (actor.role !== 'contact' && !(await this.scope.sees(account, point.regionId)))
      throw new ProblemError('not-found');
    const done = await bookMeal(this.mealDeps, this.commands.of(account, headers), {
      ...{ id, seniorId: senior, mealPointId, on, actor, careNow: await this.clock.now() },
    });
    return this.commands.answer(done, (one) => this.presented(account, one));
  }

  @Serves('attendMeal')
  attend(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { at, means, inPerson, by, note }: ParsedBody<'attendMeal'>,
  ): Promise<AnswerOf<'attendMeal'>> {
    const taker = by ?? (inPerson === true ? 'senior' : 'other');
    const wish = { type: 'attend', at: at === undefined ? null : fromIso(at), means, by: taker } as const;
    return this.act(account, id, headers, wish, note);
  }

  @Serves('refuseMeal')
  refuse(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { untouched, note }: ParsedBody<'refuseMeal'>,
  ): Promise<AnswerOf<'refuseMeal'>> {
    return this.act(account, id, headers, { type: 'refuse', untouched }, note);
  }

  @Serves('cancelMeal')
  cancel(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'cancelMeal'>,
  ): Promise<AnswerOf<'cancelMeal'>> {
    return this.act(account, id, headers, { type: 'cancel' }, reason);
  }

  private async act(
    account: Account,
    id: string,
    headers: CommandHeaders,
    wish: MealWish,
    note: string | undefined,
  ): Promise<MealBookingOnWire> {
    const { actors } = await seenBy(await this.meals.byId(id), ({ booking }) => this.actorsOn(account, booking));
    const done = await commandMeal(this.mealDeps, this.commands.of(account, headers), {
      ...{ id, ifMatch: headers.ifMatch, wish, note: note ?? null, careNow: await this.clock.now() },
      actor: actorFor(actors, MEAL_TABLE[wish.type].roles),
    });
    return this.commands.answer(done, (one) => this.presented(account, one));
  }

  private async presented(account: Account, id: string): Promise<MealBookingOnWire> {
    const found = await this.meals.byId(id);
    if (found === null) throw new ProblemError('not-found');
    return mealOnWire(found, await this.actorsOn(account, found.booking));
  }

  /** As whom an account stands before a person's meal; none: it does not see it. */
  private async actorsOn(
    account: Account,
    { regionId, seniorId }: { readonly regionId: RegionId; readonly seniorId: SeniorId },
  ): Promise<readonly MealActor[]> {
    const { id } = account;
    const actors: MealActor[] = [];
    const add = (role: MealRole, when: boolean): void => void (when && actors.push({ role, id }));
    const at = await this.scope.at(account, regionId);
    if (at !== null) {
      add('point', hasRole(at, 'community-officer', 'village-cadre', 'township-officer'));
      add('desk', hasRole(at, 'operator', 'lead'));
      add('reader', hasRole(at, 'county-officer', 'supervisor'));
    }
    add('contact', hasRole(account, 'family') && (await this.accounts.seniorsOf(id)).includes(seniorId));
    return actors;
  }
}

const isFamily = (account: Account): boolean => account.roles.every(({ role }) => role === 'family');

function mealOnWire({ booking, seniorName, pointName }: MealOnFile, actors: readonly MealActor[]): MealBookingOnWire {
  const { opensAt, closesAt, taken, ...rest } = booking;
  return {
    ...rest,
    senior: { id: rest.seniorId, name: shownName(seniorName, actors) },
    mealPoint: { id: rest.mealPointId, name: pointName },
    ...{ opensAt: toIso(opensAt), closesAt: toIso(closesAt), payFen: rest.priceFen - rest.subsidyFen },
    ...{ attendedAt: taken === null ? null : toIso(taken.at), means: taken?.means ?? null, by: taken?.by ?? null },
    inPerson: taken?.inPerson ?? null,
    allowedActions: [...new Set(actors.flatMap(({ role }) => mealActions(rest.state, role)))],
  };
}
