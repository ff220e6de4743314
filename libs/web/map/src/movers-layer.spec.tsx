import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import L from 'leaflet';
import { drawSign, MoversLayer, turnOf, type MoversShown } from './movers-layer.js';
import type { MoverLook, MoverPlace } from './mover-tracks.js';

const NOW_S = 1_000_000;
const HERE = { lat: 30.25, lng: 119.72 };

/** Notes what is drawn. */
function pen() {
  const done: string[] = [];
  const of =
    (name: string) =>
    (...given: readonly unknown[]): void =>
      void done.push([name, ...given.filter((one) => typeof one !== 'object')].join(' '));
  const steps = [
    'save',
    'restore',
    'translate',
    'rotate',
    'scale',
    'beginPath',
    'closePath',
    'moveTo',
    'lineTo',
    'arc',
  ];
  const more = ['roundRect', 'fill', 'stroke', 'setLineDash', 'fillText', 'drawImage', 'clearRect', 'setTransform'];
  const names = Object.fromEntries([...steps, ...more].map((name) => [name, of(name)]));
  return { done, pen: { ...names, measureText: () => ({ width: 40 }) } as unknown as CanvasRenderingContext2D };
}
const colours = {
  ...{ helper: 'teal', ground: 'white', faint: 'grey', onSign: 'white', ink: 'black', line: 'grey', font: 'serif' },
};
const signOf = (look: MoverLook, heading = Number.NaN, of: { letter: string; tag?: string } | null = null) => {
  const { done, pen: on } = pen();
  drawSign(on, colours, { x: 0, y: 0, radius: 7, look, heading, of });
  return done.map((one) => one.split(' ')[0]);
};
const written = (look: MoverLook, of: { letter: string; tag?: string } | null) => {
  const { done, pen: on } = pen();
  drawSign(on, colours, { x: 0, y: 0, radius: 7, look, heading: Number.NaN, of });
  return done.filter((one) => one.startsWith('fillText')).map((one) => one.split(' ')[1]);
};

describe('the sign of a helper', () => {
  it('is a circle with an arrow where she heads, a square where she is registered', () => {
    expect(signOf('fresh', 1)).toContain('rotate');
    expect(signOf('fresh')).not.toContain('rotate');
    expect(signOf('based', 1)).toContain('roundRect');
    expect(signOf('based', 1)).not.toContain('rotate');
  });

  it('shows by its shape and not by a colour alone that a position is out of date', () => {
    expect(written('expired', null)).toEqual(['?']);
    expect(written('fresh', null)).toEqual([]);
  });

  it('has the family name, and the whole name of who is going', () => {
    expect(written('fresh', { letter: '王', tag: '王海涛' })).toEqual(['王', '王海涛']);
  });

  it('turns in sixteen steps, clockwise from north', () => {
    const quarter = Math.PI / 2;
    expect([Number.NaN, 0, quarter, 2 * quarter, -quarter].map(turnOf)).toEqual([0, 1, 5, 9, 13]);
  });
});

describe('those who move on the map', () => {
  let map: L.Map;
  let done: string[];
  let places: ReadonlyMap<string, MoverPlace>;
  let changed: (() => void) | null;
  const shown = (more: Partial<MoversShown> = {}): MoversShown => ({
    feed: {
      subscribe: (listener) => {
        changed = listener;
        return () => (changed = null);
      },
      places: () => places,
      nowS: () => NOW_S,
    },
    ...{ known: new Map(), based: new Map(), words: (id) => id, summary: (all, old) => `${all} 人，${old} 过期` },
    ...more,
  });
  const layer = (): HTMLCanvasElement => document.querySelector('.sb-movers')!;
  const drawn = (): number => done.filter((one) => one.startsWith('drawImage')).length;

  beforeEach(() => {
    const noted = pen();
    done = noted.done;
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(noted.pen as never);
    places = new Map();
    const holder = document.body.appendChild(document.createElement('div'));
    for (const name of ['clientWidth', 'clientHeight']) Object.defineProperty(holder, name, { value: 600 });
    map = L.map(holder, { center: HERE, zoom: 14 });
  });
  afterEach(() => {
    map.remove();
    jest.restoreAllMocks();
    document.body.replaceChildren();
  });

  it('are drawn where the feed says, once more at each word of it, and no longer when put away', () => {
    const movers = new MoversLayer(map);
    places = new Map([['a', { ...HERE, atS: NOW_S }]]);
    movers.show(shown());
    expect(drawn()).toBe(1);
    places = new Map([...places, ['b', { ...HERE, atS: NOW_S }]]);
    changed?.();
    expect(drawn()).toBe(3);
    movers.show(null);
    expect(changed).toBeNull();
    expect(drawn()).toBe(3);
  });

  it('are not drawn outside the view', () => {
    places = new Map([['far', { lat: 31, lng: 121, atS: NOW_S }]]);
    new MoversLayer(map).show(shown());
    expect(drawn()).toBe(0);
  });

  it('are said to a screen reader together, those out of date too', () => {
    places = new Map([
      ['a', { ...HERE, atS: NOW_S }],
      ['b', { ...HERE, atS: NOW_S - 400 }],
    ]);
    new MoversLayer(map).show(shown());
    expect(layer().getAttribute('aria-label')).toBe('2 人，1 过期');
  });

  it('are where they are registered until the feed tells more', () => {
    places = new Map();
    new MoversLayer(map).show(shown({ based: new Map([['a', { ...HERE, atS: 0 }]]) }));
    expect(drawn()).toBe(1);
  });
});
