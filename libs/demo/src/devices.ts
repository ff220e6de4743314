import type { Instant } from '@silverbell/kernel';
import { daysBefore } from './dates.js';
import { DEMO_HOMES } from './homes.js';
import { DEMO_DEVICE_SECRET, DEMO_HUB, DEMO_HUB_BUTTON, DEMO_PENDANTS } from './logins.js';
import type { Dice } from './prng.js';
import type { Device, Home, Senior } from './rows.js';

const HUB_HOMES = 14;
const LONE_SMOKE_ALARMS = 8;
const pad = (n: number): string => String(n).padStart(3, '0');

export function devices(d: Dice, at: Instant, homes: readonly Home[], seniors: readonly Senior[]): Device[] {
  const of = (home: Home): Senior[] => seniors.filter((senior) => senior.homeId === home.id);
  const own = (
    id: string,
    role: Device['role'],
    home: Home,
    senior: Senior | null,
    more: Partial<Device> = {},
  ): Device => ({
    id,
    role,
    profile: 'native',
    regionId: home.regionId,
    homeId: home.id,
    seniorId: senior?.id ?? null,
    hubId: null,
    childName: null,
    room: null,
    fixed: role !== 'pendant' && role !== 'watch',
    status: 'active',
    installedAt: daysBefore(at, d.int(20, 400)),
    secret: DEMO_DEVICE_SECRET,
    ...more,
  });
  const child = (hub: Device, home: Home, name: string, role: Device['role'], room: string): Device =>
    own(`${hub.id}.${name}`, role, home, null, {
      profile: 'zigbee2mqtt',
      hubId: hub.id,
      childName: name,
      room,
      secret: null,
    });

  const all: Device[] = [];
  DEMO_PENDANTS.forEach((id, i) => {
    const home = homes[i] as Home;
    all.push(own(id, 'pendant', home, of(home)[0] ?? null));
  });
  const hubHome = homes[DEMO_PENDANTS.length] as Home;
  const demoHub = own(DEMO_HUB, 'hub', hubHome, null, { profile: 'zigbee2mqtt', room: '客厅' });
  all.push(demoHub, child(demoHub, hubHome, DEMO_HUB_BUTTON, 'sos-button', '卫生间'));

  const rest = homes.slice(DEMO_HOMES);
  d.shuffled(rest)
    .slice(0, HUB_HOMES)
    .forEach((home, i) => {
      const hub = own(`sim-hub-${pad(i + 1)}`, 'hub', home, null, { profile: 'zigbee2mqtt', room: '客厅' });
      all.push(hub, child(hub, home, 'bath_sos', 'sos-button', '卫生间'));
      if (i % 2 === 0) all.push(child(hub, home, 'kitchen_smoke', 'smoke', '厨房'));
      if (i % 3 === 0) all.push(child(hub, home, 'bedroom_co', 'carbon-monoxide', '卧室'));
    });
  d.shuffled(rest)
    .slice(0, LONE_SMOKE_ALARMS)
    .forEach((home, i) => all.push(own(`sim-smoke-${pad(i + 1)}`, 'smoke', home, null, { room: '厨房' })));

  const demoHomeIds = new Set(homes.slice(0, DEMO_HOMES).map((home) => home.id));
  const homeById = new Map(homes.map((home) => [home.id, home]));
  // nine of ten wear one; a senior whose file makes a rule necessary always does, so that the rule can be seen at work
  const remarkable = (senior: Senior): boolean =>
    senior.status !== 'active' || senior.dispatchFirst || senior.dementia || senior.awayUntil !== null;
  const wearers = seniors.filter((senior) => !demoHomeIds.has(senior.homeId) && (d.chance(0.9) || remarkable(senior)));
  wearers.forEach((senior, i) => {
    const home = homeById.get(senior.homeId) as Home;
    const watch = senior.dementia;
    all.push(
      own(
        `sim-${watch ? 'watch' : 'pendant'}-${pad(i + 1)}`,
        watch ? 'watch' : 'pendant',
        home,
        senior,
        senior.status === 'moved' ? { status: 'moved' } : {},
      ),
    );
  });
  const retired = wearers.find((senior) => senior.status === 'active' && !senior.dementia);
  if (retired)
    all.push(
      own('sim-pendant-retired', 'pendant', homeById.get(retired.homeId) as Home, retired, { status: 'retired' }),
    );
  return all;
}
