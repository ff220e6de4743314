import type { Incident } from '@silverbell/incidents';
import { toIso, type HomeId } from '@silverbell/kernel';
import type { RollCallName } from '@silverbell/wire';
import { account, senior, type Names } from './names.js';

/** Telephone numbers by senior, for those who may call. */
export type Phones = ReadonlyMap<string, string>;

/** Everybody whose way to call is gone, in the order in which she is called. */
export const rollCallOf = ({ rollCall }: Incident, names: Names, phones: Phones): RollCallName[] =>
  rollCall.map((name) => ({
    senior: senior(names, name.seniorId),
    home: { id: name.homeId, label: names.homes.get(name.homeId) ?? name.homeId },
    phone: phones.get(name.seniorId) ?? null,
    tier: name.tier,
    risks: [...name.risks],
    lastContactAt: name.lastContactAt === null ? null : toIso(name.lastContactAt),
    state: name.state,
    how: name.how,
    by: name.by === null ? null : account(names, name.by),
    at: name.at === null ? null : toIso(name.at),
    tries: name.tries,
  }));

/** Homes on the list with a device that was not heard again; a home where a person was reached counts until the case ends. */
export const silentHomesOf = ({ rollCall }: Incident): HomeId[] => [
  ...new Set(rollCall.filter(({ state }) => state !== 'heard').map(({ homeId }) => homeId)),
];
