import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/incidents';
import { after, as, hours, instant, type ContactId, type Instant } from '@silverbell/kernel';
import type { ContactGroup, ReachableContact } from '../ports/care-records.js';
import { isQuiet, mayBeToldNow, type QuietHours } from './quiet-hours.js';

/** The evening of 30 November 2026 and the morning after it, in Shanghai. */
const at = (time: string): Instant => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instant(Date.UTC(2026, 10, hour < 12 ? 31 : 30, hour - 8, minute));
};
const LONG_AGO = at('12:00');
const chosen = (from: string | null, until: string | null, since = LONG_AGO): QuietHours => ({
  ...{ since, from, until, timeZone: 'Asia/Shanghai' },
});
const NIGHT = chosen('22:00', '06:00');

describe('quiet hours', () => {
  it.each([
    ['21:59', false],
    ['22:00', true],
    ['23:59', true],
    ['00:00', true],
    ['05:59', true],
    ['06:00', false],
  ] as const)('from 22:00 until 06:00 go over midnight: %s %j', (time, quiet) => {
    expect(isQuiet([NIGHT], at(time))).toBe(quiet);
  });

  it.each([
    ['12:59', false],
    ['13:00', true],
    ['14:29', true],
    ['14:30', false],
    ['02:00', false],
  ] as const)('from 13:00 until 14:30 stay within the day: %s %j', (time, quiet) => {
    expect(isQuiet([chosen('13:00', '14:30')], at(time))).toBe(quiet);
  });

  it('are none before they were chosen, and none after they were given up', () => {
    const dated = [chosen('22:00', '06:00', at('23:00')), chosen(null, null, at('01:00'))];
    expect(['22:30', '23:00', '00:59', '01:00'].map((time) => isQuiet(dated, at(time)))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(isQuiet([], at('23:00'))).toBe(false);
  });

  it('are those of the wall clock where she lives', () => {
    const inParis = { ...NIGHT, timeZone: 'Europe/Paris' };
    expect(isQuiet([inParis], at('22:30'))).toBe(false);
    expect(isQuiet([inParis], after(at('22:30'), hours(7)))).toBe(true);
  });
});

describe('who may be told now', () => {
  const contact = (notice: ContactGroup, quietHours = [NIGHT]): ReachableContact => ({
    ...{ key: 'contact:li', contactId: as<ContactId>('li'), position: 2, first: false, notice, quietHours },
  });
  const incident = (
    contactsToldQuietly?: Incident['contactsToldQuietly'],
    assignments: readonly object[] = [],
  ): Pick<Incident, 'contactsToldQuietly' | 'assignments'> => ({
    ...(contactsToldQuietly === undefined ? {} : { contactsToldQuietly }),
    assignments: assignments as Incident['assignments'],
  });
  const soft = { what: 'verifying', who: 'at-risk', mayWait: true } as const;
  const closed = { what: 'closed', who: 'at-risk' } as const;

  it('a soft sign waits while it is quiet, and for no one else', () => {
    const may = (time: string, quietHours?: readonly QuietHours[]) =>
      mayBeToldNow(contact('at-risk', quietHours ? [...quietHours] : undefined), soft, incident(), at(time));
    expect([may('21:59'), may('22:00'), may('06:00'), may('23:00', [])]).toEqual([true, false, true, true]);
  });

  it.each([
    { what: 'verifying', who: 'every-press' },
    { what: 'at-risk', who: 'at-risk' },
    { what: 'helper-assigned', who: 'at-risk' },
    { what: 'helper-changed', who: 'at-risk' },
    { what: 'helper-arrived', who: 'at-risk' },
  ] as const)('$what is told at any hour', (message) => {
    const quietly = incident({ at: [at('23:00')], aloud: 'none' });
    expect(mayBeToldNow(contact('every-press'), message, quietly, at('23:10'))).toBe(true);
  });

  it.each([
    ['she was told aloud', undefined, true],
    ['she was not told', { at: [at('23:00')], aloud: 'none' }, false],
    ['she was told before her quiet hours', { at: [at('21:00')], aloud: 'none' }, true],
    ['she was told one of two soft signs', { at: [at('21:00'), at('23:00')], aloud: 'none' }, true],
    ['it became a risk later', { at: [at('23:00')], aloud: 'at-risk' }, true],
    ['a press joined, which those of every press were told', { at: [at('23:00')], aloud: 'every-press' }, false],
  ] as const)('the ending at night when %s: %j', (_when, quietly, told) => {
    expect(mayBeToldNow(contact('at-risk'), closed, incident(quietly), at('23:30'))).toBe(told);
  });

  it('the ending is told to all of them when a helper went: of her they were told aloud', () => {
    const quietly = { at: [at('23:00')], aloud: 'none' } as const;
    expect(mayBeToldNow(contact('at-risk'), closed, incident(quietly, [{}]), at('23:30'))).toBe(true);
  });

  it('the ending alone, at any hour of a press or a risk, by day of a soft sign', () => {
    const ending = { what: 'closed', who: 'ending-only' } as const;
    const told = (quietly: Incident['contactsToldQuietly'], time: string) =>
      mayBeToldNow(contact('ending-only'), ending, incident(quietly), at(time));
    const softly = { at: [at('21:00')], aloud: 'none' } as const;
    expect([told(undefined, '23:30'), told(softly, '23:30'), told(softly, '06:30')]).toEqual([true, false, true]);
    expect(told({ at: [at('21:00')], aloud: 'at-risk' }, '23:30')).toBe(true);
  });
});
