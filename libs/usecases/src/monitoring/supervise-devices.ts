import type { ListedName } from '@silverbell/incidents';
import { between, type DeviceId, type HomeId, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import {
  byRisk,
  defaultOutage,
  defaultSupervision,
  gather,
  look,
  riskOf,
  type LostHome,
  type Outage,
  type OutagePolicy,
  type SupervisionPolicy,
} from '@silverbell/monitoring';
import type { Deps } from '../deps.js';
import { raisePlatformSignal } from './raise-platform-signal.js';
import type { HomeReach, KeptWatch, OpenOutage, PresenceStore, SupervisedDevice, ReportedAs } from './port.js';
import { mergeInto, reportReachable, reportOutage } from './report-outage.js';

export interface PresenceDeps extends Deps {
  readonly presence: PresenceStore;
}

export interface SuperviseOptions {
  readonly engineId: string;
  /** Since when this engine hears devices at all. */
  readonly listeningSince: Instant;
  readonly supervision?: SupervisionPolicy;
  readonly outage?: OutagePolicy;
}

export interface Supervised {
  readonly gone: number;
  readonly back: number;
  readonly outages: number;
}

type Kept = SupervisedDevice & { readonly watch: KeptWatch };

/**
 * One look at every device. What is new is told through the door of every other signal, and kept as told only afterwards:
 * a process that dies in between reports it again, and de-duplication keeps it one incident.
 */
export async function superviseDevices(deps: PresenceDeps, options: SuperviseOptions): Promise<Supervised> {
  const now = deps.clock.now();
  const round = new Round(deps, options, now);
  const looked = await round.lookAtAll(await deps.presence.toLookAt(now));
  const back = looked.filter(({ watch }) => watch.state === 'present' && watch.told !== null);
  await round.tellBack(back);
  const gone = looked.filter(({ watch }) => watch.state === 'absent');
  const outages = await round.tellGone(gone);
  return { gone: gone.length, back: back.length, outages };
}

class Round {
  constructor(
    private readonly deps: PresenceDeps,
    private readonly options: SuperviseOptions,
    private readonly now: Instant,
  ) {}

  /** Low batteries are told here; who is gone or back is told from what was kept. */
  async lookAtAll(devices: readonly SupervisedDevice[]): Promise<readonly Kept[]> {
    const { listeningSince, supervision: policy = defaultSupervision } = this.options;
    const kept: Kept[] = [];
    for (const device of devices) {
      const { watch, news } = look(device, device.watch, { now: this.now, listeningSince, policy });
      const one: Kept = { ...device, watch: { ...watch, told: device.watch?.told ?? null } };
      kept.push(one);
      const low = news.includes('battery-low');
      if (low || (news.includes('battery-fine') && device.unproven !== true))
        await this.work(one, 'battery-low', low ? 'raise' : 'clear', watch.batteryLowSince ?? watch.turnedAt);
    }
    await this.keep(kept);
    return kept;
  }

  /**
   * Work is annotated; a name of an outage is heard again when its home can call again. A word that nothing proves takes nothing back:
   * an operator calls her all the same.
   */
  async tellBack(devices: readonly Kept[]): Promise<void> {
    const proven = devices.filter(({ unproven }) => unproven !== true);
    for (const device of proven.filter(({ watch }) => watch.told === 'work'))
      await this.work(device, 'offline', 'clear', device.watch.turnedAt);
    const homes = new Set(
      proven.flatMap(({ watch, homeId }) => (watch.told === 'outage' && homeId !== null ? [homeId] : [])),
    );
    if (homes.size > 0) {
      const reach = await this.deps.presence.reachOf([...homes], this.now);
      const reached = new Set(reach.filter((home) => !canNotCall(home)).map(({ homeId }) => homeId));
      for (const outage of await this.deps.presence.openOutages()) {
        const heard = outage.names.filter(({ homeId, waiting }) => waiting && reached.has(homeId));
        if (heard.length > 0)
          await reportReachable(
            this.deps,
            outage.incidentId,
            heard.map(({ seniorId }) => seniorId),
          );
      }
    }
    await this.told(devices, null);
  }

  async tellGone(absent: readonly Kept[]): Promise<number> {
    if (absent.length === 0) return 0;
    const { presence } = this.deps;
    const open = await presence.openOutages();
    const listed = new Set(open.flatMap(({ names }) => names.map(({ homeId }) => homeId)));
    // The outage it was reported in is over and the device is still absent: it has to be repaired.
    const left = absent.filter(
      ({ watch, homeId }) => watch.told === 'outage' && (homeId === null || !listed.has(homeId)),
    );
    await this.tellWork(left);

    const untold = absent.filter(({ watch }) => watch.told === null);
    const withHub = new Set(absent.map(({ deviceId }) => deviceId));
    const silent = untold.filter(({ hubId }) => hubId !== null && withHub.has(hubId));
    await this.told(silent, 'with-hub');
    const own = untold.filter((device) => !silent.includes(device));
    return this.tellOwn(own, open);
  }

  private async tellOwn(own: readonly Kept[], open: readonly OpenOutage[]): Promise<number> {
    const { presence } = this.deps;
    const { outage: policy = defaultOutage } = this.options;
    // A home that was lost alone a moment ago may turn out to be the first of many.
    const young = open.filter(
      ({ place, raisedAt }) => place.type === 'home' && between(raisedAt, this.now) <= policy.within,
    );
    const ids = [...own, ...young.flatMap(({ names }) => names)].flatMap(({ homeId }) => homeId ?? []);
    const reach = new Map((await presence.reachOf([...new Set(ids)], this.now)).map((home) => [home.homeId, home]));
    const lost = [...reach.values()].flatMap((home) => this.lostOf(home, own, young));
    const places = open.filter((one) => !young.includes(one)).map(({ place }) => place);
    const { outages, waiting } = gather(lost, places, this.now, policy);

    // A home that can still call, and whose neighbours are not silent: only something to mend.
    const real = outages.filter(({ place }) => place.type !== 'home' || canNotCall(reach.get(place.id)));
    const told = new Set<HomeId>();
    for (const outage of real) {
      const incidentId = await this.tellOne(outage, reach);
      await this.widen(outage, incidentId, young);
      outage.homes.forEach(({ homeId }) => told.add(homeId));
    }
    const inOutage = own.filter(({ homeId }) => homeId !== null && told.has(homeId));
    await this.told(inOutage, 'outage');
    const waits = new Set(waiting.map(({ homeId }) => homeId));
    await this.tellWork(
      own.filter((one) => !inOutage.includes(one) && (one.homeId === null || !waits.has(one.homeId))),
    );
    return real.length;
  }

  /** A home counts as silent with its hub, or with its last way to call; its people are who is asked for. */
  private lostOf(home: HomeReach, own: readonly Kept[], young: readonly OpenOutage[]): LostHome[] {
    if (home.people.length === 0) return [];
    const here = own.filter(({ homeId }) => homeId === home.homeId);
    const hubGone = here.some(({ role }) => role === 'hub');
    if (!hubGone && !canNotCall(home)) return [];
    const before = young.find(({ place }) => place.type === 'home' && place.id === home.homeId);
    const lostAt = before?.raisedAt ?? (Math.max(...here.map(({ watch }) => watch.turnedAt)) as Instant);
    const { homeId, regions, hubId, carrier } = home;
    return [{ homeId, regions, hubId, carrier, lostAt }];
  }

  private tellOne({ place, homes }: Outage, reach: ReadonlyMap<HomeId, HomeReach>): Promise<IncidentId> {
    const names: ListedName[] = homes
      .flatMap(({ homeId }) => reach.get(homeId)?.people ?? [])
      .map(riskOf)
      .sort(byRisk);
    return reportOutage(this.deps, place, commonRegion(homes), names);
  }

  private async widen({ place, homes }: Outage, wider: IncidentId, young: readonly OpenOutage[]): Promise<void> {
    if (place.type === 'home') return;
    for (const one of young) {
      if (one.place.type !== 'home') continue;
      const { id } = one.place;
      if (homes.some(({ homeId }) => homeId === id)) await mergeInto(this.deps, one.incidentId, wider);
    }
  }

  private async tellWork(devices: readonly Kept[]): Promise<void> {
    for (const device of devices) await this.work(device, 'offline', 'raise', device.watch.since);
    await this.told(devices, 'work');
  }

  private async work(
    device: Kept,
    kind: 'offline' | 'battery-low',
    phase: 'raise' | 'clear',
    since: Instant,
  ): Promise<void> {
    const { deviceId, batteryPct } = device;
    const occasion = `${kind}:${String(since)}`;
    await raisePlatformSignal(this.deps, this.options.engineId, {
      deviceId,
      homeId: null,
      kind,
      phase,
      occasion,
      batteryPct,
    });
  }

  private told(devices: readonly Kept[], told: ReportedAs | null): Promise<void> {
    return this.keep(devices.map((device) => ({ ...device, watch: { ...device.watch, told } })));
  }

  private async keep(devices: readonly Kept[]): Promise<void> {
    if (devices.length > 0)
      await this.deps.presence.keep(
        devices.map(({ deviceId, watch }): KeptWatch & { deviceId: DeviceId } => ({ ...watch, deviceId })),
      );
  }
}

const canNotCall = (home: HomeReach | undefined): boolean =>
  home !== undefined && home.ways.length > 0 && home.ways.every(({ absent }) => absent);

/** The narrowest region all of them lie in: who sees it, sees the outage. */
function commonRegion(homes: readonly LostHome[]): RegionId {
  const [first, ...others] = homes;
  const common = first?.regions.find((id) => others.every(({ regions }) => regions.includes(id)));
  const root = first?.regions.at(-1);
  if (common === undefined && root === undefined) throw new Error('a home without a region');
  return (common ?? root) as RegionId;
}
