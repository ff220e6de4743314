import { Controller, Header, Inject } from '@nestjs/common';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import { DEMO_SEED, demoBasemap } from '@silverbell/demo';
import type { Clock } from '@silverbell/kernel';
import { basemapResponse, type AnswerOf } from '@silverbell/wire';
import { Serves } from '../http/routes/serves.js';
import { CLOCK, SETTINGS } from '../tokens.js';

/** The drawing below the map: that of the demo town, or the one stored for the uppermost region. */
@Controller()
export class BasemapController {
  #drawn: AnswerOf<'basemap'> | null = null;

  constructor(
    private readonly directory: DirectoryQueries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Serves('basemap')
  @Header('cache-control', 'public, max-age=3600')
  async basemap(): Promise<AnswerOf<'basemap'>> {
    this.#drawn ??=
      this.settings.mode === 'demo' ? basemapResponse.parse(demoBasemap(DEMO_SEED)) : await this.ofDeployment();
    return this.#drawn;
  }

  private async ofDeployment(): Promise<AnswerOf<'basemap'>> {
    const [root] = await this.directory.regions();
    const drawn = root ? basemapResponse.safeParse(await this.directory.basemap(root.id, this.clock.now())) : null;
    return drawn?.success ? drawn.data : { type: 'FeatureCollection', features: [] };
  }
}
