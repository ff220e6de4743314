import { Controller, Header, Inject } from '@nestjs/common';
import type { Settings } from '@silverbell/adapter-runtime';
import { toIso, type Clock } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { MAP_FILE_PATH, mapFileOf } from '../http/map-file.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK, SETTINGS, VERSION } from '../tokens.js';

/** What a page needs before the login; nothing of people. */
@Controller()
export class MetaController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
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
      serverTime: toIso(this.clock.now()),
      mqttWsPort: this.settings.mqttWsPort,
      organisationLogin: this.settings.oidc !== null,
      map: {
        file: mapFileOf(this.settings) === null ? null : MAP_FILE_PATH,
        tiles:
          this.settings.mapTiles === null
            ? null
            : { ...this.settings.mapTiles, urls: [...this.settings.mapTiles.urls] },
      },
    };
  }
}
