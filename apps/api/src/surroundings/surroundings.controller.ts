import { Controller, Header, Inject } from '@nestjs/common';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import { Serves } from '../http/routes/serves.js';
import { DEMO_SEED, demoBasemap } from '@silverbell/demo';
import { toIso } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import { basemapResponse, type AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS, SETTINGS, VERSION } from '../tokens.js';

/** What a page needs before anybody is logged in; nothing of people. */
@Controller()
export class SurroundingsController {
  #drawn: AnswerOf<'basemap'> | null = null;

  constructor(
    private readonly directory: DirectoryQueries,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(VERSION) private readonly version: string,
  ) {}

  @Serves('meta')
  @Header('cache-control', 'no-store')
  meta(): AnswerOf<'meta'> {
    return {
      demo: this.settings.mode === 'demo',
      version: this.version,
      timeZone: this.settings.timeZone,
      serverTime: toIso(this.deps.clock.now()),
      mqttWsPort: this.settings.mqttWsPort,
    };
  }

  @Serves('basemap')
  @Header('cache-control', 'public, max-age=3600')
  async basemap(): Promise<AnswerOf<'basemap'>> {
    this.#drawn ??=
      this.settings.mode === 'demo' ? basemapResponse.parse(demoBasemap(DEMO_SEED)) : await this.ofDeployment();
    return this.#drawn;
  }

  private async ofDeployment(): Promise<AnswerOf<'basemap'>> {
    const [root] = await this.directory.regions();
    const drawn = root ? basemapResponse.safeParse(await this.directory.basemap(root.id, this.deps.clock.now())) : null;
    return drawn?.success ? drawn.data : { type: 'FeatureCollection', features: [] };
  }
}
