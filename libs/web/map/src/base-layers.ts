import L from 'leaflet';
import { GCJ02_CRS } from './gcj02-crs.js';
import { firstChoice, lower, onProbe, onTile, TIER_LIMITS, tiersToProbe, type MapTier } from './tier-choice.js';

/** What `GET /meta` says of the map. */
export interface MapSources {
  readonly file: string | null;
  readonly tiles: {
    readonly urls: readonly string[];
    readonly datum: 'wgs84' | 'gcj02';
    readonly attribution: string;
    readonly approvalNo: string | null;
  } | null;
}

/** The tier that is drawn, and whose it is. */
export interface ShownTier {
  readonly tier: MapTier;
  /** Whose map it is, with its approval number; empty: nothing has to be said. */
  readonly credit: string;
}

const PROBE_WITHIN_MS = 5_000;
/** Leaflet's style sheet puts canvases, and with them the lowest tier, at 100. */
const ABOVE_PLAIN = 110;

/**
 * The base layers of one map: the best tier that answers, above the boundaries that are always drawn. A tier that fails is given up and
 * taken up again by the rules of `tier-choice`; each change is told.
 */
export class BaseLayers {
  #choice: ReturnType<typeof firstChoice>;
  #layers: L.Layer[] = [];
  #drawing = 0;
  readonly #probing: ReturnType<typeof setInterval>;

  constructor(
    private readonly map: L.Map,
    private readonly sources: MapSources,
    private readonly told: (shown: ShownTier) => void,
  ) {
    this.#choice = firstChoice({ tiles: sources.tiles !== null, file: sources.file !== null });
    this.#probing = setInterval(() => void this.#probe(), TIER_LIMITS.probeEveryMs);
    void this.#draw();
  }

  /** Again in the colours that hold now. */
  redraw(): void {
    if (this.#choice.shown === 'file') void this.#draw();
  }

  remove(): void {
    clearInterval(this.#probing);
    this.#drawing += 1;
    this.#clear();
  }

  #clear(): void {
    for (const layer of this.#layers) layer.remove();
    this.#layers = [];
  }

  #choose(next: ReturnType<typeof firstChoice>): void {
    const changed = next.shown !== this.#choice.shown;
    this.#choice = next;
    if (changed) void this.#draw();
  }

  async #draw(): Promise<void> {
    this.#drawing += 1;
    const drawing = this.#drawing;
    const { shown } = this.#choice;
    const { tiles, file } = this.sources;
    if (shown === 'file' && file !== null) {
      // The reader of the file comes when a map with a file is looked at, and not with every page.
      const read = await import('./street-map.js')
        .then(({ streetLayer }) => streetLayer(file, ABOVE_PLAIN, () => this.#fileFailed(drawing)))
        .catch(() => null);
      if (drawing !== this.#drawing) return;
      if (read === null) return this.#choose(lower(this.#choice));
      this.#show('file', [read.layer], read.attribution, L.CRS.EPSG3857);
    } else if (shown === 'tiles' && tiles !== null) {
      const layers = tiles.urls.map((url) => L.tileLayer(url, { maxZoom: 19, maxNativeZoom: 18, zIndex: ABOVE_PLAIN }));
      for (const layer of layers) {
        layer.on('tileload', () => this.#choose(onTile(this.#choice, performance.now(), true)));
        layer.on('tileerror', () => this.#choose(onTile(this.#choice, performance.now(), false)));
      }
      const credit = [tiles.attribution, tiles.approvalNo].filter((one) => one !== null && one !== '').join(' · ');
      this.#show('tiles', layers, credit, tiles.datum === 'gcj02' ? GCJ02_CRS : L.CRS.EPSG3857);
    } else this.#show('plain', [], '', L.CRS.EPSG3857);
  }

  /** One part that did not come leaves a hole that the layer never fills again: the tier is given up until the file answers steadily. */
  #fileFailed(drawing: number): void {
    if (drawing === this.#drawing && this.#choice.shown === 'file') this.#choose(lower(this.#choice));
  }

  #show(tier: MapTier, layers: readonly L.Layer[], credit: string, crs: L.CRS): void {
    this.#clear();
    if (this.map.options.crs !== crs) {
      const [centre, zoom] = [this.map.getCenter(), this.map.getZoom()];
      this.map.options.crs = crs;
      this.map.setView(centre, zoom, { animate: false, reset: true } as L.ZoomPanOptions);
    }
    this.#layers = [...layers];
    for (const layer of layers) layer.addTo(this.map);
    this.told({ tier, credit });
  }

  async #probe(): Promise<void> {
    for (const tier of tiersToProbe(this.#choice)) {
      const good = tier === 'tiles' ? await this.#tileAnswers() : await this.#fileAnswers();
      this.#choose(onProbe(this.#choice, tier, good));
    }
  }

  /** One tile in the middle of what is looked at. */
  #tileAnswers(): Promise<boolean> {
    const url = this.sources.tiles?.urls[0];
    if (url === undefined) return Promise.resolve(false);
    const zoom = Math.min(18, Math.round(this.map.getZoom()));
    const tile = L.CRS.EPSG3857.latLngToPoint(this.map.getCenter(), zoom).divideBy(256).floor();
    const address = L.Util.template(url, { z: zoom, x: tile.x, y: tile.y });
    return new Promise((done) => {
      const picture = new Image();
      const late = setTimeout(() => {
        picture.src = '';
        done(false);
      }, PROBE_WITHIN_MS);
      picture.onload = () => (clearTimeout(late), done(true));
      picture.onerror = () => (clearTimeout(late), done(false));
      // Past every cache: an answer from yesterday says nothing of the server.
      picture.src = `${address}${address.includes('?') ? '&' : '?'}probe=${String(Math.round(performance.now()))}`;
    });
  }

  async #fileAnswers(): Promise<boolean> {
    const file = this.sources.file;
    if (file === null) return false;
    const headers = { range: 'bytes=0-126' };
    return fetch(file, { headers, cache: 'no-store', signal: AbortSignal.timeout(PROBE_WITHIN_MS) }).then(
      ({ status }) => status === 206,
      () => false,
    );
  }
}
