import {
  DEMO_HUB,
  demoTown,
  DEMO_DEVICE_SECRET,
  DEMO_PASSWORD,
  DEMO_PENDANTS,
  DEMO_SEED,
  SIMULATED_HELPERS,
  type Device,
} from '@silverbell/demo';
import type { HubChild } from '@silverbell/device-hub';
import { instant } from '@silverbell/kernel';

/** Who of the demo town is played by simulators: never the nine devices and eight helpers that belong to the person outside. */
export interface Cast {
  readonly pendants: readonly { readonly id: string; readonly secret: string; readonly at: Place }[];
  readonly hubs: readonly { readonly id: string; readonly secret: string; readonly children: readonly HubChild[] }[];
  readonly helpers: readonly {
    readonly username: string;
    readonly password: string;
    readonly at: Place;
    readonly acceptChance: number;
  }[];
}

interface Place {
  readonly lat: number;
  readonly lng: number;
}

const RESERVED = new Set([...DEMO_PENDANTS, DEMO_HUB]);
const WORN: ReadonlySet<string> = new Set(['pendant', 'watch']);
const CHILD_MODELS = new Set(['sos-button', 'smoke', 'carbon-monoxide']);

const isModel = (role: string): role is HubChild['model'] => CHILD_MODELS.has(role);

export function demoCast(nowMs: number): Cast {
  const town = demoTown(DEMO_SEED, instant(nowMs));
  const homes = new Map(town.homes.map((home) => [home.id, home]));
  const alive = new Set(town.seniors.filter((senior) => senior.status === 'active').map((senior) => senior.id));
  const suspended = new Set(town.helpers.filter((helper) => helper.suspendedAt !== null).map((helper) => helper.id));
  const played = (device: Device): boolean => !RESERVED.has(device.id) && device.status === 'active';

  const pendants = town.devices.flatMap((device) => {
    const home = device.homeId === null ? undefined : homes.get(device.homeId);
    if (!home || !played(device) || !WORN.has(device.role) || !device.seniorId || !alive.has(device.seniorId))
      return [];
    return [{ id: device.id, secret: device.secret ?? DEMO_DEVICE_SECRET, at: { lat: home.lat, lng: home.lng } }];
  });
  const hubs = town.devices
    .filter((device) => device.role === 'hub' && played(device))
    .map((hub) => ({
      id: hub.id,
      secret: hub.secret ?? DEMO_DEVICE_SECRET,
      children: town.devices.flatMap((child): HubChild[] =>
        child.hubId === hub.id && child.childName !== null && isModel(child.role)
          ? [{ name: child.childName, model: child.role }]
          : [],
      ),
    }));
  const helpers = town.helpers
    .filter((helper) => SIMULATED_HELPERS.includes(helper.id) && !suspended.has(helper.id))
    .flatMap((helper) => {
      const account = town.accounts.find((each) => each.helperId === helper.id);
      if (!account) return [];
      return [
        {
          username: account.username,
          password: account.password || DEMO_PASSWORD,
          at: { lat: helper.lat, lng: helper.lng },
          acceptChance: helper.acceptanceChance,
        },
      ];
    });
  return { pendants, hubs, helpers };
}
