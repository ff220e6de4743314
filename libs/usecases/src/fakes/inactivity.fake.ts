import {
  as,
  instant,
  type DeviceId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { HubNetwork, RecordedSign, InactivityRule, WaterRead, DeviceOwner } from '@silverbell/monitoring';
import type {
  Absence,
  HubNetworkReport,
  KnownHubNetwork,
  HubNetworkStore,
  InactivityStore,
  InactivityChange,
  InactivityFile,
} from '../monitoring/port.js';

/** People and what is known of their silence, in memory. */
export class FakeInactivityStore implements InactivityStore {
  readonly owners = new Map<DeviceId, DeviceOwner>();
  readonly signs: RecordedSign[] = [];
  readonly water: WaterRead[] = [];
  readonly changes: (InactivityChange & { readonly what: 'rules' | 'away' | 'back' })[] = [];
  readonly #files = new Map<SeniorId, InactivityFile>();

  person(name: string, more: Partial<InactivityFile> = {}): SeniorId {
    const seniorId = as<SeniorId>(name);
    this.#files.set(seniorId, {
      ...{ seniorId, name, homeId: as<HomeId>(`home-${name}`), regionId: as<RegionId>('village') },
      ...{ timeZone: 'Asia/Shanghai', rules: [], rulesSince: null, signs: [], waterL: null, away: null, changes: [] },
      defaults: { rules: [], validFrom: null, source: 'SR-21' },
      sensors: { shared: false, count: 1, absent: 0, meter: false },
      ...more,
    });
    return seniorId;
  }

  ownersOf(deviceIds: readonly DeviceId[]): Promise<readonly DeviceOwner[]> {
    return Promise.resolve(deviceIds.flatMap((id) => this.owners.get(id) ?? []));
  }

  recordActivity({ signs, water }: Parameters<InactivityStore['recordActivity']>[0]): Promise<void> {
    this.signs.push(...signs);
    this.water.push(...water);
    return Promise.resolve();
  }

  inactivityOf(seniorId: SeniorId): Promise<InactivityFile | null> {
    const file = this.#files.get(seniorId);
    const signs = this.signs.filter((sign) => sign.seniorId === seniorId);
    return Promise.resolve(file === undefined ? null : { ...file, signs: [...file.signs, ...signs] });
  }

  setRules(seniorId: SeniorId, rules: readonly InactivityRule[], change: InactivityChange): Promise<void> {
    const since = rules.map((rule) => ('since' in rule ? rule.since : change.at));
    const rulesSince = since.length === 0 ? null : instant(Math.max(...since));
    return this.#change(seniorId, { rules, rulesSince }, { ...change, what: 'rules' });
  }

  setAway(seniorId: SeniorId, away: Absence | 'back', change: InactivityChange): Promise<void> {
    const before = this.#files.get(seniorId)?.away ?? null;
    return this.#change(
      seniorId,
      { away: away === 'back' ? endedAt(before, change.at) : away },
      { ...change, what: away === 'back' ? 'back' : 'away' },
    );
  }

  #change(
    seniorId: SeniorId,
    to: Partial<InactivityFile>,
    change: InactivityChange & { readonly what: 'rules' | 'away' | 'back' },
  ): Promise<void> {
    const file = this.#files.get(seniorId);
    const { at, by, what, reason, note } = change;
    const changed = { at, by: { id: by, name: by }, what, reason, note };
    if (file) this.#files.set(seniorId, { ...file, ...to, changes: [changed, ...file.changes] });
    this.changes.push(change);
    return Promise.resolve();
  }
}

/** The absence stays on file as ended; one that had not begun is removed. */
const endedAt = (away: Absence | null, at: Instant): Absence | null =>
  away === null || away.from > at ? null : { ...away, until: at };

const isTheSame = (a: HubNetwork, b: HubNetwork): boolean => a.network === b.network && a.gateway === b.gateway;

/** From which networks hubs connect, in memory. */
export class FakeHubNetworkStore implements HubNetworkStore {
  readonly now = new Map<DeviceId, HubNetworkReport['now']>();
  readonly known = new Map<DeviceId, KnownHubNetwork>();

  networksToCheck(): Promise<readonly HubNetworkReport[]> {
    const reports = [...this.now].map(([deviceId, now]) => ({
      ...{ deviceId, now, known: this.known.get(deviceId) ?? null },
    }));
    return Promise.resolve(
      reports.filter(({ now, known }) => known === null || known.suspectedSince !== null || !isTheSame(now, known)),
    );
  }

  saveNetwork(deviceId: DeviceId, network: KnownHubNetwork, _: Instant): Promise<void> {
    this.known.set(deviceId, network);
    return Promise.resolve();
  }
}
