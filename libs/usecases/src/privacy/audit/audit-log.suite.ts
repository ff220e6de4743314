import { expect, it } from '@jest/globals';
import { after, as, fromIso, seconds, type Instant, type RegionId } from '@silverbell/kernel';
import type { AuditEntry, AuditLog, AuditQuestion } from './port.js';

const NOON = fromIso('2026-11-28T04:00:00Z') as Instant;
const village = as<RegionId>('village');
const other = as<RegionId>('other-village');
const entry = (action: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ actor: 'account-1', action, subjectKind: 'senior', subjectId: 'senior-1', regionId: village, at: NOON },
  details: { fields: ['phone', 'name'], purpose: 'service', times: 2, masked: false, before: null },
  ...more,
});
const here: AuditQuestion = { regionIds: [village], platform: false, limit: 50 };

/** What an audit log promises, held by the fake and by PostgreSQL. `fresh`: an empty one. */
export function promisesOfAnAuditLog(fresh: () => Promise<AuditLog>): void {
  it('answers an entry as it was written, newest first', async () => {
    const log = await fresh();
    await log.append(entry('senior-created'));
    await log.append(entry('senior-changed', { at: after(NOON, seconds(1)) }));
    const [last, first, ...more] = await log.find(here);
    expect(more).toEqual([]);
    expect(first).toEqual({ ...entry('senior-created'), id: expect.any(Number) });
    expect(last).toMatchObject({ action: 'senior-changed', at: after(NOON, seconds(1)) });
  });

  it('answers entries of the regions asked for, and of the platform only when asked', async () => {
    const log = await fresh();
    await log.append(entry('senior-created'));
    await log.append(entry('senior-moved', { regionId: other }));
    await log.append(entry('account-reset', { regionId: null, actor: 'machine' }));
    const actions = async (question: Partial<AuditQuestion>) =>
      (await log.find({ ...here, ...question })).map(({ action }) => action);
    expect(await actions({})).toEqual(['senior-created']);
    expect(await actions({ regionIds: [village, other] })).toEqual(['senior-moved', 'senior-created']);
    expect(await actions({ platform: true })).toEqual(['account-reset', 'senior-created']);
  });

  it('finds by subject, by actor, and by time from an instant until before another', async () => {
    const log = await fresh();
    await log.append(entry('one', { subjectId: 'senior-2' }));
    await log.append(entry('two', { actor: 'account-2', at: after(NOON, seconds(10)) }));
    await log.append(entry('three', { at: after(NOON, seconds(20)) }));
    const actions = async (question: Partial<AuditQuestion>) =>
      (await log.find({ ...here, ...question })).map(({ action }) => action);
    expect(await actions({ subjectId: 'senior-2' })).toEqual(['one']);
    expect(await actions({ actorId: 'account-2' })).toEqual(['two']);
    expect(await actions({ from: after(NOON, seconds(10)), to: after(NOON, seconds(20)) })).toEqual(['two']);
  });

  it('is read page by page', async () => {
    const log = await fresh();
    for (const action of ['one', 'two', 'three']) await log.append(entry(action));
    const [first, second] = await log.find({ ...here, limit: 2 });
    expect([first?.action, second?.action]).toEqual(['three', 'two']);
    expect(await log.find({ ...here, limit: 2, before: second?.id })).toMatchObject([{ action: 'one' }]);
  });

  it.each<readonly [string, Partial<AuditEntry>]>([
    ['words about a person', { details: { note: '老人自己住，门没锁' } }],
    ['words in a list', { details: { fields: ['phone', 'lives alone, door open'] } }],
    ['a subject that is no id', { subjectId: '王奶奶' }],
    ['an action in words', { action: 'looked at her' }],
  ])('refuses %s', async (_, more) => {
    const log = await fresh();
    await expect((async () => log.append(entry('senior-changed', more)))()).rejects.toThrow(/code/);
    expect(await log.find(here)).toEqual([]);
  });
}
