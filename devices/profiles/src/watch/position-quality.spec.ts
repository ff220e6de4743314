import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decode } from '../conformance/conformance.js';

const content = (place: string, { date = '150126', time = '083000', type = 'AL', status = '00010000' } = {}): string =>
  `${type},${date},${time},${place},0.00,0.0,4.0,8,60,55,1200,0,${status},0`;
const received = (text: string, payload = new TextEncoder().encode(framed(text))) =>
  decode({ topic: 'raw/watch/c1', payload });
const framed = (text: string): string =>
  `[3G*1234567890*${new TextEncoder().encode(text).length.toString(16).padStart(4, '0')}*${text}]`;
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('where a watch says it is', () => {
  it.each([
    ['W1: a longitude below 100, padded with a blank', 'A,25.112000,N, 99.161800,E', 25.112, 99.1618],
    ['padded on both sides', 'A,  25.112000 ,N, 99.161800 ,E', 25.112, 99.1618],
    ['padded with zeros', 'A,025.112000,N,099.161800,E', 25.112, 99.1618],
    ['with plus signs', 'A,+25.112000,N,+99.161800,E', 25.112, 99.1618],
    ['with a blank behind the sign', 'A,+ 25.112000,N,- 9.161800,E', 25.112, -9.1618],
    ['south and west by letter', 'A,33.856800,S,70.648300,W', -33.8568, -70.6483],
    ['south and west by letter and by sign', 'A,-33.856800,S,-70.648300,W', -33.8568, -70.6483],
    ['south and west by sign alone', 'A,-33.856800,,-70.648300,', -33.8568, -70.6483],
    ['small letters with blanks', 'A,33.856800, s,70.648300, w', -33.8568, -70.6483],
    ['decimal commas', 'A,25,112000,N,99,161800,E', 25.112, 99.1618],
    ['decimal commas and blanks', 'A,25,112000,N, 99,161800 ,E', 25.112, 99.1618],
    ['a decimal comma in one of them', 'A,25.112000,N, 99,161800,E', 25.112, 99.1618],
    ['full-width digits', 'A,２５.112000,N, ９９.１６１８00,E', 25.112, 99.1618],
    ['full-width commas', 'A，25.112000，N， 99.161800，E', 25.112, 99.1618],
    ['no digits behind the point', 'A,25.,N,99.,E', 25, 99],
  ])('%s', (_, place, lat, lng) => {
    const { signals } = received(content(place));
    expect(signals).toMatchObject([{ kind: 'sos', position: { point: { lat, lng } }, batteryPct: 55 }]);
  });

  it('full-width characters in GBK are the plain ones', () => {
    const gbk = content('A,\u00a3\u00b2\u00a3\u00b5.112000,N\u00a3\u00ac 99.161800,E');
    const payload = latin1(`[3G*1234567890*${gbk.length.toString(16).padStart(4, '0')}*${gbk}]`);
    expect(decode({ topic: 'raw/watch/c1', payload }).signals).toMatchObject([
      { kind: 'sos', position: { point: { lat: 25.112, lng: 99.1618 } } },
    ]);
  });

  it.each([
    ['0/0 is no place', 'A,0.000000,N,  0.000000,E'],
    ['without a fix the numbers say nothing', 'V,25.112000,N, 99.161800,E'],
    ['base stations alone give none', 'V,00.000000,,00.0000000,'],
    ['off the map', 'A,95.000000,N,190.000000,E'],
    ['words', 'A,north,N,east,E'],
  ])('%s', (_, place) => {
    expect(received(content(place)).signals).toMatchObject([
      { kind: 'sos', phase: 'raise', position: null, doubts: ['no-position'] },
    ]);
  });

  it('clock and status word may be padded with blanks too', () => {
    const { signals } = received(
      content('A,25.112,N, 99.161800,E', { date: '15 126', time: ' 83 0', status: '   10000' }),
    );
    expect(signals).toMatchObject([{ kind: 'sos' }]);
    expect(received(content('A,25.112,N,99.1,E', { status: '0x10001' })).signals.map(({ kind }) => kind)).toEqual([
      'sos',
      'battery-low',
    ]);
    expect(received(content('A,25.112,N,99.1,E', { date: ' 50126', time: ' 8 0 0' })).signals).toMatchObject([
      { kind: 'sos', occurredAt: '2026-01-05T08:00:00Z' },
    ]);
  });

  it('any width, sign and padding keeps the position and the alarm', () => {
    const thousandths = (max: number) => fc.integer({ min: -max * 1_000, max: max * 1_000 }).map((n) => n / 1_000);
    const blanks = fc.integer({ min: 0, max: 4 }).map((n) => ' '.repeat(n));
    const printed = fc.tuple(blanks, blanks, fc.boolean());
    fc.assert(
      fc.property(thousandths(89), thousandths(179), printed, printed, fc.boolean(), (lat, lng, a, b, letters) => {
        fc.pre(lat !== 0 || lng !== 0);
        const print = (value: number, [before, after, plus]: [string, string, boolean]): string =>
          `${before}${plus && value >= 0 ? '+' : ''}${value.toFixed(6)}${after}`;
        const place = letters
          ? `A,${print(Math.abs(lat), a)},${lat < 0 ? 'S' : 'N'},${print(Math.abs(lng), b)},${lng < 0 ? 'W' : 'E'}`
          : `A,${print(lat, a)},,${print(lng, b)},`;
        const [signal] = received(content(place)).signals;
        expect(signal?.kind).toBe('sos');
        expect(signal?.position?.point.lat).toBeCloseTo(lat, 6);
        expect(signal?.position?.point.lng).toBeCloseTo(lng, 6);
      }),
    );
  });
});

describe('a report that the watch kept while it had no network', () => {
  const place = 'A,31.230400,N,121.473700,E';

  it('W12: its SOS of five hours ago is a press with its age', () => {
    const result = received(content(place, { type: 'UD2', time: '033000' }));
    expect(result.signals).toMatchObject([
      {
        kind: 'sos',
        phase: 'raise',
        certainty: 'observed',
        occurredAt: '2026-01-15T03:30:00Z',
        doubts: ['late-report'],
      },
    ]);
  });

  it('says nothing of how the watch is now', () => {
    const { observations } = received(content(place, { type: 'UD2', time: '033000' }));
    expect(observations).toMatchObject([{ online: true, batteryPct: null, position: null, readings: [] }]);
  });

  it.each([
    ['just now', { time: '082900' }, []],
    ['tomorrow, by a wrong clock', { date: '160126' }, ['clock-skew']],
    ['last year, by a wrong clock', { date: '150125' }, ['clock-skew']],
    ['six days ago', { date: '090126' }, ['late-report']],
  ])('%s', (_, when, doubts) => {
    expect(received(content(place, { type: 'UD2', ...when })).signals).toMatchObject([{ kind: 'sos', doubts }]);
  });
});
