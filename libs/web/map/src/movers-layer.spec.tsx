import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import L from 'leaflet';
import { drawSign, MoversLayer, turnOf, type MoversShown } from './movers-layer.js';
import type { MoverLook, MoverPlace } from './mover-tracks.js';
import { notedPen, squareHolder } from './testing/noted-pen.js';

const NOW_S = 1_000_000;
const HERE = { lat: 30.25, lng: 119.72 };

const colours = {
  ...{ helper: 'teal', ground: 'white', faint: 'grey', onSign: 'white', ink: 'black', line: 'grey', font: 'serif' },
};
const signOf = (look: MoverLook, heading = Number.NaN, of: { letter: string; tag?: string } | null = null) => {
  const { done, pen: on } = notedPen();
  drawSign(on, colours, { x: 0, y: 0, radius: 7, look, heading, of });
  return done.map((one) => one.split(' ')[0]);
};
const written = (look: MoverLook, of: { letter: string; tag?: string } | null) => {
  const { done, pen: on } = notedPen();
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
  let nowS: number;
  let movers: MoversLayer;
  /** Frames that are asked for while time stands. */
  let frames: (() => void)[];
  let standing = false;
  const shown = (more: Partial<MoversShown> = {}): MoversShown => ({
    feed: {
      subscribe: (listener) => {
        changed = listener;
        return () => (changed = null);
      },
      places: () => places,
      nowS: () => nowS,
    },
    ...{ known: new Map(), based: new Map(), words: (id) => id, summary: (...said) => said.flat().join('，') },
    ...more,
  });
  const layer = (): HTMLCanvasElement => document.querySelector('.sb-movers')!;
  const drawn = (): number => done.filter((one) => one.startsWith('drawImage')).length;

  beforeEach(() => {
    jest.useFakeTimers();
    const noted = notedPen();
    done = noted.done;
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(noted.pen as never);
    places = new Map();
    nowS = NOW_S;
    map = L.map(squareHolder(), { center: HERE, zoom: 14 });
    frames = [];
    movers = new MoversLayer(map, (call) => (standing ? void frames.push(call) : call()));
  });
  afterEach(() => {
    jest.useRealTimers();
    movers.remove();
    map.remove();
    jest.restoreAllMocks();
    document.body.replaceChildren();
  });

  it('are drawn where the feed says, once more at each word of it, and no longer when put away', () => {
    places = new Map([['a', { ...HERE, atS: NOW_S }]]);
    movers.show(shown());
    expect(drawn()).toBe(1);
    places = new Map([...places, ['b', { ...HERE, atS: NOW_S }]]);
    changed?.();
    expect(drawn()).toBe(3);
    movers.show(null);
    expect(changed).toBeNull();
    expect(drawn()).toBe(3);
    expect(layer().hasAttribute('aria-label')).toBe(false);
  });

  it('are named where the pointer is, and not while the map is pushed under it', () => {
    places = new Map([['a', { ...HERE, atS: NOW_S }]]);
    movers.show(shown());
    const points = (): void =>
      void map.fire('mousemove', { containerPoint: map.latLngToContainerPoint(HERE) } as never);
    const named = (): string => document.querySelector('.sb-map-words')?.textContent ?? '';
    points();
    expect(named()).toBe('a');
    map.fire('movestart').fire('dragstart');
    points();
    expect(named()).toBe('');
    map.fire('dragend');
    points();
    expect(named()).toBe('a');
  });

  it('walk on when the map is let go, and not while it is pushed', () => {
    places = new Map([['a', { ...HERE, atS: NOW_S }]]);
    movers.show(shown());
    map.fire('dragstart');
    const before = drawn();
    places = new Map([['a', { lat: HERE.lat + 0.0001, lng: HERE.lng, atS: NOW_S + 10 }]]);
    changed?.();
    jest.advanceTimersByTime(500);
    expect(drawn()).toBe(before);
    map.fire('dragend');
    expect(drawn()).toBe(before + 1);
  });

  it('are drawn once for a frame, whatever changes in it, and not when the layer has ended', () => {
    places = new Map([['a', { ...HERE, atS: NOW_S }]]);
    standing = true;
    movers.show(shown());
    changed?.();
    changed?.();
    expect([frames.length, drawn()]).toEqual([1, 0]);
    frames.shift()?.();
    expect(drawn()).toBe(1);
    changed?.();
    movers.remove();
    frames.shift()?.();
    standing = false;
    expect(drawn()).toBe(1);
  });

  it('are not drawn outside the view', () => {
    places = new Map([['far', { lat: 31, lng: 121, atS: NOW_S }]]);
    movers.show(shown());
    expect(drawn()).toBe(0);
  });

  it('are said to a screen reader together, those out of date too', () => {
    places = new Map([
      ['a', { ...HERE, atS: NOW_S }],
      ['b', { ...HERE, atS: NOW_S - 400 }],
    ]);
    movers.show(shown());
    expect(layer().getAttribute('aria-label')).toBe('2，1');
  });

  it('who are going are said one by one, with the age of their position', () => {
    const known = new Map([
      ['a', { letter: '王', tag: '王海涛' }],
      ['b', { letter: '邓' }],
      ['gone', { letter: '宋', tag: '宋梅' }],
    ]);
    places = new Map(['a', 'b'].map((id) => [id, { ...HERE, atS: NOW_S - 70 }]));
    movers.show(shown({ known, words: (id, look, ageS) => `${id} ${look} ${ageS}` }));
    expect(layer().getAttribute('aria-label')).toBe('2，0，a old 70');
    movers.show(shown());
    expect(layer().getAttribute('aria-label')).toBe('2，0');
  });

  it('grow old when the feed says nothing any more, and not once the layer has ended', () => {
    places = new Map([['a', { ...HERE, atS: NOW_S }]]);
    movers.show(shown());
    const lookRows = () =>
      done.filter((one) => one.startsWith('drawImage')).map((one) => Number(one.split(' ')[2]) / 36);
    expect(lookRows()).toEqual([0]);
    nowS += 61;
    jest.advanceTimersByTime(10_000);
    nowS += 300;
    jest.advanceTimersByTime(10_000);
    expect(lookRows()).toEqual([0, 1, 2]);
    expect(layer().getAttribute('aria-label')).toBe('1，1');
    movers.remove();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are drawn from signs of the sharpness that the screen has now', () => {
    const sharpness = jest.replaceProperty(window, 'devicePixelRatio', 1);
    const widths: number[] = [];
    const on = document.createElement('canvas').getContext('2d')!;
    jest
      .spyOn(on, 'drawImage')
      .mockImplementation((...[sheet]) => void widths.push((sheet as HTMLCanvasElement).width));
    places = new Map([['a', { ...HERE, atS: NOW_S }]]);
    movers.show(shown());
    sharpness.replaceValue(2);
    changed?.();
    changed?.();
    sharpness.replaceValue(1);
    changed?.();
    expect(widths).toEqual([612, 1_224, 1_224, 612]);
  });

  it('are where they are registered until the feed tells more', () => {
    places = new Map();
    movers.show(shown({ based: new Map([['a', { ...HERE, atS: 0 }]]) }));
    expect(drawn()).toBe(1);
  });
});
