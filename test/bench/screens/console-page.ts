import { DEMO_PASSWORD } from '@silverbell/demo';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { rounded } from '../numbers.js';

const PROGRAMS = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** As an operator's desk; no GPU, as on the old PCs of a village office. */
const DESK = { width: 1920, height: 1080 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--mute-audio', '--autoplay-policy=no-user-gesture-required'];
const WITHIN_MS = 120_000;

/** Runs in the page before anything of it: notes when the queue is there and the line is live, `dialog`: when a dialog stands, and each frame. */
const watch = (dialog: boolean): string => `(() => {
  const seen = { readyMs: null, answeredMs: null, frames: null };
  window.__seen = seen;
  const look = () => {
    const live = [...document.querySelectorAll('[role=status]')].some((one) => /实时连接正常/.test(one.textContent));
    if (live && document.querySelector('[data-row]') !== null) seen.readyMs ??= performance.now();
    if (${String(dialog)} && document.querySelector('dialog[open]') !== null) seen.answeredMs = performance.now();
    // What is only looked for once must not be looked for in every frame that is measured later.
    if (seen.readyMs === null || (${String(dialog)} && seen.answeredMs === null)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  let last = null;
  const frame = (at) => {
    if (seen.frames !== null && last !== null) seen.frames.push(at - last);
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

export interface Memory {
  readonly heapMiB: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** The browser of a desk, and what of the console is measured in it. */
export class Desks {
  private constructor(
    private readonly browser: Browser,
    readonly http: string,
  ) {}

  static async open(http: string): Promise<Desks> {
    const executablePath = PROGRAMS.find((path) => path !== undefined && existsSync(path));
    if (executablePath === undefined) throw new Error('there is no browser: install chromium, or set CHROMIUM_PATH');
    return new Desks(await chromium.launch({ executablePath, args: FLAGS }), http);
  }

  get version(): string {
    return this.browser.version();
  }

  /** A page with an empty cache; `session`: what the tab of somebody who is logged in keeps. */
  async page(session: string | null = null): Promise<ConsolePage> {
    const context = await this.browser.newContext({ viewport: DESK, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    context.setDefaultTimeout(WITHIN_MS);
    if (session !== null)
      await context.addInitScript(`for (const [name, kept] of ${session}) sessionStorage.setItem(name, kept)`);
    await context.addInitScript(watch(session !== null));
    const page = await context.newPage();
    return new ConsolePage(context, page, await context.newCDPSession(page), `${this.http}/console/`);
  }

  /** A page whose files lie in a folder; nothing listens at its address. */
  async pageOf(folder: string): Promise<Page> {
    const context = await this.browser.newContext({ viewport: DESK, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    context.setDefaultTimeout(WITHIN_MS);
    await context.route('**/*', (route) =>
      route.fulfill({ path: join(folder, new URL(route.request().url()).pathname) }),
    );
    return context.newPage();
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

export class ConsolePage {
  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly cdp: CDPSession,
    private readonly address: string,
  ) {}

  async logsIn(username: string): Promise<void> {
    await this.page.goto(this.address);
    await this.page.getByRole('textbox', { name: '用户名' }).fill(username);
    await this.page.getByLabel('密码').fill(DEMO_PASSWORD);
    await this.page.getByRole('button', { name: '登录', exact: true }).click();
    await this.page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
  }

  /** Reads everything anew, as after the copies were made behind its back. */
  async reloads(): Promise<void> {
    await this.page.reload();
    await this.noted('readyMs');
  }

  /** What this tab keeps of its login. */
  session(): Promise<string> {
    return this.page.evaluate('JSON.stringify(Object.entries(sessionStorage))');
  }

  /** From the navigation until the queue has its rows, the line is live, and a key that was pressed then has opened what it opens. */
  async becomesInteractive(): Promise<{ readonly readyMs: number; readonly interactiveMs: number }> {
    await this.page.goto(this.address);
    const readyMs = await this.noted('readyMs');
    await this.page.keyboard.press('?');
    return { readyMs, interactiveMs: await this.noted('answeredMs') };
  }

  private async noted(what: 'readyMs' | 'answeredMs'): Promise<number> {
    for (const until = Date.now() + WITHIN_MS; Date.now() < until; await pause(20)) {
      const at = await this.page.evaluate<number | null>(`window.__seen.${what}`);
      if (at !== null) return at;
    }
    throw new Error(`the console did not become interactive: ${what}`);
  }

  /** How many helpers the map says that it shows. */
  async movers(): Promise<number> {
    const words = (await this.page.locator('.sb-movers').getAttribute('aria-label')) ?? '';
    return Number(/\d+/.exec(words)?.[0] ?? 0);
  }

  /** Drags the map about with the mouse for so long. @returns the time between each two frames, in ms */
  async pans(forMs: number): Promise<readonly number[]> {
    const map = this.page.getByRole('region', { name: '地图', exact: true });
    const box = await map.boundingBox();
    if (box === null) throw new Error('there is no map');
    const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
    const [reachX, reachY] = [box.width * 0.35, box.height * 0.35];
    const before = await this.offset();
    await this.page.mouse.move(middleX + 40, middleY + 40);
    await this.page.mouse.down();
    await this.page.evaluate('window.__seen.frames = []');
    const startedAt = performance.now();
    // Not waited for one by one: a hand does not wait for the screen.
    for (let ms = 0; ms < forMs; ms = performance.now() - startedAt) {
      const [x, y] = [Math.sin(ms / 700) * reachX, Math.sin(ms / 1_130) * reachY];
      void this.cdp
        .send('Input.dispatchMouseEvent', {
          ...{ type: 'mouseMoved', x: middleX + 40 + x, y: middleY + 40 + y, button: 'left', buttons: 1 },
        })
        .catch(() => undefined);
      await pause(16);
    }
    const frames = await this.page.evaluate<number[]>('window.__seen.frames.splice(0)');
    const during = await this.offset();
    await this.page.evaluate('void (window.__seen.frames = null)');
    await this.page.mouse.up();
    if (during === before) throw new Error('the map did not follow the mouse');
    return frames;
  }

  private offset(): Promise<string> {
    return this.page.evaluate<string>('document.querySelector(".leaflet-map-pane").style.transform');
  }

  async zooms(direction: '放大' | '缩小', times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      await this.page
        .getByRole('region', { name: '地图', exact: true })
        .getByRole('button', { name: direction, exact: true })
        .click();
      await pause(700);
    }
  }

  /** Milliseconds of the page's thread so far: everything, and script, style and layout alone. */
  async work(): Promise<{ readonly allMs: number; readonly ownMs: number }> {
    const { metrics } = await this.cdp.send('Performance.getMetrics');
    const of = (name: string): number => (metrics.find((one) => one.name === name)?.value ?? Number.NaN) * 1_000;
    return {
      allMs: of('TaskDuration'),
      ownMs: of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration'),
    };
  }

  async measuresWork(): Promise<void> {
    await this.cdp.send('Performance.enable');
  }

  /** After everything was collected that nothing holds any more. */
  async memory(): Promise<Memory> {
    await this.cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.cdp.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await this.cdp.send('Memory.getDOMCounters');
    return { heapMiB: rounded(usedSize / 2 ** 20), nodes, listeners: jsEventListeners };
  }

  /** A CPU profile of what happens meanwhile, for whoever asks where the time goes. */
  async profiles<T>(meanwhile: () => Promise<T>): Promise<{ readonly result: T; readonly profile: object }> {
    await this.cdp.send('Profiler.enable');
    await this.cdp.send('Profiler.start');
    const result = await meanwhile();
    const { profile } = await this.cdp.send('Profiler.stop');
    return { result, profile };
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
