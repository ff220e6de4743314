// Runs in the scenario floor of a checkout of 7b7563b (see record.mjs), with that version's world: its engine, api, broker and clock.
import { it } from '@jest/globals';
import { decodeRecords } from '@silverbell/adapter-mqtt';
import { dump, openCases, PostgresHelperRoster, PostgresRegistry, writeSealed } from '@silverbell/adapter-postgres';
import { DEMO_SECRET } from '@silverbell/adapter-nest';
import { topicOf } from '@silverbell/mqtt-contract';
import { eventually, town, World } from '@silverbell/testing-world/scenario';
import { act } from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const TO = process.env['RECORD_TO'];
const COUNTY = 'demo-county';
const HELPERS = Array.from({ length: 12 }, (_, n) => `helper-${String(n + 1)}`);
const hubs = town.devices.filter(({ id, role }) => role === 'hub' && id.startsWith('sim-hub')).map(({ id }) => id);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The world of that version, with a line for watches, which its scenarios do not have. */
async function worldWithWatches() {
  const world = new World();
  const watchPort = await freePort();
  const { platform } = world;
  const settingsWith = platform.settingsWith.bind(platform);
  platform.settingsWith = (more) => settingsWith({ SILVERBELL_WATCH_PORT: String(watchPort), ...more });
  await world.begins();
  return { world, platform, watchPort };
}

/** The case that this press opened or joined. */
const pressed = async (world, deviceId, kind, more) => world.caseOf(await world.device(deviceId).presses(kind, more));

async function handedToAgency(world, one, service, outcome) {
  const operator = world.operator();
  await operator.attends(one);
  for (const status of ['called', 'on-the-way', 'handed-over'])
    await operator.account.asks('agencyCalls', {
      of: { id: one.id },
      body: { service, numberDialled: '0000-110', told: '演示：地点、人员和情况', status },
    });
  await operator.closes(one, { outcome });
}

/** Nobody could ask for it by the api of then; its use case could. */
async function archives(world, platform, id) {
  const { source } = platform;
  const rooms = {
    cases: openCases(source, DEMO_SECRET).store,
    registry: new PostgresRegistry(source, 'Asia/Shanghai'),
    roster: new PostgresHelperRoster(source),
    clock: world.clock,
    newId: () => randomUUID(),
    wake: { wake: () => undefined },
    timeZone: 'Asia/Shanghai',
  };
  const done = await act(rooms, {
    ref: { by: 'incident', id },
    by: { kind: 'operator', id: 'account-lead' },
    intent: { type: 'archive' },
  });
  if (!done.ok) throw new Error(`not archived: ${JSON.stringify(done.refusal)}`);
}

async function editsTheLadder(world) {
  const [lead, admin] = [world.account('lead'), world.account('admin')];
  const { ladders } = await lead.asks('regionLadders', { of: { id: COUNTY } });
  const edited = ladders
    .filter((one) => one.class === 'A')
    .map((one) => ({
      ...one,
      rungs: one.rungs.map((rung) => (rung.id === 'lead-overflow' ? { ...rung, afterS: 25 } : rung)),
    }));
  const draft = await lead.asks('proposeLadders', {
    of: { id: COUNTY },
    body: { reason: '演示：15 秒太急', ladders: edited },
  });
  const { fingerprint } = await admin.asks('dryRunLadders', { of: { id: draft.id } });
  await admin.asks('approveLadders', { of: { id: draft.id }, body: { fingerprint } });
  const pending = await lead.asks('proposeLadders', {
    of: { id: COUNTY },
    body: {
      reason: '演示：尚未决定',
      ladders: edited.map((one) => ({
        ...one,
        rungs: one.rungs.map((rung) => (rung.id === 'lead-overflow' ? { ...rung, afterS: 20 } : rung)),
      })),
    },
  });
  return { approved: draft.id, open: pending.id };
}

async function carrierDies(world) {
  const beat = async () => {
    for (const id of hubs)
      await world
        .device(id)
        .publishes(topicOf('heartbeat', id), JSON.stringify({ at: null, network: 'carrier-of-the-tale' }));
    await world.settles();
  };
  await beat();
  await world.advance('1 min');
  await beat();
  await world.advance('3 min');
}

async function watchCalls(world, port) {
  const content = 'AL,150126,083000,V,00.000000,,00.0000000,,0.00,0.0,4.0,0,60,55,1200,0,00010000,0';
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(`[3G*1234567890*${content.length.toString(16).padStart(4, '0')}*${content}]`);
  await eventually('the watch is answered', () => answer.length > 0);
  socket.destroy();
  await world.settles();
}

/** The engine hears presses that it cannot write and that nobody repeats, and is killed over them. */
async function pressesAreSpooled(world, dataDir) {
  const [fresh, joining, hub] = ['sim-pendant-010', 'demo-pendant-3', 'demo-hub-1'].map((id) => world.device(id));
  for (const device of [fresh, joining, hub]) await device.isOnline();
  world.databaseIsAway();
  const alert = (id) => JSON.stringify({ id, kind: 'sos' });
  const kept = () =>
    readdirSync(join(dataDir, 'spool'))
      .filter((name) => name.endsWith('.spool'))
      .flatMap((name) => decodeRecords(readFileSync(join(dataDir, 'spool', name))).deliveries);
  await fresh.publishes(topicOf('alert', fresh.id), alert('kept-1'), 0);
  await fresh.publishes(topicOf('alert', fresh.id), alert('kept-2'), 0);
  await joining.publishes(topicOf('alert', joining.id), alert('kept-3'), 0);
  await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', '{"action":"emergency","linkquality":7}', 0);
  await eventually(
    'all four lie on the disk',
    () => kept().length === 4,
    () => kept(),
  );
  await world.engineDies();
  return kept().map(({ deviceId, payload }) => ({
    deviceId,
    pressId: JSON.parse(Buffer.from(payload).toString()).id ?? null,
  }));
}

it('is recorded', async () => {
  if (!TO) throw new Error('RECORD_TO names the folder to write into');
  const { world, platform, watchPort } = await worldWithWatches();
  const operator = world.operator();
  const supervisor = world.account('supervisor');
  const holds = async (route, id, reason) =>
    (await supervisor.asks(route, { of: { id }, body: { reason } })).items[0].id;
  try {
    const ladders = await editsTheLadder(world);
    await world.advance('1 s');
    world.telephone.unreachable.add('contact:contact-003-1');

    // --- yesterday ---
    const archived = await pressed(world, 'demo-pendant-1', 'smoke');
    await handedToAgency(world, archived, '119', 'fire-handled');
    await archives(world, platform, archived.id);
    const followUp = await pressed(world, 'demo-pendant-2', 'gas');
    await operator.account.asks('notes', { of: { id: followUp.id }, body: { text: '演示：燃气公司已换阀门' } });
    await handedToAgency(world, followUp, 'utility', 'utility-handled');
    await holds('holdCase', archived.id, 'investigation');
    await holds('holdPerson', 'senior-010', 'court-order');
    const lifted = await holds('holdPerson', 'senior-012', 'complaint');
    await supervisor.asks('liftLegalHold', { of: { id: lifted }, body: { reason: 'settled' } });
    await world.account('admin').asks('erasePerson', { of: { id: 'senior-040' }, body: { reason: 'own-wish' } });
    await world.advance('23 h 50 min');

    // --- today ---
    await carrierDies(world);
    await world.onDuty(...HELPERS);
    await operator.goesOnDuty();

    const underway = await pressed(world, 'demo-pendant-4', 'sos');
    await operator.attends(underway);
    await operator.account.asks('notes', { of: { id: underway.id }, body: { text: '演示：门卫有备用钥匙' } });
    await operator.judges(underway, 'real');
    const helper = world.helper((await underway.asked())[0]);
    await helper.accepts(underway);
    await helper.departs(underway);
    await helper.isAt({ lat: 27.5, lng: 111.5 });

    const searching = await pressed(world, 'demo-pendant-5', 'fall');
    await operator.attends(searching);
    await operator.judges(searching, 'unclear');

    const attended = await pressed(world, 'sim-pendant-012', 'sos');
    await operator.attends(attended);
    await operator.speaksWithTheSenior(attended);
    await operator.holds(attended, 'senior-calls-back');
    for (const [deviceId, finishes] of [
      ['sim-pendant-013', false],
      ['sim-pendant-014', true],
    ]) {
      const visited = await pressed(world, deviceId, 'sos');
      await operator.attends(visited);
      await operator.judges(visited, 'real');
      const visitor = world.helper((await visited.asked())[0]);
      await visitor.accepts(visited);
      await visitor.departs(visited);
      await visitor.arrives(visited);
      if (finishes) await visitor.finishes(visited, { condition: 'fine' });
    }

    // her daughter writes, and what she wrote counted as progress then
    const mothers = await pressed(world, 'demo-pendant-1', 'sos');
    await world
      .account('family-1')
      .asks('familyNote', { of: { id: mothers.id }, body: { text: '演示：我半小时后到' } });

    await pressed(world, 'demo-pendant-3', 'sos');
    await pressed(world, 'demo-pendant-6', 'smoke');
    await world.advance('2 s');
    await world.device('demo-pendant-6').repeats(2);
    await pressed(world, 'demo-pendant-7', 'panic');
    await pressed(world, 'demo-pendant-8', 'geofence-exit');
    await pressed(world, 'sim-pendant-002', 'inactivity');
    const work = await pressed(world, 'sim-pendant-003', 'tamper');
    await world.device('demo-hub-1').publishes('zigbee2mqtt/demo-hub-1/bath_sos', '{"action":"emergency"}');
    await world.device('sim-pendant-007').publishes(topicOf('alert', 'sim-pendant-007'), 'nothing that can be read');
    await watchCalls(world, watchPort);

    const until = new Date(world.now() + 3_600_000).toISOString();
    const lead = world.operator('lead').account;
    const drill = await lead.asks('openDrill', { body: { until, deviceIds: ['sim-pendant-008'] } });
    await lead.asks('drillPress', { of: { id: drill.id }, body: { deviceId: 'sim-pendant-008' } });
    const window = await operator.account.asks('openTestWindow', {
      of: { id: 'sim-pendant-009' },
      body: { reason: 'installation' },
    });
    await pressed(world, 'sim-pendant-009', 'sos', { test: true });
    await world.advance('20 s');

    const spooled = await pressesAreSpooled(world, platform.dataDir);
    const ofHub = world.case((await operator.queue()).find(({ deviceId }) => deviceId === 'demo-hub-1').id);
    // what has to be said of this waits in the outbox: no engine lives
    await operator.judges(ofHub, 'real');

    const now = await followUp.now();
    const expected = {
      version: '7b7563b',
      at: world.now(),
      secret: DEMO_SECRET,
      open: (await operator.queue()).map(({ id, class: ladder, severity, phase, practice, deviceId, kinds }) => ({
        id,
        class: ladder,
        severity,
        phase,
        practice,
        deviceId,
        kinds,
      })),
      underway: { id: underway.id, helper: helper.id },
      searching: searching.id,
      archived: archived.id,
      followUp: { id: followUp.id, dueAt: now.followUpDueAt },
      notes: {
        [underway.id]: '演示：门卫有备用钥匙',
        [mothers.id]: '演示：我半小时后到',
        [followUp.id]: '演示：燃气公司已换阀门',
      },
      frames: { [work.id]: 'sim-pendant-003-1' },
      rawFrames: (await world.sql(`select count(*)::int as n from secret_text where what = 'raw-frame'`))[0].n,
      held: { case: archived.id, person: 'senior-010' },
      erased: 'senior-040',
      ladders,
      drill: drill.id,
      window: { id: window.id, deviceId: 'sim-pendant-009' },
      spooled,
      unsaid: await world.sql(
        `select id, recipient, body ->> 'kind' as kind from outbox where state = 'pending' and channel in ('sms', 'voice') order by id`,
      ),
      failed: await world.sql(
        `select id, recipient, body ->> 'kind' as kind from outbox where state = 'failed' order by id`,
      ),
    };
    await world.stopApi();

    rmSync(TO, { recursive: true, force: true });
    mkdirSync(join(TO, 'data'), { recursive: true });
    for (const name of readdirSync(platform.dataDir))
      cpSync(join(platform.dataDir, name), join(TO, 'data', name), { recursive: true });
    await writeSealed(join(TO, 'database.sbb'), dump(platform.database.url), DEMO_SECRET, {
      mode: 'demo',
      madeAt: new Date(expected.at).toISOString(),
    });
    writeFileSync(join(TO, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
  } finally {
    await world.ends();
  }
});
