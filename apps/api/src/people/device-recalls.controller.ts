import { Controller } from '@nestjs/common';
import { SeniorQueries } from '@silverbell/adapter-postgres';
import { recallOf } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { Caller } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { FilesService } from './files.service.js';

/** Devices that are to be fetched; until then each still raises. */
@Controller()
export class DeviceRecallsController {
  constructor(
    private readonly files: FilesService,
    private readonly seniors: SeniorQueries,
    private readonly scope: RegionScope,
  ) {}

  @Serves('deviceRecalls')
  async list(@Caller() account: Account): Promise<AnswerOf<'deviceRecalls'>> {
    const rows = await this.seniors.recalls([...(await this.scope.regionsOf(account))]);
    return {
      items: rows.map(({ deviceId, role, room, seniorId, seniorName, homeId, homeLabel, regionId, why, since }) => ({
        ...{ device: { id: deviceId, role, room }, home: { id: homeId, label: homeLabel }, regionId, why, since },
        senior: seniorId === null || seniorName === null ? null : { id: seniorId, name: seniorName },
        ...recallOf(since, this.files.today),
      })),
    };
  }
}
