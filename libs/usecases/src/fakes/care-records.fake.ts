import { defaultPolicy, type EnvironmentConditions } from '@silverbell/incidents';
import {
  as,
  type ContactId,
  type DeviceId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { LadderRole } from '@silverbell/vocabulary';
import {
  isNotifiedOf,
  type ContactGroup,
  type DeviceFacts,
  type HomeFacts,
  type ReachableContact,
  type Recipient,
  type CareRecords,
} from '../ports/care-records.js';
import {
  comparedDigits,
  whoMayBeTold,
  whoMayBringKey,
  type ContactRow,
  type ContactRows,
  type KeyRows,
} from '../facts/index.js';

interface FakeContact {
  readonly contactId: ContactId;
  readonly seniorId: SeniorId;
  readonly position: number;
  readonly everyPress: boolean;
  readonly endingOnly: boolean;
  readonly inConflict: boolean;
  /** The same number is the same person, whoever's list she stands in. */
  readonly phone: string;
}

/** Everything a region knows when it knows nothing. */
const unknownDevice = (deviceId: DeviceId): DeviceFacts => ({
  deviceId,
  known: false,
  role: null,
  fixed: false,
  status: 'active',
  homeId: null,
  homePoint: null,
  regionId: as<RegionId>('root'),
  facts: { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false },
  seniorStatus: null,
  hubMoved: false,
  doubts: [],
  awayUntil: null,
  away: null,
  operatorOnDuty: true,
  policy: defaultPolicy,
});

/** People, homes and devices in memory; a test registers what it is about, the rest is as unknown as in life. */
export class FakeCareRecords implements CareRecords {
  readonly #devices = new Map<string, DeviceFacts>();
  readonly #homes = new Map<HomeId, HomeFacts>();
  readonly #seats: { role: LadderRole; key: string; regionId: RegionId | null }[] = [];
  readonly #contacts: FakeContact[] = [];
  readonly #keys: { readonly homeId: HomeId; readonly key: KeyRows['keys'][number] }[] = [];
  readonly #consents: ContactRows['consents'][number][] = [];
  /** Of regions and of devices nobody has registered. */
  operatorOnDuty = true;
  policy = defaultPolicy;
  surroundings: EnvironmentConditions = { temperatureC: null, openWater: [] };

  /** A known device, with as much of its facts as matters. `child`: behind this hub. */
  device(deviceId: DeviceId, facts: Partial<DeviceFacts> = {}, child: string | null = null): DeviceFacts {
    const known: DeviceFacts = { ...this.#unknown(deviceId), known: true, role: 'pendant', ...facts };
    this.#devices.set(nameOf(deviceId, child), known);
    return known;
  }

  home(homeId: HomeId, facts: Partial<HomeFacts> = {}): HomeFacts {
    const {
      homePoint,
      regionId,
      awayUntil,
      away,
      operatorOnDuty,
      policy,
      facts: people,
    } = this.#unknown(as<DeviceId>(''));
    const home: HomeFacts = {
      ...{ homeId, homePoint, regionId, awayUntil, away, operatorOnDuty, policy },
      facts: { ...people, homeId },
      ...facts,
    };
    this.#homes.set(homeId, home);
    return home;
  }

  /** Somebody with a voice number; of every region unless one is named. */
  seat(role: LadderRole, seatId: string, regionId: RegionId | null = null): void {
    this.#seats.push({ role, key: `seat:${seatId}`, regionId });
  }

  contact(contactId: ContactId, seniorId: SeniorId, more: Partial<FakeContact> = {}): void {
    const position = this.#contacts.filter((one) => one.seniorId === seniorId).length + 1;
    this.#contacts.push({
      contactId,
      seniorId,
      position,
      everyPress: position === 1,
      endingOnly: false,
      inConflict: false,
      phone: contactId,
      ...more,
    });
  }

  /** A consent that the family may be told; withdrawn when an instant says so. */
  consent(seniorId: SeniorId, givenAt: Instant, withdrawnAt: Instant | null = null): void {
    this.#consents.push([seniorId, givenAt, withdrawnAt]);
  }

  /** When each device was last heard; a test says so. */
  readonly heardAt = new Map<DeviceId, Instant>();

  deviceRecord(deviceIds: readonly DeviceId[]): ReturnType<CareRecords['deviceRecord']> {
    const heard = deviceIds.flatMap((id) => this.heardAt.get(id) ?? []);
    return Promise.resolve({
      ...(heard.length === 0 ? {} : { deviceHeardAt: heard.reduce((a, b) => (a > b ? a : b)) }),
      deviceBound: deviceIds.some((id) => (this.#devices.get(nameOf(id, null))?.homeId ?? null) !== null),
    });
  }

  deviceFacts(device: { readonly id: DeviceId; readonly child: string | null }): Promise<DeviceFacts> {
    const own = this.#devices.get(nameOf(device.id, device.child));
    if (own) return Promise.resolve(own);
    const hub = device.child === null ? undefined : this.#devices.get(nameOf(device.id, null));
    // Nobody registered the button, but the hub it speaks through hangs in somebody's home.
    return Promise.resolve(hub ? { ...hub, known: false, role: null } : this.#unknown(device.id));
  }

  homeFacts(homeId: HomeId): Promise<HomeFacts | null> {
    return Promise.resolve(this.#homes.get(homeId) ?? null);
  }

  regionFacts(): Promise<{
    readonly timeZone: string;
    readonly operatorOnDuty: boolean;
    readonly policy: typeof defaultPolicy;
  }> {
    return Promise.resolve({ timeZone: 'Asia/Shanghai', operatorOnDuty: this.operatorOnDuty, policy: this.policy });
  }

  around(): Promise<EnvironmentConditions> {
    return Promise.resolve(this.surroundings);
  }

  seatsFor(
    regionId: RegionId,
    roles: readonly LadderRole[],
  ): Promise<Readonly<Partial<Record<LadderRole, readonly Recipient[]>>>> {
    const found: Partial<Record<LadderRole, readonly Recipient[]>> = {};
    for (const role of roles) {
      const seats = this.#seats.filter(
        (seat) => seat.role === role && (seat.regionId === null || seat.regionId === regionId),
      );
      if (seats.length > 0) found[role] = seats.map(({ key }) => ({ key }));
    }
    return Promise.resolve(found);
  }

  contactsFor(seniorIds: readonly SeniorId[], who: ContactGroup): Promise<readonly ReachableContact[]> {
    const contacts = this.#contacts.map(
      ({ contactId, seniorId, position, everyPress, endingOnly, inConflict, phone }): ContactRow => {
        const notice = endingOnly ? 'ending-only' : everyPress ? 'every-press' : 'at-risk';
        return [contactId, seniorId, position, notice, inConflict, comparedDigits(phone) || null];
      },
    );
    const reachable = whoMayBeTold({ contacts, consents: this.#consents, quietHours: [] }, seniorIds);
    return Promise.resolve(reachable.filter((contact) => isNotifiedOf(contact, who)));
  }

  /** A key of a home, which is known to fit and whose holder may be asked, unless the entry says otherwise. */
  key(id: string, homeId: HomeId, more: Partial<KeyRows['keys'][number]> = {}): void {
    const known = { consentUse: true, fits: true, hash: comparedDigits(id), contactId: null, isHelperBarred: false };
    this.#keys.push({ homeId, key: { id, ...known, ...more } });
  }

  keyHoldersFor(homeId: HomeId): Promise<readonly Recipient[]> {
    const keys = this.#keys.flatMap((one) => (one.homeId === homeId ? [one.key] : []));
    const contacts = this.#contacts.map(({ contactId, inConflict, phone }) => {
      return { id: contactId, conflict: inConflict, hash: comparedDigits(phone) || null };
    });
    return Promise.resolve(whoMayBringKey({ keys, contacts }));
  }

  #unknown(deviceId: DeviceId): DeviceFacts {
    return { ...unknownDevice(deviceId), operatorOnDuty: this.operatorOnDuty, policy: this.policy };
  }
}

const nameOf = (deviceId: DeviceId, child: string | null): string => JSON.stringify([deviceId, child]);
