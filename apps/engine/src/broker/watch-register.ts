import type { IncidentQueries, PostgresDeviceStore, UnknownDeviceQueries } from '@silverbell/adapter-postgres';
import type { DeviceId } from '@silverbell/kernel';
import { matchWatch, shortNumbersOf, type WatchMatch } from '@silverbell/mqtt-contract';
import type { UnregisteredDeviceStore } from '@silverbell/usecases';

/** Which registered watch a claimed number is: looked up by its ten digits, judged by the family's own rule. */
export class WatchRegister implements UnregisteredDeviceStore {
  constructor(
    private readonly devices: Pick<PostgresDeviceStore, 'watchesLike'>,
    private readonly cases: Pick<IncidentQueries, 'openUnregistered' | 'listOf'>,
    private readonly unknown: Pick<UnknownDeviceQueries, 'openOfBound'>,
  ) {}

  async matchOf(number: DeviceId): Promise<WatchMatch<DeviceId>> {
    return matchWatch(await this.devices.watchesLike([number], shortNumbersOf(number)), number);
  }

  async registeredAs(numbers: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, DeviceId>> {
    const registered = await this.devices.watchesLike(numbers, [...new Set(numbers.flatMap(shortNumbersOf))]);
    return new Map(
      numbers.flatMap((one): [DeviceId, DeviceId][] => {
        const match = matchWatch(registered, one);
        return match.is === 'one' ? [[one, match.id]] : [];
      }),
    );
  }

  async openUnregistered(): ReturnType<UnregisteredDeviceStore['openUnregistered']> {
    return (await this.cases.openUnregistered()).map(({ incident }) => incident);
  }

  async openOfBound(): ReturnType<UnregisteredDeviceStore['openOfBound']> {
    const ids = await this.unknown.openOfBound();
    return ids.length === 0 ? [] : (await this.cases.listOf({ ids, regionIds: null })).map(({ incident }) => incident);
  }
}
