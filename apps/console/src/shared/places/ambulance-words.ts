import type { PersonCard } from '@silverbell/wire';
import { language } from '@silverbell/web-ui';
import { metresBetween } from './places-of.js';

type Home = Pick<NonNullable<PersonCard['home']>, 'lat' | 'lng' | 'ambulanceAt'>;

/** Nearer than this the vehicle stops at the door; a home is on file no more exactly. */
const AT_DOOR_M = 10;
/** Clockwise from north. */
const SIDES = [
  ['北', 'north'],
  ['东北', 'north-east'],
  ['东', 'east'],
  ['东南', 'south-east'],
  ['南', 'south'],
  ['西南', 'south-west'],
  ['西', 'west'],
  ['西北', 'north-west'],
] as const;

/** Where the ambulance stops, as it is said over the telephone: how far from the door and on which side of it. `null`: it is not on file. */
export function ambulanceWords({ lat, lng, ambulanceAt }: Home): string | null {
  if (ambulanceAt === null) return null;
  const english = language() === 'en';
  const metres = metresBetween({ lat, lng }, ambulanceAt);
  if (metres === null) return null;
  if (metres < AT_DOOR_M) return english ? 'at the door' : '住所门口';
  const north = ambulanceAt.lat - lat;
  const east = (ambulanceAt.lng - lng) * Math.cos((lat * Math.PI) / 180);
  const [zh, en] =
    SIDES[(Math.round(Math.atan2(east, north) / (Math.PI / 4)) + SIDES.length) % SIDES.length] ?? SIDES[0];
  const about = Math.round(metres / 10) * 10;
  return english ? `about ${String(about)} m ${en} of the door` : `住所门口${zh}侧约 ${String(about)} 米`;
}
