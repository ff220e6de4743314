// Real: PostgreSQL, our migrations and statements. Not real: the decisions (facts are written by hand).
import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/incidents';
import { after, as, instant, seconds, type DeviceId } from '@silverbell/kernel';
import type { OutboxRow } from '@silverbell/usecases';
import { goOn, GrowingIncident, raise, suiteStart } from '@silverbell/usecases/incident-store.suite';
import { ask, freshIncidents } from './fresh-cases.js';

describe('the outbox', () => {
  const now = suiteStart;
  const lease = after(now, seconds(30));
  const receipt = (
    incident: Incident,
    stage: 'received' | 'closed' | 'attended',
    again = false,
  ): OutboxRow['body'] => ({
    kind: 'receipt',
    channel: 'device',
    deviceId: as<DeviceId>('d1'),
    alertId: 'a1',
    stage,
    again,
    silent: incident.silent,
    etaMinutes: null,
    helperId: null,
  });
  const row = (incident: Incident, id: string, more: Partial<OutboxRow> = {}): OutboxRow => ({
    id,
    incidentId: incident.id,
    channel: 'device',
    recipient: 'device:d1',
    body: receipt(incident, 'attended'),
    urgency: 1,
    createdAt: now,
    notAfter: null,
    ...more,
  });
  const raisedWith = async (rows: (incident: Incident) => readonly OutboxRow[]) => {
    const cases = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(cases.store, grown, { outbox: rows(grown.after) });
    return { ...cases, incident: grown.after };
  };
  const everything = { channels: ['device', 'socket', 'sms', 'voice'], limit: 100, now, leaseUntil: lease } as const;

  it('gives the most urgent first, with what was written', async () => {
    const { outbox, incident } = await raisedWith((i) => [
      row(i, 'later', { urgency: 4 }),
      row(i, 'first', { urgency: 0, notAfter: lease }),
    ]);
    expect(await outbox.claim(everything)).toEqual([
      { ...row(incident, 'first', { urgency: 0, notAfter: lease }), attempts: 1 },
      { ...row(incident, 'later', { urgency: 4 }), attempts: 1 },
    ]);
  });

  it('never gives one row to two claimers', async () => {
    const { outbox } = await raisedWith((i) => Array.from({ length: 40 }, (_, n) => row(i, `r${n}`)));
    const claims = await Promise.all(Array.from({ length: 8 }, () => outbox.claim({ ...everything, limit: 10 })));
    const ids = claims.flat().map((claimed) => claimed.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await outbox.claim(everything)).toHaveLength(40 - ids.length);
  });

  it('gives a row again when its claimer died, counting the attempts', async () => {
    const { outbox } = await raisedWith((i) => [row(i, 'r')]);
    await outbox.claim(everything);
    expect(await outbox.claim(everything)).toEqual([]);
    const again = await outbox.claim({ ...everything, now: lease, leaseUntil: after(lease, seconds(30)) });
    expect(again.map(({ id, attempts }) => [id, attempts])).toEqual([['r', 2]]);
  });

  it('gives only the channels and recipients that were asked for', async () => {
    const { outbox } = await raisedWith((i) => [
      row(i, 'd'),
      row(i, 's', { channel: 'socket', recipient: 'helper:wang' }),
      row(i, 't', { channel: 'socket', recipient: 'helper:zhao' }),
    ]);
    const claimed = await outbox.claim({
      ...everything,
      channels: ['socket'],
      recipients: ['helper:wang', 'helper:nobody'],
    });
    expect(claimed.map(({ id }) => id)).toEqual(['s']);
  });

  it('skips what came too late, with the reason', async () => {
    const { outbox, source } = await raisedWith((i) => [
      row(i, 'late', { notAfter: instant(now + 1_000) }),
      row(i, 'good'),
    ]);
    const claimed = await outbox.claim({ ...everything, now: instant(now + 2_000) });
    expect(claimed.map(({ id }) => id)).toEqual(['good']);
    expect(await ask(source, `select state, error from outbox where id = 'late'`)).toEqual([
      { state: 'skipped', error: 'too-late' },
    ]);
  });

  it('waits before it gives a row that was put back', async () => {
    const { outbox } = await raisedWith((i) => [row(i, 'r')]);
    await outbox.claim(everything);
    await outbox.putBack('r', instant(now + 2_000), 'line busy');
    expect(await outbox.claim({ ...everything, now: instant(now + 1_999) })).toEqual([]);
    expect(await outbox.claim({ ...everything, now: instant(now + 2_000) })).toHaveLength(1);
  });

  it('goes forwards only: sent, then delivered, and nothing takes that back', async () => {
    const { outbox, source } = await raisedWith((i) => [row(i, 'r')]);
    await outbox.claim(everything);
    for (const state of ['sent', 'delivered', 'sent', 'failed'] as const) await outbox.mark([{ id: 'r', state }], now);
    expect(await ask(source, 'select state from outbox')).toEqual([{ state: 'delivered' }]);
    expect(await outbox.claim({ ...everything, now: lease })).toEqual([]);
  });

  it('knows its backlog', async () => {
    const { outbox } = await raisedWith((i) => [row(i, 'r'), row(i, 's', { createdAt: instant(now - 5_000) })]);
    expect(await outbox.backlog(now)).toEqual({ count: 2, oldest: now - 5_000 });
    await outbox.claim(everything);
    expect(await outbox.backlog(now)).toEqual({ count: 0, oldest: null });
  });

  it('says "received" once per alert and case; what is said again is marked as said again', async () => {
    const { source, store, incident } = await raisedWith((i) => [
      row(i, 'r', { body: receipt(i, 'received') }),
      row(i, 'again', { body: receipt(i, 'received', true) }),
    ]);
    await expect(
      ask(
        source,
        `insert into outbox select (jsonb_populate_record(o, '{"id": "twice"}')).* from outbox o where id = 'r'`,
      ),
    ).rejects.toThrow('outbox_receipt_once');
    await goOn(store, incident.id, [{ type: 'hold-ended' }], now, {
      outbox: [row(incident, 'other-kind', { body: receipt(incident, 'received') })],
    });
    expect(await ask(source, `select id, body -> 'again' as again from outbox order by id`)).toEqual([
      { id: 'again', again: true },
      { id: 'other-kind', again: true },
      { id: 'r', again: false },
    ]);
  });
});
