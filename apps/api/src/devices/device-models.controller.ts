import { Controller } from '@nestjs/common';
import { PostgresDeviceModelStore, type DeviceModelFile } from '@silverbell/adapter-postgres';
import { isRefusal } from '@silverbell/kernel';
import type { AnswerOf, DeviceModel } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { DeviceAccess } from './device-access.service.js';

/** The products that are in use: what they can do, and how long they may be silent. */
@Controller()
export class DeviceModelsController {
  constructor(
    private readonly models: PostgresDeviceModelStore,
    private readonly access: DeviceAccess,
  ) {}

  @Serves('deviceModels')
  async list(): Promise<AnswerOf<'deviceModels'>> {
    return { items: (await this.models.list()).map(modelOf) };
  }

  @Serves('addDeviceModel')
  async add(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'addDeviceModel'>,
  ): Promise<AnswerOf<'addDeviceModel'>> {
    const { name, role, profile, capabilities } = body;
    const { maker = null, supervisionS = null, firmware = null, firmwareUntil = null } = body;
    const id = body.id ?? `model-${this.access.newId().slice(0, 8)}`;
    const done = await this.models.add(
      { id, name, maker, role, profile, capabilities, supervisionS, firmware, firmwareUntil },
      this.access.command(account, undefined, headers),
    );
    if (isRefusal(done)) throw ProblemError.of(done);
    const model = await this.models.byId(done.id);
    if (model === null) throw new ProblemError('not-found');
    return modelOf(model);
  }
}

const modelOf = ({ capabilities, ...model }: DeviceModelFile): DeviceModel => ({
  ...{ id: model.id, name: model.name, maker: model.maker, role: model.role, profile: model.profile },
  ...{ capabilities: [...capabilities], supervisionS: model.supervisionS },
  ...{ firmware: model.firmware, firmwareUntil: model.firmwareUntil },
});
