import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresMealStore } from '@silverbell/adapter-postgres';
import type { MealPoint } from '@silverbell/care';
import { as, type RegionId } from '@silverbell/kernel';
import { changeMealPoint, createMealPoint, type Deps, type MealDeps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../../auth/region-scope.js';
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
import { USE_CASE_DEPS } from '../../tokens.js';

/** Where meals are served, when, and for what price (CR-59). */
@Controller()
export class MealPointsController {
  private readonly mealDeps: MealDeps;

  constructor(
    private readonly meals: PostgresMealStore,
    private readonly scope: RegionScope,
    private readonly commands: RegistryCommands,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {
    this.mealDeps = { meals, newId: deps.newId, timeZone: deps.timeZone };
  }

  @Serves('mealPoints')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, cursor, limit }: ParsedQuery<'mealPoints'>,
  ): Promise<AnswerOf<'mealPoints'>> {
    const regionIds = await this.scope.within(account, regionId);
    const page = await pageOf(limit, (take) => this.meals.points(regionIds, undefined, cursor, take));
    return { ...page, items: page.items.map(pointOnWire) };
  }

  @Serves('createMealPoint')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { id, facilityId, menu, ...wanted }: ParsedBody<'createMealPoint'>,
  ): Promise<AnswerOf<'createMealPoint'>> {
    const regionId = as<RegionId>(wanted.regionId);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    await this.assertFacility(account, facilityId);
    const done = await createMealPoint(this.mealDeps, this.commands.of(account, headers), {
      ...{ ...wanted, regionId, id: id ?? this.deps.newId(), facilityId: facilityId ?? null, menu: menu ?? null },
    });
    return this.commands.answer(done, (one) => this.one(one));
  }

  @Serves('changeMealPoint')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeMealPoint'>,
  ): Promise<AnswerOf<'changeMealPoint'>> {
    const { regionId } = await this.one(id);
    if (!(await this.scope.sees(account, as<RegionId>(regionId)))) throw new ProblemError('not-found');
    await this.assertFacility(account, change.facilityId);
    const done = await changeMealPoint(this.mealDeps, this.commands.of(account, headers), {
      ...{ id, ifMatch: headers.ifMatch, change: withoutGaps(change) },
    });
    return this.commands.answer(done, (one) => this.one(one));
  }

  /** One that she does not see is as unknown as one that is not there. */
  private async assertFacility(account: Account, id: string | null | undefined): Promise<void> {
    if (id === null || id === undefined) return;
    const regionId = await this.meals.regionOfFacility(id);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('facility-unknown');
  }

  private async one(id: string): Promise<AnswerOf<'createMealPoint'>> {
    return pointOnWire(onlyOne(await this.meals.points(null, id, undefined, 1)));
  }
}

const pointOnWire = ({ changedBy: _, subsidies, ...point }: MealPoint) => ({ ...point, subsidies: [...subsidies] });

/** What the body leaves out stays as it is. */
const withoutGaps = (change: ParsedBody<'changeMealPoint'>): Partial<MealPoint> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
