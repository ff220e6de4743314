import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import { narrowed } from './roles.js';
import type { Account } from './sessions.js';
import { as, minutes, type Clock, type Instant, type RegionId } from '@silverbell/kernel';

export interface RegionTree {
  /** The region and everything below it. */
  visibleRegions(regionId: RegionId): Promise<readonly RegionId[]>;
}

/** A village that was moved away by another process stays visible at most this long; a new one is looked up when it is first asked for. */
const REMEMBERED_FOR = minutes(1);

/** Visibility is inherited downwards (SR-01): an account sees the regions of its roles and everything below them. */
@Injectable()
export class RegionScope {
  readonly #below = new Map<RegionId, { readonly regions: ReadonlySet<RegionId>; readonly at: Instant }>();

  constructor(
    @Inject(PostgresAccountStore) private readonly tree: RegionTree,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async regionsOf({ roles }: Pick<Account, 'roles'>): Promise<ReadonlySet<RegionId>> {
    const [first, ...others] = await Promise.all(distinct(roles).map((regionId) => this.below(regionId)));
    if (first === undefined) return new Set();
    return others.length === 0 ? first : new Set([...first, ...others.flatMap((regions) => [...regions])]);
  }

  async sees(account: Pick<Account, 'roles'>, regionId: RegionId): Promise<boolean> {
    if ((await this.regionsOf(account)).has(regionId)) return true;
    for (const top of distinct(account.roles)) this.#below.delete(top);
    return (await this.regionsOf(account)).has(regionId);
  }

  /** With those of its roles that are for this region or one above it; `null`: it does not see the region. */
  async at<A extends Pick<Account, 'roles'>>(account: A, regionId: RegionId): Promise<A | null> {
    if (!(await this.sees(account, regionId))) return null;
    const above = await Promise.all(account.roles.map(async (one) => (await this.below(one.regionId)).has(regionId)));
    return narrowed(account, (grant) => above[account.roles.indexOf(grant)] === true);
  }

  /** The region and everything below it. */
  async below(regionId: RegionId): Promise<ReadonlySet<RegionId>> {
    const now = this.clock.now();
    const known = this.#below.get(regionId);
    if (known && now - known.at < REMEMBERED_FOR) return known.regions;
    const regions = new Set(await this.tree.visibleRegions(regionId));
    this.#below.set(regionId, { regions, at: now });
    return regions;
  }

  /** What a list is asked for: the region and everything below it, as far as the account sees it; without a region, all it sees. */
  async within(account: Pick<Account, 'roles'>, regionId: string | undefined): Promise<readonly RegionId[]> {
    if (regionId === undefined) return [...(await this.regionsOf(account))];
    const top = as<RegionId>(regionId);
    return (await this.sees(account, top)) ? this.tree.visibleRegions(top) : [];
  }

  /** Another process changed the tree at `at`: what was read before is read again. */
  forgetBefore(at: Instant): void {
    for (const [top, known] of this.#below) if (known.at <= at) this.#below.delete(top);
  }

  /** The tree has just been changed. */
  forgetTree(): void {
    this.#below.clear();
  }
}

const distinct = (roles: Account['roles']): readonly RegionId[] => [...new Set(roles.map(({ regionId }) => regionId))];
