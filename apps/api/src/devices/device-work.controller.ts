import { Controller, Inject, Param } from '@nestjs/common';
import {
  PostgresAccountStore,
  PostgresDeviceWorkStore,
  type DeviceToMend,
  type DeviceWorkFound,
} from '@silverbell/adapter-postgres';
import { as, fromIso, isRefusal, toIso, type AccountId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import { DEVICE_WORK, type DeviceWork } from '@silverbell/vocabulary';
import type { AnswerOf, DeviceWorkItem } from '@silverbell/wire';
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
import { USE_CASE_DEPS } from '../tokens.js';
import { DeviceAccess } from './device-access.service.js';

const PAGE = 100;

/** What has to be done about devices, who does it, and until when. */
@Controller()
export class DeviceWorkController {
  constructor(
    private readonly work: PostgresDeviceWorkStore,
    private readonly accounts: PostgresAccountStore,
    private readonly access: DeviceAccess,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('deviceWork')
  async list(
    @Caller() account: Account,
    @ValidQuery() { kind, regionId, owner, cursor, limit = PAGE }: ParsedQuery<'deviceWork'>,
  ): Promise<AnswerOf<'deviceWork'>> {
    const regionIds = await this.access.regions(account, regionId);
    const every = await this.find(regionIds, null);
    const isAsked = (item: DeviceWorkItem): boolean =>
      (kind === undefined || item.kind === kind) &&
      (owner === undefined || (owner === 'none' ? item.owner === null : item.owner?.id === account.id));
    const asked = every.filter(isAsked);
    const rest = cursor === undefined ? asked : asked.filter((item) => placeOf(item) > cursor);
    const items = rest.slice(0, limit);
    const last = rest.length > limit ? items.at(-1) : undefined;
    const count = (of: DeviceWork): number => every.filter((item) => item.kind === of).length;
    return {
      items,
      nextCursor: last === undefined ? null : placeOf(last),
      counts: Object.fromEntries(DEVICE_WORK.map((one) => [one, count(one)])) as AnswerOf<'deviceWork'>['counts'],
    };
  }

  @Serves('takeDeviceWork')
  async take(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { kind, ownerId, dueAt }: ParsedBody<'takeDeviceWork'>,
  ): Promise<AnswerOf<'takeDeviceWork'>> {
    const device = await this.access.row(account, id);
    const owner = as<AccountId>(ownerId ?? account.id);
    if (owner !== account.id) await this.refuseForeign(account, owner);
    const term = dueAt === undefined ? null : fromIso(dueAt);
    const command = this.access.command(account, undefined, headers);
    const done = await this.work.decide(device, kind, { owner, dueAt: term }, command);
    if (isRefusal(done)) throw ProblemError.of(done);
    const item = (await this.find([device.regionId], device.id)).find((one) => one.kind === kind);
    if (item === undefined) throw new ProblemError('device-work-over');
    return item;
  }

  /** Who sits where the caller does not look is not known here. */
  private async refuseForeign(account: Account, ownerId: AccountId): Promise<void> {
    const owner = await this.accounts.byId(ownerId);
    const regions: readonly string[] = await this.access.regions(account, undefined);
    const isHere = owner !== null && !owner.disabled && owner.roles.some(({ regionId }) => regions.includes(regionId));
    if (!isHere) throw new ProblemError('owner-unknown');
  }

  private async find(
    regionIds: Parameters<PostgresDeviceWorkStore['find']>[0]['regionIds'],
    deviceId: DeviceToMend['id'] | null,
  ): Promise<readonly DeviceWorkItem[]> {
    return (await this.work.list({ regionIds, deviceId }, this.deps.clock.now())).map(itemOf);
  }
}

/** In the order of their terms; a work stays in its place while its term does. */
const placeOf = ({ dueAt, deviceId, kind }: Pick<DeviceWorkItem, 'dueAt' | 'deviceId' | 'kind'>): string =>
  `${dueAt} ${deviceId} ${kind}`;

const itemOf = ({
  device: { id, role, regionId, home, senior, room },
  work: { kind, since, dueAt, isLate, owner },
  ownerName,
}: DeviceWorkFound): DeviceWorkItem => ({
  ...{ deviceId: id, kind, role, regionId, home, senior, room, late: isLate },
  ...{ since: toIso(since), dueAt: toIso(dueAt) },
  owner: owner === null ? null : { id: owner, name: ownerName ?? '—' },
});
