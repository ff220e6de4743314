import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/incidents';
import { as, instant, type DeviceId, type HomeId, type IncidentId } from '@silverbell/kernel';
import type { AlertFactRows, AlertSource } from '@silverbell/usecases';
import { AlertCache } from './alert-cache.js';

const source = (n: number): AlertSource => ({ by: 'device', id: as<DeviceId>(`d${String(n)}`), child: null });
const rows = (text = ''): AlertFactRows => ({ contacts: [text] }) as unknown as AlertFactRows;
const facts = (registryVersion = '1', text = '') => ({ rows: rows(text), hash: 'h', registryVersion, consoles: '' });
const incident = (version: number, closed = false): Incident =>
  ({
    id: as<IncidentId>('i'),
    subject: { type: 'home', id: as<HomeId>('h') },
    family: 'emergency',
    version,
    closure: closed ? { at: instant(1) } : null,
  }) as unknown as Incident;
const HOME = 'home:h';

describe('the memory of facts', () => {
  it('is bounded by count and by bytes: what was not used for longest goes first', () => {
    const byCount = new AlertCache({ sources: 2, bytes: 1_000_000 });
    for (let n = 0; n < 3; n += 1) byCount.keepFacts(source(n), facts());
    expect([0, 1, 2].map((n) => byCount.hasFacts(source(n)))).toEqual([false, true, true]);
    const byBytes = new AlertCache({ sources: 100, bytes: 4_000 });
    for (let n = 0; n < 3; n += 1) byBytes.keepFacts(source(n), facts('1', 'x'.repeat(500)));
    expect([0, 1, 2].map((n) => byBytes.hasFacts(source(n)))).toEqual([false, true, true]);
    expect(byBytes.size.bytes).toBeLessThanOrEqual(4_000);
  });

  it('takes a later state of the file for the same facts', () => {
    const cache = new AlertCache();
    cache.keepFacts(source(1), facts('1'));
    cache.keepFacts(source(1), facts('2'));
    expect(cache.factsOf(source(1))?.registryVersion).toBe('2');
  });

  it('keeps what this process wrote, and of an incident that it closed only that it did', () => {
    const cache = new AlertCache();
    cache.rememberWritten(incident(1), 5);
    expect(cache.subject(HOME)).toBeUndefined(); // what else is open there is not known
    cache.keepSubject(HOME, { open: [], lastClosed: {} });
    cache.rememberWritten(incident(1), 5);
    cache.rememberWritten(incident(2), 5);
    expect(cache.subject(HOME)?.open).toEqual([{ incident: incident(2), number: 5 }]);
    cache.rememberWritten(incident(3, true), 5);
    expect(cache.subject(HOME)).toEqual({ open: [], lastClosed: { emergency: ['i', instant(1)] } });
  });

  it('forgets what another process changed since, and only that', () => {
    const cache = new AlertCache();
    cache.keepSubject(HOME, { open: [{ incident: incident(2), number: 5 }], lastClosed: {} });
    cache.dropIfOlder(as<IncidentId>('i'), 2, HOME);
    expect(cache.subject(HOME)).toBeDefined();
    cache.dropIfOlder(as<IncidentId>('other'), 1, 'home:other');
    expect(cache.subject(HOME)).toBeDefined();
    cache.dropIfOlder(as<IncidentId>('i'), 3, HOME);
    expect(cache.subject(HOME)).toBeUndefined();
    cache.keepSubject(HOME, { open: [], lastClosed: {} });
    cache.dropIfOlder(as<IncidentId>('opened there'), 1, HOME);
    expect(cache.subject(HOME)).toBeUndefined();
  });
});
