import { AxeBuilder } from '@axe-core/playwright';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../../..');
const KEPT = join(ROOT, 'test-results', 'screenshots');
/** Everybody's in the demo. */
export const PASSWORD = 'silverbell-demo';
const PROGRAMS = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const DESK = { width: 1366, height: 768 } as const;
export const WIDE_DESK = { width: 1920, height: 1080 } as const;
export const PHONE = { width: 390, height: 844 } as const;

export interface Look {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** So much the clock of her PC is fast; below zero: slow. */
  readonly pcFastMs?: number;
  /** Time stands still on her PC, and what it says; `pagesAreAt` moves it. Nothing on the screen is animated. */
  readonly standsAt?: number;
}

interface Devices {
  readonly microphone?: boolean;
  readonly camera?: string;
}

/** One browser, many people: each has a context of her own, and none may ask anything outside this machine. */
export class Browsers {
  private readonly wrongs: string[] = [];
  private readonly contexts: BrowserContext[] = [];
  /** Where the time stands, of the people for whom it does. */
  private readonly standing = new Map<BrowserContext, { at: number }>();

  private constructor(
    private readonly browser: Browser,
    private readonly base: string,
    private readonly allowed: readonly string[],
  ) {}

  /**
   * Whose use every person allows: `microphone`, a machine's own, which beeps; `camera`, the path of a film that stands in for what the
   * camera sees.
   */
  static async open(base: string, { microphone = false, camera }: Devices = {}): Promise<Browsers> {
    const executablePath = PROGRAMS.find((path) => path !== undefined && existsSync(path));
    if (executablePath === undefined) throw new Error('There is no browser: install chromium, or set CHROMIUM_PATH.');
    mkdirSync(KEPT, { recursive: true });
    const browser = await chromium.launch({
      executablePath,
      args: [
        ...['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
        ...(microphone || camera !== undefined
          ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']
          : []),
        ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
      ],
    });
    return new Browsers(browser, base, [
      ...(microphone ? ['microphone'] : []),
      ...(camera === undefined ? [] : ['camera']),
    ]);
  }

  /** A page of its own, with nobody logged in. */
  async visitor(path: string, { viewport = DESK, pcFastMs = 0, standsAt }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport,
      // A service worker would ask past the route that sets the clock.
      ...(standsAt === undefined ? {} : { serviceWorkers: 'block' as const }),
      // A picture that moves by itself is painted anew sixty times a second, by the processor that the platform needs.
      reducedMotion: 'reduce',
      colorScheme: process.env['E2E_THEME'] === 'dark' ? 'dark' : 'light',
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      // A page that would ask for the position gets an answer, as on a phone that allows it.
      permissions: ['geolocation', ...this.allowed],
      geolocation: { latitude: 30.2565, longitude: 119.0311 },
    });
    this.contexts.push(context);
    if (pcFastMs !== 0) await context.addInitScript(setTheClock, pcFastMs);
    if (standsAt !== undefined) this.standing.set(context, await stopsTheClock(context, standsAt));
    // A limit for what never comes; a slow machine must not decide a test.
    context.setDefaultTimeout(45_000);
    await context.route(
      (url) => !['127.0.0.1', 'localhost'].includes(url.hostname) && /^(https?|wss?):$/.test(url.protocol),
      (route) => {
        this.wrongs.push(`asked outside: ${route.request().url()}`);
        return route.abort();
      },
    );
    context.on('weberror', (error) => this.wrongs.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      // The browser writes down every answer that is not 2xx and every line that was cut; the page has to show those itself.
      if (/^Failed to load resource|net::ERR_|WebSocket connection to/.test(message.text())) return;
      this.wrongs.push(`logged: ${message.text()} (${message.location().url})`);
    });
    await page.goto(/^https?:/.test(path) ? path : this.base + path);
    return page;
  }

  /** Logged in as a person does it: by label, Chinese. */
  async person(path: string, username: string, look: Look = {}): Promise<Page> {
    const page = await this.visitor(path, look);
    await logsIn(page, username);
    return page;
  }

  /** On the PCs whose time stands it is this late now, also on pages that are opened later. */
  async pagesAreAt(at: number): Promise<void> {
    for (const [context, time] of this.standing) {
      time.at = at;
      await context.addInitScript(standAt, at);
      for (const page of context.pages()) await page.evaluate(standAt, at);
    }
  }

  /** An empty page of no site, for what a browser can do and node cannot. */
  blankPage(): Promise<Page> {
    return this.browser.newPage();
  }

  /** What went wrong in any page since the last time: nothing should. */
  takeWrongs(): readonly string[] {
    return this.wrongs.splice(0);
  }

  async everybodyLeaves(): Promise<void> {
    this.standing.clear();
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

export async function logsIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.getByRole('textbox', { name: '用户名' }).fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Kept under `test-results`, to be looked at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(KEPT, `${name}.png`) });
}

/** By night only the colours are others. */
export const AT_NIGHT = ['color-contrast'] as const;

/** Findings of axe that are serious or critical: on the page, or in the part of it that a selector names. */
export async function obstacles(
  page: Page,
  rules: readonly string[] | 'all' = 'all',
  part?: string,
): Promise<readonly string[]> {
  // Without it axe opens another page for each answer, for frames of other sites; we have none.
  const whole = new AxeBuilder({ page }).setLegacyMode();
  const axe = part === undefined ? whole : whole.include(part);
  const { violations } = await (rules === 'all' ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, impact, nodes }) =>
        `${String(impact)} ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${(failureSummary ?? '').replaceAll('\n', ' ')})`).join(' · ')}`,
    );
}

/** Runs in the page before anything of it: whatever asks this PC for the time is told another. */
function setTheClock(fastMs: number): void {
  window.Date = new Proxy(Date, {
    construct: (real, args: []) => (args.length === 0 ? new real(real.now() + fastMs) : new real(...args)),
    apply: (real) => new real(real.now() + fastMs).toString(),
    get: (real, name) => (name === 'now' ? () => real.now() + fastMs : (Reflect.get(real, name) as unknown)),
  });
}

declare global {
  interface Window {
    standsAt?: number;
  }
}

function standAt(at: number): void {
  window.standsAt = at;
}

/**
 * What is shown by the clock stands; what only measures how long something takes (`new Date()`: the map's own movements) goes on. The server's
 * answers carry the time of the machine in their `Date`, by which pages set their clock: it is the standing one, too.
 */
async function stopsTheClock(context: BrowserContext, at: number): Promise<{ at: number }> {
  const time = { at };
  await context.addInitScript((begin) => {
    const realNow = Date.now.bind(Date);
    const opened = realNow();
    const now = (): number => window.standsAt ?? begin;
    window.Date = new Proxy(Date, {
      construct: (real, args: []) => (args.length === 0 ? new real(now() + realNow() - opened) : new real(...args)),
      get: (real, name) => (name === 'now' ? now : (Reflect.get(real, name) as unknown)),
    });
    performance.now = () => now() - begin + 1;
  }, at);
  await context.route('**/api/v1/**', async (route) => {
    const response = await route.fetch().catch(() => null);
    if (response === null) return route.abort();
    return route.fulfill({ response, headers: { ...response.headers(), date: new Date(time.at).toUTCString() } });
  });
  // Names on the map stand as their tiles arrive: one after the other, in the order in which they were asked for.
  let before: Promise<unknown> = Promise.resolve();
  await context.route('**/maps/**', (route) => {
    before = before
      .then(() => route.fetch())
      .then((response) => route.fulfill({ response }))
      .catch(() => route.abort());
    return before as Promise<void>;
  });
  return time;
}
