// `node test/lighthouse/lighthouse.mjs [--url http://…] [--json]`: what Lighthouse says of the pages on a phone, as a visitor and logged in.
// Without `--url` it starts a station of its own. Exit status: 0 held, 1 a figure is below its floor, 2 wrong usage.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { buildWhatChanged, installWhatIsMissing, root } from '../../apps/station/prepare.mjs';

const FLOORS = { performance: 0.9, accessibility: 1 };
const PAGES = [
  { page: 'helper', login: 'helper-1' },
  { page: 'family', login: 'family-1' },
];
const PROGRAMS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const READY_WITHIN_MS = 180_000;
/** Every run is measured so often and the middle one counts: a busy machine must not decide. */
const RUNS = 3;

const say = (line) => process.stderr.write(`${line}\n`);

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function withStation(use) {
  await installWhatIsMissing(say);
  await buildWhatChanged(say);
  const folder = mkdtempSync(join(tmpdir(), 'silverbell-lighthouse-'));
  const [http, mqtt, ws] = [await freePort(), await freePort(), await freePort()].map(String);
  const station = spawn(process.execPath, [join(root, 'test', 'rig', 'station.mjs')], {
    env: {
      ...process.env,
      ...{ SILVERBELL_HTTP_PORT: http, SILVERBELL_MQTT_PORT: mqtt, SILVERBELL_MQTT_WS_PORT: ws },
      SILVERBELL_DATA_DIR: folder,
    },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => station.once('exit', resolve));
  try {
    const url = `http://127.0.0.1:${http}`;
    await isReady(url);
    return await use(url);
  } finally {
    station.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function isReady(url) {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`the station was not ready within ${String(READY_WITHIN_MS / 1000)} s`);
}

/** A browser whose profile Lighthouse shares: who logs in with a press is logged in when it measures. */
async function measure(url) {
  const executablePath = PROGRAMS.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) throw new Error('There is no browser: install chromium, or set CHROMIUM_PATH.');
  const profile = mkdtempSync(join(tmpdir(), 'silverbell-lighthouse-profile-'));
  const port = await freePort();
  const browser = await chromium.launchPersistentContext(profile, {
    ...{ executablePath, headless: true, locale: 'zh-CN' },
    args: ['--no-sandbox', `--remote-debugging-port=${String(port)}`],
  });
  const rows = [];
  try {
    for (const { page, login } of PAGES) {
      rows.push(await figures(`${url}/${page}/`, `${page}, visitor`, port));
      await logIn(browser, `${url}/${page}/`, login);
      rows.push(await figures(`${url}/${page}/`, `${page}, logged in`, port));
    }
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return rows;
}

async function logIn(browser, url, username) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByRole('textbox', { name: '用户名' }).fill(username);
  await page.getByLabel('密码').fill('silverbell-demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: /^字号/ }).waitFor();
  await page.close();
}

async function figures(url, what, port) {
  const runs = [];
  for (let n = 0; n < RUNS; n += 1) {
    const { lhr } = await lighthouse(url, {
      ...{ port, output: 'json', logLevel: 'error', disableStorageReset: true },
      onlyCategories: Object.keys(FLOORS),
    });
    const failed = Object.values(lhr.audits)
      .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score === 0)
      .map(({ id }) => id);
    runs.push({
      what,
      performance: lhr.categories.performance.score,
      accessibility: lhr.categories.accessibility.score,
      firstPaintMs: Math.round(lhr.audits['first-contentful-paint'].numericValue),
      largestPaintMs: Math.round(lhr.audits['largest-contentful-paint'].numericValue),
      blockedMs: Math.round(lhr.audits['total-blocking-time'].numericValue),
      speedIndexMs: Math.round(lhr.audits['speed-index'].numericValue),
      layoutShift: Math.round(lhr.audits['cumulative-layout-shift'].numericValue * 1_000) / 1_000,
      failed,
    });
  }
  const middle = runs.sort((a, b) => a.performance - b.performance)[Math.floor(RUNS / 2)];
  say(`${what}: performance ${String(middle.performance)}, accessibility ${String(middle.accessibility)}`);
  return middle;
}

async function main() {
  const given = process.argv.slice(2);
  const at = given.indexOf('--url');
  const url = at === -1 ? null : given[at + 1];
  const known = given.filter((word, n) => word !== '--json' && (at === -1 || (n !== at && n !== at + 1)));
  if (url === undefined || known.length > 0) {
    say('usage: lighthouse.mjs [--url http://host:port] [--json]');
    return 2;
  }
  const rows = url === null ? await withStation(measure) : await measure(url);
  const below = rows.flatMap((row) =>
    Object.entries(FLOORS).flatMap(([name, floor]) =>
      row[name] < floor
        ? [`${row.what}: ${name} ${String(row[name])} of ${String(floor)} ${row.failed.join(' ')}`]
        : [],
    ),
  );
  for (const line of below) say(line);
  if (given.includes('--json')) process.stdout.write(`${JSON.stringify({ held: below.length === 0, rows })}\n`);
  return below.length === 0 ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (error) => {
    say(error.message);
    process.exit(1);
  },
);
