import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import { minutes, type Clock, type Instant, type RegionId } from '@silverbell/kernel';

const REMEMBERED_FOR = minutes(1);

@Injectable()
export class RegionNames {
  #known: ReadonlyMap<string, string> = new Map();
  #at: Instant | null = null;

  constructor(
    @Inject(DirectoryQueries) private readonly directory: Pick<DirectoryQueries, 'regions'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Another process changed the tree at `at`: what was read before is read again. */
  forgetBefore(at: Instant): void {
    if (this.#at !== null && this.#at <= at) this.#at = null;
  }

  async nameOf(id: RegionId): Promise<string> {
    const now = this.clock.now();
    if (this.#at === null || now - this.#at > REMEMBERED_FOR) {
      this.#known = new Map((await this.directory.regions()).map((region) => [region.id, region.name]));
      this.#at = now;
    }
    return this.#known.get(id) ?? id;
  }
}
