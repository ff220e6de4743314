import L from 'leaflet';
import { rgbOf, stampDots, type Rgb } from './dot-pixels.js';
import { DrawQueue } from './draw-queue.js';
import { projectorOf } from './gcj02-crs.js';
import { PointBuckets, TILE_PX, type Projector } from './point-buckets.js';
import { drawStill, type Pen } from './still-canvas.js';

/** Up to this zoom single homes would be one blot: squares of density instead. */
const DENSITY_UP_TO_ZOOM = 11;
const SQUARE_PX = 16;
const DOT_PX = 2.6;
const GAP_PX = 6;
/** A square with so many homes is drawn at its darkest. */
const DENSE = 60;

/** Every home as a dot on canvas tiles, as density squares from afar: 50,000 of them cost no element of the page. */
class PointTiles extends L.GridLayer {
  readonly #drawings = new DrawQueue();
  #buckets = new PointBuckets([]);
  readonly #gaps: boolean;

  constructor(gaps: boolean, options: L.GridLayerOptions) {
    super(options);
    this.#gaps = gaps;
  }

  show(points: Iterable<readonly [lat: number, lng: number]>, project: Projector): void {
    this.#buckets = new PointBuckets(points, project);
    this.#drawings.clear();
    this.redraw();
  }

  /** A column of tiles in one frame would hold the map still for as long as all of them take. */
  override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    const sharp = window.devicePixelRatio > 1 ? 2 : 1;
    this.#drawings.add(() => {
      // Pushed out of sight before its turn came.
      if (!canvas.isConnected) return;
      drawStill(canvas, TILE_PX * sharp, TILE_PX * sharp, (pen) => {
        pen.scale(sharp, sharp);
        this.#draw(pen, coords, sharp);
      });
      done(undefined, canvas);
    });
    return canvas;
  }

  #draw(pen: Pen, coords: L.Coords, sharp: number): void {
    const style = getComputedStyle(document.documentElement);
    const soft = style.getPropertyValue('--m-senior-soft').trim() || '95 75 139';
    if (this.#gaps) this.#gapSquares(pen, coords, style.getPropertyValue('--ink').trim() || '#12191c');
    else if (coords.z <= DENSITY_UP_TO_ZOOM) this.#squares(pen, coords, soft);
    else this.#dots(pen, coords, rgbOf(style.getPropertyValue('--m-senior').trim() || '#5f4b8b'), sharp);
  }

  #dots(pen: Pen, coords: L.Coords, colour: Rgb, sharp: number): void {
    const side = TILE_PX * sharp;
    const picture = pen.createImageData(side, side);
    const homes = this.#buckets.inTile(coords, DOT_PX);
    const places = sharp === 1 ? homes : homes.map(({ x, y }) => ({ x: x * sharp, y: y * sharp }));
    stampDots(picture.data, side, places, DOT_PX * sharp, colour);
    pen.putImageData(picture, 0, 0);
  }

  /** Of one size at every zoom: a single home that no helper reaches must be seen from afar. */
  #gapSquares(pen: Pen, coords: L.Coords, colour: string): void {
    pen.fillStyle = colour;
    for (const { x, y } of this.#buckets.inTile(coords, GAP_PX))
      pen.fillRect(x - GAP_PX / 2, y - GAP_PX / 2, GAP_PX, GAP_PX);
  }

  #squares(pen: Pen, coords: L.Coords, colour: string): void {
    const counts = new Map<number, number>();
    const inRow = TILE_PX / SQUARE_PX;
    for (const { x, y } of this.#buckets.inTile(coords)) {
      const square = Math.floor(y / SQUARE_PX) * inRow + Math.floor(x / SQUARE_PX);
      counts.set(square, (counts.get(square) ?? 0) + 1);
    }
    for (const [square, count] of counts) {
      pen.fillStyle = `rgb(${colour} / ${0.15 + 0.6 * Math.min(1, count / DENSE)})`;
      pen.fillRect((square % inRow) * SQUARE_PX, Math.floor(square / inRow) * SQUARE_PX, SQUARE_PX - 1, SQUARE_PX - 1);
    }
  }
}

/** Homes between base map and everything that moves; `gaps`: those that no helper reaches, as black squares. `null` takes them away. */
export class HomesLayer {
  readonly #map: L.Map;
  readonly #tiles: PointTiles;
  #points: readonly (readonly [lat: number, lng: number])[] | null = null;
  #crs: L.CRS | undefined;

  constructor(map: L.Map, gaps = false) {
    this.#map = map;
    this.#tiles = new PointTiles(gaps, { pane: 'overlayPane', updateWhenZooming: false, keepBuffer: 1 });
    map.on('viewreset', () => {
      if (this.#points !== null && map.options.crs !== this.#crs) this.show(this.#points);
    });
  }

  show(points: readonly (readonly [lat: number, lng: number])[] | null): void {
    this.#points = points;
    if (points === null) {
      this.#tiles.remove();
      return;
    }
    this.#crs = this.#map.options.crs;
    this.#tiles.show(points, projectorOf(this.#map));
    if (!this.#map.hasLayer(this.#tiles)) this.#tiles.addTo(this.#map);
  }
}
