import L from 'leaflet';
import { projectorOf } from './gcj02-crs.js';
import { drawStill, type Pen } from './still-canvas.js';
import { lookOf, MoverTracks, type MoverLook, type MoverPlace } from './mover-tracks.js';

/** A helper whose name this page knows. */
export interface KnownMover {
  /** Written into her sign. */
  readonly letter: string;
  /** Written below her sign: she is going. */
  readonly tag?: string;
}

/** Latest places of all who move, outside React. */
export interface MoverFeed {
  subscribe(changed: () => void): () => void;
  places(): ReadonlyMap<string, MoverPlace>;
  /** By the server's clock, in seconds since 1970. */
  nowS(): number;
}

export interface MoversShown {
  readonly feed: MoverFeed;
  readonly known: ReadonlyMap<string, KnownMover>;
  /** Where people stand whom the feed does not tell of. */
  readonly based: ReadonlyMap<string, MoverPlace>;
  /** What the pointer shows of one of them, and a screen reader says of one who is going. */
  readonly words: (id: string, look: MoverLook, ageS: number) => string;
  /** What a screen reader says of all of them together; `going`: the words of those who are. */
  readonly summary: (all: number, expired: number, going: readonly string[]) => string;
}

/** Time between two frames of a glide: on foot that is less than a pixel. */
const STEP_MS = 125;
const SUMMED_EVERY_MS = 5_000;
/** A position grows old although nothing is said about it any more. */
const AGES_EVERY_MS = 10_000;
/** From here on those without a name are small signs. */
const SMALL_UP_TO_ZOOM = 11.5;
const TURNS = 16;
/** One side of a sign with its arrow, in px. */
const SIGN_PX = 36;
const HIT_PX = 12;
/** Margin drawn around the view, so that a pan by less shows no gap. */
const MARGIN_PX = 160;
const LOOKS: readonly MoverLook[] = ['fresh', 'old', 'expired', 'based'];
const PANE = 'sb-movers';
/** Above homes, ring and ways, below incidents. */
const PANE_Z_INDEX = 550;

interface Colours {
  readonly helper: string;
  readonly ground: string;
  readonly faint: string;
  readonly onSign: string;
  readonly ink: string;
  readonly line: string;
  readonly font: string;
}

/** Everybody who moves, on one canvas: two thousand of them cost what forty elements of the page would. */
export class MoversLayer {
  readonly #map: L.Map;
  readonly #canvas = document.createElement('canvas');
  readonly #tracks = new MoverTracks();
  readonly #calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  #shown: MoversShown | null = null;
  #undo: () => void = () => undefined;
  #crs: L.CRS | undefined;
  #signs: HTMLCanvasElement | null = null;
  /** For which the signs are drawn. */
  #sharp = 1;
  #colours: Colours | null = null;
  #gliding: ReturnType<typeof setInterval> | null = null;
  /** The map is held and pushed: nothing is pointed at, and steps of a walk can wait. */
  #held = false;
  readonly #ageing: ReturnType<typeof setInterval>;
  #summedMs = Number.NEGATIVE_INFINITY;
  readonly #words: L.Tooltip;
  readonly #nextFrame: (call: () => void) => void;
  #asked = false;
  #ended = false;

  constructor(map: L.Map, nextFrame: (call: () => void) => void = (call) => void requestAnimationFrame(call)) {
    this.#map = map;
    this.#nextFrame = nextFrame;
    this.#canvas.className = 'sb-movers leaflet-zoom-hide';
    this.#label(null);
    const pane = map.createPane(PANE);
    pane.style.zIndex = String(PANE_Z_INDEX);
    pane.style.pointerEvents = 'none';
    pane.append(this.#canvas);
    this.#words = L.tooltip({ direction: 'top', offset: [0, -10], className: 'sb-map-words' });
    map.on('move', () => this.#pushed());
    map.on('zoomend resize viewreset', () => this.draw());
    map.on('mousemove', ({ containerPoint }) => this.#point(containerPoint));
    map.on('mouseout movestart', () => this.#words.remove());
    map.on('dragstart', () => (this.#held = true));
    map.on('dragend', () => {
      this.#held = false;
      this.draw();
    });
    this.#ageing = setInterval(() => {
      if (this.#shown !== null) this.#take();
    }, AGES_EVERY_MS);
  }

  /** `null` puts them away. */
  show(shown: MoversShown | null): void {
    if (shown?.feed !== this.#shown?.feed) {
      this.#undo();
      this.#undo = shown === null ? () => undefined : shown.feed.subscribe(() => this.#take());
    }
    this.#shown = shown;
    this.#summedMs = Number.NEGATIVE_INFINITY;
    this.#take();
  }

  /** In the colours that hold now. */
  recolour(): void {
    this.#signs = null;
    this.#colours = null;
    this.draw();
  }

  remove(): void {
    this.#ended = true;
    clearInterval(this.#ageing);
    this.#undo();
    this.#rest();
    this.#shown = null;
  }

  /** With the next frame, however much changes until then: the whole sheet is made anew each time. */
  draw(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#nextFrame(() => {
      this.#asked = false;
      if (!this.#ended) this.#drawNow();
    });
  }

  #drawNow(): void {
    if (this.#map.options.crs !== this.#crs && this.#shown !== null) return this.#take();
    const sharp = window.devicePixelRatio > 1 ? 2 : 1;
    const size = this.#map.getSize();
    const [width, height] = [size.x + 2 * MARGIN_PX, size.y + 2 * MARGIN_PX];
    this.#canvas.style.width = `${String(width)}px`;
    this.#canvas.style.height = `${String(height)}px`;
    L.DomUtil.setPosition(this.#canvas, this.#map.containerPointToLayerPoint([-MARGIN_PX, -MARGIN_PX]));
    const shown = this.#shown;
    this.#colours ??= coloursNow();
    if (sharp !== this.#sharp) [this.#sharp, this.#signs] = [sharp, null];
    const signs = (this.#signs ??= signsOf(this.#colours, sharp));
    drawStill(this.#canvas, width * sharp, height * sharp, (pen) => {
      pen.scale(sharp, sharp);
      if (shown !== null) this.#draw(pen, shown, { width, height, sharp, signs });
    });
  }

  #draw(
    pen: Pen,
    { feed, known }: MoversShown,
    { width, height, sharp, signs }: { width: number; height: number; sharp: number; signs: HTMLCanvasElement },
  ): void {
    const drawnPx = this.#map.getZoom() <= SMALL_UP_TO_ZOOM ? SIGN_PX / 2 : SIGN_PX;
    const nowS = feed.nowS();
    const named: Sign[] = [];
    this.#eachInView(width, height, (slot, x, y) => {
      const look = lookOf(this.#tracks.atSOf(slot), nowS);
      const heading = this.#tracks.headingOf(slot);
      const of = known.get(this.#tracks.idOf(slot));
      if (of !== undefined) return void named.push({ x, y, radius: 11, look, heading, of });
      const from = SIGN_PX * sharp;
      pen.drawImage(
        ...([signs, turnOf(heading) * from, LOOKS.indexOf(look) * from, from, from] as const),
        ...([Math.round(x - drawnPx / 2), Math.round(y - drawnPx / 2), drawnPx, drawnPx] as const),
      );
    });
    // Who is known by name stands in front.
    for (const sign of named) drawSign(pen, this.#colours ?? coloursNow(), sign);
  }

  #eachInView(width: number, height: number, draw: (slot: number, x: number, y: number) => void): void {
    const scale = this.#map.options.crs?.scale(this.#map.getZoom()) ?? 1;
    const origin = this.#map.getPixelOrigin().add(this.#map.containerPointToLayerPoint([-MARGIN_PX, -MARGIN_PX]));
    this.#tracks.each(performance.now(), (slot, worldX, worldY) => {
      const [x, y] = [worldX * scale - origin.x, worldY * scale - origin.y];
      if (x > 0 && y > 0 && x < width && y < height) draw(slot, x, y);
    });
  }

  #take(): void {
    if (this.#shown === null) {
      this.#label(null);
      return this.draw();
    }
    const { feed, based } = this.#shown;
    const moving = feed.places();
    const all = based.size === 0 ? moving : new Map([...based, ...moving]);
    const same = this.#crs === this.#map.options.crs;
    this.#crs = this.#map.options.crs;
    this.#tracks.set(all, projectorOf(this.#map), performance.now(), same && !this.#calm.matches);
    this.#sum(all, this.#shown);
    // While the map is held and pushed, new places wait for its next picture.
    if (!this.#held) this.draw();
    if (this.#tracks.moves(performance.now())) this.#glide();
  }

  #sum(all: ReadonlyMap<string, MoverPlace>, { feed, known, words, summary }: MoversShown): void {
    const now = performance.now();
    if (now - this.#summedMs < SUMMED_EVERY_MS && this.#canvas.hasAttribute('aria-label') === all.size > 0) return;
    this.#summedMs = now;
    const nowS = feed.nowS();
    let expired = 0;
    const going: string[] = [];
    for (const [id, { atS }] of all) {
      const look = lookOf(atS, nowS);
      if (look === 'expired') expired += 1;
      if (known.get(id)?.tag !== undefined) going.push(words(id, look, ageS(atS, nowS)));
    }
    this.#label(all.size === 0 ? null : summary(all.size, expired, going));
  }

  /** A picture without words is hidden from who cannot see it; `null`: nothing is drawn. */
  #label(words: string | null): void {
    if (words === null) {
      this.#canvas.removeAttribute('role');
      this.#canvas.removeAttribute('aria-label');
      this.#canvas.setAttribute('aria-hidden', 'true');
    } else {
      this.#canvas.setAttribute('role', 'img');
      this.#canvas.setAttribute('aria-label', words);
      this.#canvas.removeAttribute('aria-hidden');
    }
  }

  #glide(): void {
    this.#gliding ??= setInterval(() => {
      if (!this.#tracks.moves(performance.now())) this.#rest();
      // A page in the background is not seen, and from afar a walk is not visible.
      if (!document.hidden && !this.#held && this.#map.getZoom() > SMALL_UP_TO_ZOOM) this.draw();
    }, STEP_MS);
  }

  #rest(): void {
    if (this.#gliding !== null) clearInterval(this.#gliding);
    this.#gliding = null;
  }

  /** The canvas goes along with the map; only where its margin ends it is drawn anew. */
  #pushed(): void {
    const at = L.DomUtil.getPosition(this.#canvas) as L.Point | undefined;
    const away = at === undefined ? null : this.#map.layerPointToContainerPoint(at).add([MARGIN_PX, MARGIN_PX]);
    if (away === null || Math.abs(away.x) >= MARGIN_PX || Math.abs(away.y) >= MARGIN_PX) this.draw();
  }

  #point(at: L.Point): void {
    const shown = this.#shown;
    if (shown === null || this.#held) return;
    const size = this.#map.getSize();
    let slot = -1;
    let nearest = HIT_PX;
    this.#eachInView(size.x + 2 * MARGIN_PX, size.y + 2 * MARGIN_PX, (one, x, y) => {
      const far = Math.hypot(x - MARGIN_PX - at.x, y - MARGIN_PX - at.y);
      if (far <= nearest) [slot, nearest] = [one, far];
    });
    if (slot < 0) return void this.#words.remove();
    const [atS, nowS] = [this.#tracks.atSOf(slot), shown.feed.nowS()];
    const text = document.createElement('span');
    text.textContent = shown.words(this.#tracks.idOf(slot), lookOf(atS, nowS), ageS(atS, nowS));
    this.#words.setLatLng(this.#map.containerPointToLatLng(at)).setContent(text).addTo(this.#map);
  }
}

const ageS = (atS: number, nowS: number): number => Math.max(0, Math.round(nowS - atS));

/** Column of the signs: 0 has no arrow, the others turn clockwise from north. */
export const turnOf = (heading: number): number =>
  Number.isNaN(heading) ? 0 : 1 + (Math.round((heading / (2 * Math.PI)) * TURNS + TURNS) % TURNS);

function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  return {
    ...{ helper: of('--m-helper', '#0b5c59'), ground: of('--surface', '#fff'), faint: of('--ink-3', '#555') },
    ...{ onSign: of('--on-accent', '#fff'), ink: of('--ink', '#12191c'), line: of('--line-strong', '#777') },
    font: of('--font', 'sans-serif'),
  };
}

/** Every look in every direction, drawn once. */
function signsOf(colours: Colours, sharp: number): HTMLCanvasElement {
  const signs = document.createElement('canvas');
  signs.width = SIGN_PX * (TURNS + 1) * sharp;
  signs.height = SIGN_PX * LOOKS.length * sharp;
  const pen = signs.getContext('2d');
  if (pen === null) return signs;
  pen.scale(sharp, sharp);
  for (const [row, look] of LOOKS.entries())
    for (let column = 0; column <= TURNS; column += 1) {
      const heading = column === 0 ? Number.NaN : ((column - 1) / TURNS) * 2 * Math.PI;
      drawSign(pen, colours, {
        x: (column + 0.5) * SIGN_PX,
        y: (row + 0.5) * SIGN_PX,
        radius: 7,
        look,
        heading,
        of: null,
      });
    }
  return signs;
}

interface Sign {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly look: MoverLook;
  readonly heading: number;
  readonly of: KnownMover | null;
}

/** Filled: fresh; hollow: old; dashed with a question mark: out of date; a rounded square: where she is registered. */
export function drawSign(
  pen: Pen,
  { helper, ground, faint, onSign, ink, line, font }: Colours,
  { x, y, radius, look, heading, of }: Sign,
): void {
  const hollow = look === 'old' || look === 'expired';
  pen.save();
  pen.translate(x, y);
  pen.lineJoin = 'round';
  pen.fillStyle = hollow ? ground : helper;
  pen.strokeStyle = look === 'expired' ? faint : hollow ? helper : ground;
  pen.lineWidth = 2;
  if ((look === 'fresh' || look === 'old') && !Number.isNaN(heading)) {
    pen.save();
    pen.rotate(heading);
    pen.beginPath();
    pen.moveTo(0, -radius - 8);
    pen.lineTo(radius * 0.6, -radius + 1);
    pen.lineTo(-radius * 0.6, -radius + 1);
    pen.closePath();
    pen.fill();
    pen.stroke();
    pen.restore();
  }
  pen.beginPath();
  if (look === 'expired') pen.setLineDash([3, 3]);
  if (look === 'based') pen.roundRect(-radius, -radius, 2 * radius, 2 * radius, radius * 0.42);
  else pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.setLineDash([]);
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = look === 'expired' ? faint : hollow ? helper : onSign;
  pen.font = `700 ${String(radius > 9 ? 12 : 11)}px ${font}`;
  const letter = of?.letter ?? (look === 'expired' ? '?' : '');
  if (letter !== '') pen.fillText(letter, 0, 0.5);
  else if (look !== 'based') {
    pen.beginPath();
    pen.arc(0, 0, 2.2, 0, 2 * Math.PI);
    pen.fill();
  }
  if (of?.tag !== undefined) {
    const width = pen.measureText(of.tag).width + 12;
    pen.fillStyle = ground;
    pen.strokeStyle = line;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(-width / 2, radius + 5, width, 20, 4);
    pen.fill();
    pen.stroke();
    pen.fillStyle = ink;
    pen.fillText(of.tag, 0, radius + 15.5);
  }
  pen.restore();
}
