import { Controller, Param } from '@nestjs/common';
import {
  PostgresDeviceMoves,
  PostgresDeviceRegister,
  type DeviceAnswer,
  type DeviceCommand,
} from '@silverbell/adapter-postgres';
import { as, type DeviceId } from '@silverbell/kernel';
import type { AnswerOf, DeviceMoved } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { DeviceAccess } from './device-access.service.js';

/** The way of a device from the stock into a home and back; its open connection ends with each step, and it comes back as what it is now. */
@Controller()
export class DeviceMovesController {
  constructor(
    private readonly moves: PostgresDeviceMoves,
    private readonly register: PostgresDeviceRegister,
    private readonly access: DeviceAccess,
    private readonly replicas: ReplicaBus,
  ) {}

  @Serves('bindDevice')
  async bind(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { homeId, seniorId, room }: ParsedBody<'bindDevice'>,
  ): Promise<AnswerOf<'bindDevice'>> {
    await this.access.row(account, id);
    const place = await this.access.home(account, homeId, seniorId);
    return this.move(account, id, undefined, headers, (device, command) =>
      this.moves.bind(device, { ...place, room }, command),
    );
  }

  @Serves('returnDevice')
  returned(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'returnDevice'>,
  ): Promise<AnswerOf<'returnDevice'>> {
    return this.move(account, id, reason, headers, (device, command) => this.moves.returnToStock(device, command));
  }

  @Serves('stockDevice')
  stock(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'stockDevice'>,
  ): Promise<AnswerOf<'stockDevice'>> {
    return this.move(account, id, reason, headers, (device, command) => this.moves.stock(device, command));
  }

  @Serves('replaceDevice')
  async replace(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { byDeviceId, reason }: ParsedBody<'replaceDevice'>,
  ): Promise<AnswerOf<'replaceDevice'>> {
    await this.access.row(account, id);
    const { id: nextId } = await this.access.row(account, byDeviceId);
    const moved = await this.move(account, id, reason, headers, (device, command) =>
      this.moves.replace(device, nextId, command, this.access.newId()),
    );
    this.replicas.publishLoginChanged(nextId);
    return moved;
  }

  @Serves('retireDevice')
  retire(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'retireDevice'>,
  ): Promise<AnswerOf<'retireDevice'>> {
    return this.move(account, id, reason, headers, (device, command) => this.moves.retire(device, command));
  }

  @Serves('changeDevice')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() details: ParsedBody<'changeDevice'>,
  ): Promise<AnswerOf<'changeDevice'>> {
    await this.access.row(account, id);
    const command = this.access.command(account, undefined, headers);
    return this.access.moved(id, await this.register.changeDetails(as<DeviceId>(id), details, command));
  }

  private async move(
    account: Account,
    id: string,
    reason: string | undefined,
    headers: CommandHeaders,
    step: (device: DeviceId, command: DeviceCommand) => Promise<DeviceAnswer>,
  ): Promise<DeviceMoved> {
    const { id: deviceId } = await this.access.row(account, id);
    const answer = await step(deviceId, this.access.command(account, reason, headers));
    const moved = await this.access.moved(deviceId, answer);
    this.replicas.publishLoginChanged(deviceId);
    return moved;
  }
}
