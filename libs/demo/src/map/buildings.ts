import { along, lengthOf, spotAt, type Geography, type Spot } from '../geography.js';
import type { Dice } from '../prng.js';
import type { Home } from '../rows.js';
import { rectangle } from './map-features.js';

/** Two houses closer than this would stand in each other, in metres. */
const APART_M = 13;
const EVERY_M = 17;

/** A house at every home of the town, and others beside them on both sides of every street. Each: its corners. */
export function buildingsOf(d: Dice, geo: Geography, homes: readonly Home[]): Spot[][] {
  const taken = new Near(APART_M);
  const streets = geo.villages.flatMap((village) => village.streets);
  const lived = homes.map((home) => {
    const at = spotAt(home);
    const road = spotAt({ lat: home.nearestRoadLat ?? home.lat, lng: home.nearestRoadLng ?? home.lng + 1e-4 });
    taken.add(at);
    return house(d, at, Math.atan2(at.y - road.y, at.x - road.x) + Math.PI / 2);
  });
  const others = streets.flatMap((street) =>
    Array.from({ length: Math.floor((lengthOf(street) - 20) / EVERY_M) * 2 }, (_, n) => {
      const side = n % 2 === 0 ? 1 : -1;
      const { on, across } = along(street, 12 + Math.floor(n / 2) * EVERY_M + d.int(-2, 2));
      const off = side * d.int(11, 16);
      const at = { x: on.x + across.x * off, y: on.y + across.y * off };
      // A gap here and there: a yard, a vegetable garden.
      if (d.chance(0.12) || taken.isNear(at)) return null;
      taken.add(at);
      return house(d, at, Math.atan2(across.y, across.x) + Math.PI / 2);
    }).filter((one) => one !== null),
  );
  return [...lived, ...others];
}

const house = (d: Dice, at: Spot, angle: number): Spot[] => rectangle(at, angle, d.int(9, 13), d.int(7, 10));

/** Places by squares of one distance, so that whether one is near is asked of nine squares and not of all. */
class Near {
  readonly #squares = new Map<string, Spot[]>();

  constructor(private readonly metres: number) {}

  add(spot: Spot): void {
    const key = this.#key(spot, 0, 0);
    this.#squares.set(key, [...(this.#squares.get(key) ?? []), spot]);
  }

  isNear(spot: Spot): boolean {
    return [-1, 0, 1].some((x) =>
      [-1, 0, 1].some((y) =>
        (this.#squares.get(this.#key(spot, x, y)) ?? []).some(
          (other) => Math.hypot(other.x - spot.x, other.y - spot.y) < this.metres,
        ),
      ),
    );
  }

  #key({ x, y }: Spot, right: number, up: number): string {
    return `${String(Math.floor(x / this.metres) + right)} ${String(Math.floor(y / this.metres) + up)}`;
  }
}
