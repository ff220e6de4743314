// micro: node micro.mjs [n]
import { migrate, openDatabase, openCases, openLane, openErrands, seedDemo, PostgresRegistry, PostgresHelperRoster } from '@silverbell/adapter-postgres';
import { receiveSignal } from '@silverbell/usecases';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import { randomUUID, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
const N = Number(process.argv[2] ?? 400), mode = process.argv[3] ?? 'lone';
const db = 'm' + process.pid, base = 'postgres://postgres@127.0.0.1:54999/';
const c = new pg.Client(base + 'postgres'); await c.connect(); await c.query('create database ' + db);
const url = base + db; await migrate(url);
const source = await openDatabase(url, { poolSize: 4 });
const clock = { now: () => Date.now() };
await seedDemo(source, demoTown(DEMO_SEED, Date.now()), { password: async () => '-', deviceSecret: () => ({ hash: '-', keyId: 'k' }) });
await source.query(`update operator_duty set on_duty = true`); 
await source.query(`insert into console_presence (account_id, until) select account_id, 'infinity' from operator_duty on conflict do nothing`);
await source.query('create extension if not exists pg_stat_statements');
const lane = await openLane(url, { poolSize: mode === 'lone' ? 2 : 20, applicationName: 'micro' });
const errands = await openErrands(url, { poolSize: 2 });
const cases = openCases(source, 'a secret', lane, errands);
const rooms = { cases: cases.store, registry: new PostgresRegistry(lane, 'Asia/Shanghai'), roster: new PostgresHelperRoster(lane), clock, newId: randomUUID, wake: { wake() {} }, timeZone: 'Asia/Shanghai' ,
 atOnce: { leaseFor: (row, now) => row.channel === 'device' && row.body.kind==='receipt' && row.body.stage === 'received' ? now + 5000 : null, deliver() {} } };
const devices = (await source.query(`select id from device where role in ('pendant','sos-button') and hub_id is null and home_id is not null order by id limit 200`)).map((r) => r.id);
let k = 0;
const press = (deviceId) => { k += 1; const payload = Buffer.from(JSON.stringify({ id: 'p' + k, kind: 'sos', at: new Date().toISOString(), batteryPct: 81 }));
  return receiveSignal(rooms, { deviceId, child: null, alertId: 'p' + k + '-' + process.pid, kind: 'sos', phase: 'raise', certainty: 'observed', test: false, doubts: [], deviceTime: new Date().toISOString(), batteryPct: 81, position: null, raw: payload, topic: `care/v1/${deviceId}/alert`, payloadHash: createHash('sha256').update(payload).digest('hex').slice(0, 32), engineId: 'e1', receivedAt: Date.now(), copies: null, redelivered: false, sentBefore: false, deliveryId: randomUUID(), sameWithin: null, said: {sourceId:null, word:null, values:{}} }); };
const ticks = async () => { const pids = (await c.query(`select pid from pg_stat_activity where datname=$1 and application_name='micro'`, [db])).rows; let t = 0; for (const { pid } of pids) { const s = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' '); t += Number(s[11]) + Number(s[12]); } return t * 10; };
// lone commit
await source.query('create table lone (id int, t text)');
const lc = new pg.Client(url); await lc.connect();
const loneCommit = async (n) => { const ms = []; for (let i = 0; i < n; i++) { const a = performance.now(); await lc.query({ name: 'l', text: 'insert into lone values ($1,$2)', values: [i, 'x'.repeat(200)] }); ms.push(performance.now() - a); } ms.sort((a, b) => a - b); return ms[n >> 1]; };
for (const d of devices.slice(0, 60)) await press(d); // warm
for (const d of devices.slice(0, 60)) await press(d);
await c.query('select pg_stat_reset()'); await source.query('select pg_stat_statements_reset()');
const run = async (label, list) => {
  const t0 = await ticks(), cpu0 = process.cpuUsage(), w0 = performance.now(); const ms = [];
  if (mode === 'lone') for (const d of list) { const a = performance.now(); await press(d); ms.push(performance.now() - a); await new Promise(r=>setTimeout(r,2)); }
  else { const q = [...list]; await Promise.all(Array.from({ length: 32 }, async () => { for (let d = q.pop(); d; d = q.pop()) { const a = performance.now(); await press(d); ms.push(performance.now() - a); } })); }
  const cpu = process.cpuUsage(cpu0), t1 = await ticks(); ms.sort((a, b) => a - b);
  console.log(label, 'p50', ms[ms.length >> 1].toFixed(2), 'p90', ms[Math.floor(ms.length * .9)].toFixed(2), 'node cpu/press', ((cpu.user + cpu.system) / 1000 / list.length).toFixed(2), 'pg cpu/press', ((t1 - t0) / list.length).toFixed(2), 'rate', (list.length / (performance.now() - w0) * 1000).toFixed(0));
};
console.log('lone commit p50', (await loneCommit(100)).toFixed(2));
const joins = Array.from({ length: N }, (_, i) => devices[i % 60]);
await run('join ', joins);
await run('raise', devices.slice(60, 200));
console.log('lone commit p50', (await loneCommit(100)).toFixed(2));
const st = await source.query(`select round(total_exec_time::numeric,1) as total, calls, round((mean_exec_time*1000)::numeric) as mean_us, toplevel, left(regexp_replace(query, '\\s+', ' ', 'g'), 130) as q from pg_stat_statements order by total_exec_time desc limit ${process.argv[4] ?? 45}`);
for (const r of st) console.log(String(r.total).padStart(8), String(r.calls).padStart(6), String(r.mean_us).padStart(6), r.toplevel ? 'T' : ' ', r.q);
await lc.end(); await source.destroy(); await lane.source.destroy(); await errands.source.destroy(); if (process.argv[5] !== 'keep') await c.query('drop database ' + db + ' with (force)'); await c.end();
