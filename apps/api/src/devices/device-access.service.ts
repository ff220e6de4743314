import { Inject, Injectable } from '@nestjs/common';
import {
  DevicePageQueries,
  PostgresDeviceRegister,
  type DeviceAnswer,
  type DeviceCommand,
  type DeviceRowOfPage,
  type DeviceWritten,
} from '@silverbell/adapter-postgres';
import { as, isRefusal, type DeviceId, type HomeId, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { Deps } from '@silverbell/usecases';
import type { DeviceMoved } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { deviceSummaryOf, movedOf } from './device.presenter.js';

/** What every change of a device has in common: who may see it, the command, and the answer. */
@Injectable()
export class DeviceAccess {
  constructor(
    private readonly pages: DevicePageQueries,
    private readonly register: PostgresDeviceRegister,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  command(account: Account, reason: string | undefined, headers: CommandHeaders): DeviceCommand {
    const { idempotency, ifMatch } = headers;
    const at = this.deps.clock.now();
    return { id: this.deps.newId(), by: account.id, reason: reason ?? null, at, idempotency, ifMatch };
  }

  newId(): string {
    return this.deps.newId();
  }

  /** A device of another region does not exist for this account. */
  async row(account: Account, id: string): Promise<DeviceRowOfPage> {
    const row = await this.pages.byId(as<DeviceId>(id), this.deps.clock.now());
    if (row === null || !(await this.scope.sees(account, row.regionId))) throw new ProblemError('not-found');
    return row;
  }

  /** The home that stands in a body, with the senior who is said to live there. */
  async home(
    account: Account,
    homeId: string,
    seniorId: string | undefined,
  ): Promise<{ readonly homeId: HomeId; readonly regionId: RegionId; readonly seniorId: SeniorId | null }> {
    const of = { homeId: as<HomeId>(homeId), seniorId: seniorId === undefined ? null : as<SeniorId>(seniorId) };
    const regionId = await this.register.regionOf(of.homeId, of.seniorId);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('home-unknown');
    return { ...of, regionId };
  }

  async region(account: Account, regionId: string): Promise<RegionId> {
    const region = as<RegionId>(regionId);
    if (!(await this.scope.sees(account, region))) throw new ProblemError('region-unknown');
    return region;
  }

  /** Regions a list is asked for: those below `regionId`, else all that the account sees. */
  async regions(account: Account, regionId: string | undefined): Promise<readonly RegionId[]> {
    const visible = await this.scope.regionsOf(account);
    if (regionId === undefined) return [...visible];
    const asked = as<RegionId>(regionId);
    if (!visible.has(asked)) throw new ProblemError('not-found');
    return [...(await this.scope.below(asked))];
  }

  async moved(id: string, answer: DeviceAnswer): Promise<DeviceMoved> {
    const { warnings } = await this.done(id, answer);
    return movedOf(await this.now(id), warnings);
  }

  /** A change that another person overtook is refused with the device as it is now and who changed it. */
  async done(id: string, answer: DeviceAnswer): Promise<DeviceWritten> {
    if (!isRefusal(answer)) return answer;
    await this.commands.answer(answer, async () => deviceSummaryOf(await this.now(id)));
    throw ProblemError.of(answer);
  }

  private async now(id: string): Promise<DeviceRowOfPage> {
    const row = await this.pages.byId(as<DeviceId>(id), this.deps.clock.now());
    if (row === null) throw new ProblemError('not-found');
    return row;
  }
}
