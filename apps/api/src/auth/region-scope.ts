import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import type { Account } from './sessions.js';
import { as, minutes, type Clock, type Instant, type RegionId } from '@silverbell/kernel';

export interface RegionTree {
  /** The region and everything below it. */
  visibleRegions(regionId: RegionId): Promise<readonly RegionId[]>;
}

/** A village that was moved away by another process stays visible at most this long; a new one is looked up when it is first asked for. */
const REMEMBERED_FOR = minutes(1);

/** Visibility is inherited downwards (SR-01): an account sees its own region and everything below it. */
@Injectable()
export class RegionScope {
  readonly #below = new Map<RegionId, { readonly regions: ReadonlySet<RegionId>; readonly at: Instant }>();

  constructor(
    @Inject(PostgresAccountStore) private readonly tree: RegionTree,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async regionsOf({ regionId }: Pick<Account, 'regionId'>): Promise<ReadonlySet<RegionId>> {
    const now = this.clock.now();
    const known = this.#below.get(regionId);
    if (known && now - known.at < REMEMBERED_FOR) return known.regions;
    const regions = new Set(await this.tree.visibleRegions(regionId));
    this.#below.set(regionId, { regions, at: now });
    return regions;
  }

  async sees(account: Pick<Account, 'regionId'>, regionId: RegionId): Promise<boolean> {
    if ((await this.regionsOf(account)).has(regionId)) return true;
    this.#below.delete(account.regionId);
    return (await this.regionsOf(account)).has(regionId);
  }

  /** What a list is asked for: the region and everything below it, as far as the account sees it; without a region, all it sees. */
  async within(account: Pick<Account, 'regionId'>, regionId: string | undefined): Promise<readonly RegionId[]> {
    if (regionId === undefined) return [...(await this.regionsOf(account))];
    const top = as<RegionId>(regionId);
    return (await this.sees(account, top)) ? this.tree.visibleRegions(top) : [];
  }

  /** The tree has just been changed. */
  forgetTree(): void {
    this.#below.clear();
  }
}
