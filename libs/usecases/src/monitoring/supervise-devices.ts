import type { ListedName } from '@silverbell/incidents';
import { between, type DeviceId, type HomeId, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import {
  byRisk,
  defaultOutage,
  defaultSupervision,
  groupOutages,
  listedNameOf,
  silenceLimitOf,
  derivePresence,
  type DevicePresence,
  type LostHome,
  type Outage,
  type OutagePolicy,
  type SupervisionPolicy,
} from '@silverbell/monitoring';
import type { Deps } from '../deps.js';
import { raisePlatformSignal } from './raise-platform-signal.js';
import type {
  HomeReachability,
  OpenOutage,
  PresenceStore,
  ReportedAs,
  StoredPresence,
  SupervisedDevice,
} from './port.js';
import { closeAsMergedInto, reportNamesReachable, reportOutage } from './report-outage.js';

export interface PresenceDeps extends Deps {
  readonly presence: PresenceStore;
}

export interface SuperviseOptions {
  readonly engineId: string;
  /** Since when this engine receives messages of devices at all. */
  readonly listeningSince: Instant;
  readonly supervision?: SupervisionPolicy;
  readonly outage?: OutagePolicy;
}

/** How many devices are absent, how many came back, and how many outages this round reported or extended. */
export interface SupervisionSummary {
  readonly absent: number;
  readonly returned: number;
  readonly outages: number;
}

type DeviceWithPresence = SupervisedDevice & { readonly presence: StoredPresence };

/**
 * One round of supervision over all devices: which became absent, which came back, whose battery is low. Work enters as signals, like those of
 * a device, an outage as a list of its people. Each is marked as reported afterwards: a process that dies in between reports it again, and
 * de-duplication by occasion and by place keeps it one incident.
 */
export async function superviseDevices(deps: PresenceDeps, options: SuperviseOptions): Promise<SupervisionSummary> {
  const now = deps.clock.now();
  const round = new SupervisionRound(deps, options, now);
  const devices = await round.updatePresence(await deps.presence.devicesToSupervise(now));
  const returned = devices.filter(({ presence }) => presence.state === 'present' && presence.reportedAs !== null);
  await round.reportReturned(returned);
  const absent = devices.filter(({ presence }) => presence.state === 'absent');
  const outages = await round.reportAbsent(absent);
  return { absent: absent.length, returned: returned.length, outages };
}

class SupervisionRound {
  constructor(
    private readonly deps: PresenceDeps,
    private readonly options: SuperviseOptions,
    private readonly now: Instant,
  ) {}

  /** Derives the presence of each device from when it was last received, stores it, and reports batteries that are low or were changed. */
  async updatePresence(devices: readonly SupervisedDevice[]): Promise<readonly DeviceWithPresence[]> {
    const { listeningSince, supervision: policy = defaultSupervision } = this.options;
    const updated: DeviceWithPresence[] = [];
    for (const device of devices) {
      const { presence, changes } = derivePresence(device, device.presence, { now: this.now, listeningSince, policy });
      const isFine = changes.includes('battery-fine');
      // A charged battery that nothing verifies is not believed: it stays low until a verified message says otherwise.
      const battery = isFine && isUnverified(device) ? batteryOf(device.presence ?? presence) : {};
      // What was reported of an absence that unverified messages interrupted says nothing of a new one.
      const reportedAs = changes.includes('gone') ? null : (device.presence?.reportedAs ?? null);
      const withPresence = { ...device, presence: { ...presence, ...battery, reportedAs } };
      updated.push(withPresence);
      const lowSince = presence.batteryLowSince ?? device.presence?.batteryLowSince ?? presence.changedAt;
      if (changes.includes('battery-low')) await this.raiseOrClearWork(withPresence, 'battery-low', 'raise', lowSince);
      else if (isFine && !isUnverified(device))
        await this.raiseOrClearWork(withPresence, 'battery-low', 'clear', lowSince);
    }
    await this.savePresence(updated);
    return updated;
  }

  /**
   * Devices that were reported as absent and are present again: the work incident about them learns it, which a person closes, and people
   * whose home can call again are reached on the roll-call of their outage. A device with unverified messages does neither, until one is
   * verified: an operator calls the person all the same.
   */
  async reportReturned(devices: readonly DeviceWithPresence[]): Promise<void> {
    const verified = devices.filter((device) => !isUnverified(device));
    for (const device of devicesReportedAs(verified, 'work'))
      await this.raiseOrClearWork(device, 'offline', 'clear', device.presence.changedAt);
    const homes = verified.flatMap(({ homeId }) => homeId ?? []);
    if (homes.length > 0) await this.reportHomesReachable(homes);
    await this.markReported(verified, null);
  }

  private async reportHomesReachable(homeIds: readonly HomeId[]): Promise<void> {
    const homes = await this.reachabilityOf(homeIds);
    const reachable = new Set([...homes.values()].filter((home) => !cannotCall(home)).map(({ homeId }) => homeId));
    for (const { incidentId, listedPeople } of await this.deps.presence.openOutages()) {
      const reached = listedPeople.filter(({ homeId, waiting }) => waiting && reachable.has(homeId));
      const seniorIds = reached.map(({ seniorId }) => seniorId);
      if (seniorIds.length > 0) await reportNamesReachable(this.deps, incidentId, seniorIds);
    }
  }

  /**
   * Reports each absent device in one way: with its hub, as part of an outage, or as work (an incident for whoever mends devices). Returns
   * how many outages were reported.
   */
  async reportAbsent(absent: readonly DeviceWithPresence[]): Promise<number> {
    if (absent.length === 0) return 0;
    const openOutages = await this.deps.presence.openOutages();
    await this.reportAsWork(absentAfterOutage(absent, openOutages));

    const unreported = [...devicesReportedAs(absent, null), ...this.silentWithoutTheirHub(absent)];
    const absentIds = new Set(absent.map(({ deviceId }) => deviceId));
    const behindAbsentHub = unreported.filter(({ hubId }) => hubId !== null && absentIds.has(hubId));
    await this.markReported(behindAbsentHub, 'with-hub');
    const others = unreported.filter((device) => !behindAbsentHub.includes(device));
    return this.reportOutagesAndWork(others, openOutages);
  }

  /**
   * Devices that were reported with their hub and are silent by themselves: the hub is present for as long as they may be silent (until then
   * a button that sleeps had no reason to send anything), or it is not supervised any more.
   */
  private silentWithoutTheirHub(absent: readonly DeviceWithPresence[]): readonly DeviceWithPresence[] {
    const { supervision: policy = defaultSupervision } = this.options;
    return devicesReportedAs(absent, 'with-hub').filter((device) => {
      const { presence, hubPresentSince, isHubSupervised } = device;
      if (!isHubSupervised) return true;
      return hubPresentSince !== null && between(hubPresentSince, this.now) >= silenceLimitOf(device, presence, policy);
    });
  }

  /** Groups the homes that lost their devices into outages; a device outside any outage is work, unless its home still waits to be grouped. */
  private async reportOutagesAndWork(
    unreported: readonly DeviceWithPresence[],
    openOutages: readonly OpenOutage[],
  ): Promise<number> {
    const { outage: policy = defaultOutage } = this.options;
    // An outage of one home that began a moment ago may turn out to be the first home of a wider one: it is grouped again.
    const recentHomeOutages = openOutages.filter(
      ({ place, raisedAt }) => place.type === 'home' && between(raisedAt, this.now) <= policy.groupingWindow,
    );
    const candidates = [...unreported, ...recentHomeOutages.flatMap(({ listedPeople }) => listedPeople)];
    const homes = await this.reachabilityOf(candidates.flatMap(({ homeId }) => homeId ?? []));
    const lostHomes = [...homes.values()].flatMap((home) => lostHomeOf(home, unreported, recentHomeOutages) ?? []);
    const placesInOutage = openOutages
      .filter((outage) => !recentHomeOutages.includes(outage))
      .map(({ place }) => place);
    const { outages, notYetGrouped } = groupOutages(lostHomes, placesInOutage, this.now, policy);

    // A single home that can still call is no outage: its devices are work.
    const toReport = outages.filter(({ place }) => place.type !== 'home' || cannotCall(homes.get(place.id)));
    for (const outage of toReport) await this.openOrExtendOutage(outage, homes, recentHomeOutages);

    const inOutage = devicesAt(unreported, homesOf(toReport));
    await this.markReported(inOutage, 'outage');
    const stillWaiting = devicesAt(unreported, new Set(notYetGrouped.map(({ homeId }) => homeId)));
    await this.reportAsWork(
      unreported.filter((device) => !inOutage.includes(device) && !stillWaiting.includes(device)),
    );
    return toReport.length;
  }

  /** Opens the incident of an outage or adds its people to the open one; incidents of single homes in it that began a moment ago are merged into it. */
  private async openOrExtendOutage(
    { place, homes }: Outage,
    reachability: ReadonlyMap<HomeId, HomeReachability>,
    recentHomeOutages: readonly OpenOutage[],
  ): Promise<void> {
    const names: ListedName[] = homes
      .flatMap(({ homeId }) => reachability.get(homeId)?.people ?? [])
      .map(listedNameOf)
      .sort(byRisk);
    const incidentId = await reportOutage(this.deps, place, commonRegion(homes), names);
    if (place.type !== 'home') await this.mergeHomeOutages(homes, incidentId, recentHomeOutages);
  }

  private async mergeHomeOutages(
    homes: readonly LostHome[],
    incidentId: IncidentId,
    recentHomeOutages: readonly OpenOutage[],
  ): Promise<void> {
    const homeIds = new Set(homes.map(({ homeId }) => homeId));
    for (const { place, incidentId: ofHome } of recentHomeOutages)
      if (place.type === 'home' && homeIds.has(place.id)) await closeAsMergedInto(this.deps, ofHome, incidentId);
  }

  private async reportAsWork(devices: readonly DeviceWithPresence[]): Promise<void> {
    for (const device of devices) await this.raiseOrClearWork(device, 'offline', 'raise', device.presence.since);
    await this.markReported(devices, 'work');
  }

  /**
   * `since` names the occasion: a signal that is raised or cleared again for the same one is a duplicate. An absence began when the device was
   * last received and ended when its presence changed; a low battery is named by its beginning, for its end as well.
   */
  private async raiseOrClearWork(
    { deviceId, batteryPct }: DeviceWithPresence,
    kind: 'offline' | 'battery-low',
    phase: 'raise' | 'clear',
    since: Instant,
  ): Promise<void> {
    const occasion = phase === 'raise' ? `${kind}:${String(since)}` : `${kind}:clear:${String(since)}`;
    const signal = { deviceId, homeId: null, kind, phase, occasion, batteryPct };
    await raisePlatformSignal(this.deps, this.options.engineId, signal);
  }

  private async reachabilityOf(homeIds: readonly HomeId[]): Promise<ReadonlyMap<HomeId, HomeReachability>> {
    const homes = await this.deps.presence.reachabilityOf([...new Set(homeIds)], this.now);
    return new Map(homes.map((home) => [home.homeId, home]));
  }

  private markReported(devices: readonly DeviceWithPresence[], as: ReportedAs | null): Promise<void> {
    return this.savePresence(
      devices.map((device) => ({ ...device, presence: { ...device.presence, reportedAs: as } })),
    );
  }

  private async savePresence(devices: readonly DeviceWithPresence[]): Promise<void> {
    if (devices.length > 0)
      await this.deps.presence.savePresence(
        devices.map(({ deviceId, presence }): StoredPresence & { deviceId: DeviceId } => ({ ...presence, deviceId })),
      );
  }
}

const batteryOf = ({ batteryLowSince, batteryLowReported }: DevicePresence) => ({
  batteryLowSince,
  batteryLowReported,
});

const isUnverified = ({ hasUnverifiedMessages }: SupervisedDevice): boolean => hasUnverifiedMessages;

const devicesReportedAs = (devices: readonly DeviceWithPresence[], as: ReportedAs | null): DeviceWithPresence[] =>
  devices.filter(({ presence }) => presence.reportedAs === as);

const homesOf = (outages: readonly Outage[]): ReadonlySet<HomeId> =>
  new Set(outages.flatMap(({ homes }) => homes.map(({ homeId }) => homeId)));

const devicesAt = (devices: readonly DeviceWithPresence[], homes: ReadonlySet<HomeId>): DeviceWithPresence[] =>
  devices.filter(({ homeId }) => homeId !== null && homes.has(homeId));

/** Devices that are still absent after the outage they were reported in was closed: they have to be repaired. */
function absentAfterOutage(
  absent: readonly DeviceWithPresence[],
  openOutages: readonly OpenOutage[],
): DeviceWithPresence[] {
  const homesInOutage = new Set(openOutages.flatMap(({ listedPeople }) => listedPeople.map(({ homeId }) => homeId)));
  return devicesReportedAs(absent, 'outage').filter(({ homeId }) => homeId === null || !homesInOutage.has(homeId));
}

/** A home is lost when its hub is newly absent, or everything its people can call with is absent; `null`: it is not, or has no people. */
function lostHomeOf(
  home: HomeReachability,
  unreported: readonly DeviceWithPresence[],
  recentHomeOutages: readonly OpenOutage[],
): LostHome | null {
  if (home.people.length === 0) return null;
  const { homeId, regions, hubId, carrier } = home;
  const here = unreported.filter((device) => device.homeId === homeId);
  if (!here.some(({ role }) => role === 'hub') && !cannotCall(home)) return null;
  const reported = recentHomeOutages.find(({ place }) => place.type === 'home' && place.id === homeId);
  const lostAt = reported?.raisedAt ?? (Math.max(...here.map(({ presence }) => presence.changedAt)) as Instant);
  return { homeId, regions, hubId, carrier, lostAt };
}

/** All devices with which its people can call for help are absent; false for a home that has no such device. */
const cannotCall = (home: HomeReachability | undefined): boolean =>
  home !== undefined && home.callDevices.length > 0 && home.callDevices.every(({ absent }) => absent);

/** The narrowest region that contains all homes (without one, the root of the first): operators of that region see the outage. */
function commonRegion(homes: readonly LostHome[]): RegionId {
  const [first, ...others] = homes;
  const common = first?.regions.find((id) => others.every(({ regions }) => regions.includes(id)));
  const root = first?.regions.at(-1);
  if (common === undefined && root === undefined) throw new Error('a home without a region');
  return (common ?? root) as RegionId;
}
