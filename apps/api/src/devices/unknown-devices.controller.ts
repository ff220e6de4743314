import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresDeviceMoves, PostgresDeviceRegister, UnknownDeviceQueries } from '@silverbell/adapter-postgres';
import {
  as,
  after,
  hours,
  refuse,
  type Clock,
  type DeviceId,
  type Duration,
  type Instant,
  type Refusal,
} from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { CLOCK } from '../tokens.js';
import { DeviceAccess } from './device-access.service.js';
import { DeviceEntryService, loginOf, type DeviceEntry } from './device-entry.service.js';
import { unknownOf } from './device.presenter.js';
import { readUnknownCursor, unknownCursorOf } from './unknown-cursor.js';

const PAGE = 100;
/** Who called longer ago than this and is on no file is no question any more; an open incident always is. */
const ASKED_FOR: Duration = hours(24 * 30);

/** Who is this? Devices that called or were heard, and are of no home on file. */
@Controller()
export class UnknownDevicesController {
  constructor(
    private readonly unknown: UnknownDeviceQueries,
    private readonly register: PostgresDeviceRegister,
    private readonly moves: PostgresDeviceMoves,
    private readonly entries: DeviceEntryService,
    private readonly access: DeviceAccess,
    private readonly replicas: ReplicaBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('unknownDevices')
  async list(
    @Caller() account: Account,
    @ValidQuery() query: ParsedQuery<'unknownDevices'>,
  ): Promise<AnswerOf<'unknownDevices'>> {
    const regionIds = await this.access.regions(account, query.regionId);
    const { group = null, limit = PAGE } = query;
    const search = { regionIds, group, after: readUnknownCursor(query.cursor), limit: limit + 1 };
    const { items: rows, counts } = await this.unknown.list(search, this.since());
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items: items.map(unknownOf), nextCursor: last === undefined ? null : unknownCursorOf(last), counts };
  }

  /** What it called before goes to the incident of its home by the engine, which asks for claims every two seconds. */
  @Serves('claimDevice')
  async claim(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { homeId, seniorId, ...body }: ParsedBody<'claimDevice'>,
  ): Promise<AnswerOf<'claimDevice'>> {
    const command = this.access.command(account, undefined, headers);
    const found = await this.unknown.byId(id, await this.access.regions(account, undefined), this.since());
    if (found === null) return this.refuseClaimed(account, id, await this.register.refuseUnlessDone(command));
    const place = await this.access.home(account, homeId, seniorId);
    if (found.registered) {
      const deviceId = as<DeviceId>(id);
      if ((await this.access.row(account, id)).role !== body.role) throw new ProblemError('device-of-another-role');
      const { room, fixed, modelId, simUntil } = body;
      const binding = { ...place, room, details: { fixed, modelId, simUntil } };
      await this.access.done(id, await this.moves.bind(deviceId, binding, command, 'claimed'));
      this.replicas.publishLoginChanged(deviceId);
      return loginOf(deviceId, null);
    }
    const behind = childOf(id);
    const entry: DeviceEntry = {
      ...body,
      ...{ place, behind },
      stage: 'installed',
      id: as<DeviceId>(behind === null ? id : `${behind.hubId.slice(0, 48)}.${this.access.newId().slice(0, 8)}`),
      profile: body.profile ?? (behind !== null ? 'zigbee2mqtt' : id.startsWith('watch:') ? 'watch' : 'native'),
    };
    return this.entries.enter(account, headers, entry, 'claimed');
  }

  /** The queue does not hold it: this very request claimed it before and its answer was lost, another person claimed it, or it never called. */
  private async refuseClaimed(account: Account, id: string, refusal: Refusal): Promise<never> {
    if (refusal.refused === 'not-found') await this.access.row(account, id);
    throw ProblemError.of(refusal.refused === 'not-found' ? refuse('device-exists') : refusal);
  }

  private since(): Instant {
    return after(this.clock.now(), -ASKED_FOR as Duration);
  }
}

/** `hub/name`: what a hub says of a device behind it that is not on file. */
function childOf(id: string): { readonly hubId: DeviceId; readonly name: string } | null {
  const cut = id.indexOf('/');
  return cut < 0 ? null : { hubId: as<DeviceId>(id.slice(0, cut)), name: id.slice(cut + 1) };
}
