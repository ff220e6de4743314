import type { Projector, WorldPoint } from './point-buckets.js';

/** Last measured place of a helper on the move. */
export interface MoverPlace {
  readonly lat: number;
  readonly lng: number;
  /** In seconds since 1970 by the server's clock; 0: never, the place is where she is registered. */
  readonly atS: number;
}

export type MoverLook = 'fresh' | 'old' | 'expired' | 'based';

/** An older position is drawn hollow. */
export const OLD_AFTER_S = 60;
/** An older position is worth nothing. */
export const EXPIRED_AFTER_S = 300;
/** She is drawn on her way between two places that are measured no further apart in time. */
const GLIDES_AT_MOST_MS = 15_000;
/** In widths of the world, some 2 km: a longer jump is drawn at once, without a glide. */
const JUMP = 5e-5;
/** Of the world's width: some 4 m. A fix that wanders so far says nothing of where she heads. */
const STANDS_STILL = 1e-7;
const FIRST_SLOTS = 64;
/** Numbers of one slot, in this order. */
const [FROM_X, FROM_Y, TO_X, TO_Y, SINCE_MS, UNTIL_MS, HEADING, AT_S, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

export const lookOf = (atS: number, nowS: number): MoverLook =>
  atS === 0 ? 'based' : nowS - atS > EXPIRED_AFTER_S ? 'expired' : nowS - atS > OLD_AFTER_S ? 'old' : 'fresh';

/**
 * Thousands who move, in one array of numbers: where each of them is drawn at a moment between her last two places, and where she
 * heads. Times are milliseconds of the caller's steady clock.
 */
export class MoverTracks {
  readonly #slots = new Map<string, number>();
  readonly #ids: string[] = [];
  #cells = new Float64Array(FIRST_SLOTS * WIDTH);
  /** When the last of them comes to rest. */
  #restMs = Number.NEGATIVE_INFINITY;

  get size(): number {
    return this.#ids.length;
  }

  /** Is anybody drawn on her way at this moment? */
  moves(nowMs: number): boolean {
    return nowMs < this.#restMs;
  }

  /** `places` is whole: who is not in it is gone. `glide`: false puts everybody where she is at once. */
  set(places: ReadonlyMap<string, MoverPlace>, project: Projector, nowMs: number, glide: boolean): void {
    for (const id of [...this.#ids]) if (!places.has(id)) this.#drop(id);
    for (const [id, { lat, lng, atS }] of places) this.#put(id, project(lat, lng), atS, nowMs, glide);
  }

  /** Calls with the slot and the place on the square of the whole world, from 0 to 1, of each. */
  each(nowMs: number, draw: (slot: number, x: number, y: number) => void): void {
    for (let slot = 0; slot < this.#ids.length; slot += 1) draw(slot, this.#x(slot, nowMs), this.#y(slot, nowMs));
  }

  idOf(slot: number): string {
    return this.#ids[slot] ?? '';
  }

  atSOf(slot: number): number {
    return this.#cell(slot, AT_S);
  }

  /** Clockwise from north in radians; `NaN`: not known. */
  headingOf(slot: number): number {
    return this.#cell(slot, HEADING);
  }

  #cell(slot: number, number: number): number {
    return this.#cells[slot * WIDTH + number] ?? Number.NaN;
  }

  #x(slot: number, nowMs: number): number {
    return this.#between(slot, FROM_X, TO_X, nowMs);
  }

  #y(slot: number, nowMs: number): number {
    return this.#between(slot, FROM_Y, TO_Y, nowMs);
  }

  #between(slot: number, from: number, to: number, nowMs: number): number {
    const [since, until] = [this.#cell(slot, SINCE_MS), this.#cell(slot, UNTIL_MS)];
    if (nowMs >= until) return this.#cell(slot, to);
    const share = Math.max(0, (nowMs - since) / (until - since));
    return this.#cell(slot, from) + (this.#cell(slot, to) - this.#cell(slot, from)) * share;
  }

  #put(id: string, { x, y }: WorldPoint, atS: number, nowMs: number, glide: boolean): void {
    const known = this.#slots.get(id);
    const slot = known ?? this.#add(id);
    const at = slot * WIDTH;
    const cells = this.#cells;
    const lastAtS = this.#cell(slot, AT_S);
    cells[at + AT_S] = atS;
    const [dx, dy] = [x - this.#cell(slot, TO_X), y - this.#cell(slot, TO_Y)];
    const far = Math.hypot(dx, dy);
    if (known !== undefined && far === 0) return;
    const gapMs = (atS - lastAtS) * 1_000;
    const glides = known !== undefined && glide && far < JUMP && gapMs > 0 && gapMs <= GLIDES_AT_MOST_MS;
    const [drawnX, drawnY] = [this.#x(slot, nowMs), this.#y(slot, nowMs)];
    cells[at + FROM_X] = glides ? drawnX : x;
    cells[at + FROM_Y] = glides ? drawnY : y;
    cells[at + TO_X] = x;
    cells[at + TO_Y] = y;
    cells[at + SINCE_MS] = nowMs;
    cells[at + UNTIL_MS] = glides ? nowMs + gapMs : nowMs;
    if (glides) this.#restMs = Math.max(this.#restMs, nowMs + gapMs);
    if (known === undefined || lastAtS === 0 || atS === 0) cells[at + HEADING] = Number.NaN;
    else if (far > STANDS_STILL) cells[at + HEADING] = Math.atan2(dx, -dy);
  }

  #add(id: string): number {
    const slot = this.#ids.length;
    if ((slot + 1) * WIDTH > this.#cells.length) {
      const wider = new Float64Array(this.#cells.length * 2);
      wider.set(this.#cells);
      this.#cells = wider;
    }
    this.#ids.push(id);
    this.#slots.set(id, slot);
    return slot;
  }

  /** The last one takes the place of the one that goes. */
  #drop(id: string): void {
    const slot = this.#slots.get(id);
    const last = this.#ids.length - 1;
    const moved = this.#ids[last];
    if (slot === undefined || moved === undefined) return;
    this.#cells.copyWithin(slot * WIDTH, last * WIDTH, (last + 1) * WIDTH);
    this.#ids[slot] = moved;
    this.#slots.set(moved, slot);
    this.#ids.pop();
    this.#slots.delete(id);
  }
}
