import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytes, decode, faultsOf, inOrder, truncations } from '../conformance/conformance.js';
import { STATUS_BITS } from './bits.js';
import { frame, leftover } from './frame.js';

const text = (reply: Uint8Array): string => new TextDecoder('latin1').decode(reply);
const received = (content: string, more: { session?: ReturnType<typeof decode>['session']; afterMs?: number } = {}) =>
  decode({ topic: 'raw/watch/c1', payload: framed(content), ...more });
const framed = (content: string, maker = '3G'): string =>
  `[${maker}*1234567890*${content.length.toString(16).padStart(4, '0')}*${content}]`;
const report = (status: string, { type = 'AL', fix = 'A', time = '083000' } = {}): string =>
  fix === 'A'
    ? `${type},150126,${time},A,31.230400,N,121.473700,E,0.00,0.0,4.0,8,60,55,1200,0,${status},0`
    : `${type},150126,${time},V,00.000000,,00.0000000,,0.00,0.0,4.0,0,60,55,1200,0,${status},0`;
const hex = (bits: readonly number[]): string =>
  (bits.reduce((word, bit) => word | (1 << bit), 0) >>> 0).toString(16).padStart(8, '0');
const heard = (result: ReturnType<typeof decode>): string[] =>
  result.signals.map(({ phase, kind }) => `${phase} ${kind}`);
const replies = (result: ReturnType<typeof decode>): string[] =>
  (result.replies ?? []).map((reply) => `${reply.when} ${text(reply.bytes)}`);

describe('the vectors of the design notes', () => {
  it('keep-alive', () => {
    const result = decode({ topic: 'raw/watch/c1', payload: '[3G*1234567890*000c*LK,1200,0,55]' });
    expect(result.identity).toEqual({ key: 'watch:1234567890', scheme: 'watch' });
    expect(result.observations).toMatchObject([
      { online: true, batteryPct: 55, readings: [{ kind: 'steps', value: 1200 }] },
    ]);
    expect(replies(result)).toEqual(['immediate [3G*1234567890*0002*LK]']);
  });

  it('SOS', () => {
    const payload =
      '[3G*1234567890*0052*AL,150126,083000,A,31.230400,N,121.473700,E,0.00,0.0,4.0,8,60,55,1200,0,00010000,0]';
    const result = decode({ topic: 'raw/watch/c1', payload });
    expect(result.signals).toMatchObject([
      { kind: 'sos', phase: 'raise', certainty: 'observed', batteryPct: 55, occurredAt: '2026-01-15T08:30:00Z' },
    ]);
    expect(result.signals[0]?.position?.point).toEqual({ lat: 31.2304, lng: 121.4737 });
    expect(replies(result)).toEqual(['after-commit [3G*1234567890*0002*AL]']);
  });

  it('SOS and low battery are two, the SOS first', () => {
    expect(heard(received(report('00010001')))).toEqual(['raise sos', 'raise battery-low']);
  });

  it('a fall without a fix', () => {
    expect(received(report('00200000', { fix: 'V' })).signals).toMatchObject([
      { kind: 'fall', phase: 'raise', position: null, doubts: ['no-position'] },
    ]);
  });

  it('an alarm that says no cause', () => {
    const result = decode({ topic: 'raw/watch/c1', payload: framed(report('00000000'), 'SG') });
    expect(heard(result)).toEqual(['raise unspecified']);
    expect(replies(result)).toEqual(['after-commit [SG*1234567890*0002*AL]']);
  });

  it('an SOS bit in a position is an SOS, without an answer', () => {
    const result = received(report('00010000', { type: 'UD' }));
    expect(heard(result)).toEqual(['raise sos']);
    expect(replies(result)).toEqual([]);
  });

  it('vitals', () => {
    const result = decode({ topic: 'raw/watch/c1', payload: '[3G*1234567890*0013*bphrt,128,79,72,,,,]' });
    expect(result.observations[0]?.readings).toEqual([
      { kind: 'blood-pressure-systolic', value: 128, unit: 'mm[Hg]' },
      { kind: 'blood-pressure-diastolic', value: 79, unit: 'mm[Hg]' },
      { kind: 'heart-rate', value: 72, unit: '/min' },
    ]);
    expect([...result.signals, ...(result.replies ?? [])]).toEqual([]);
  });
});

describe('the status word', () => {
  const alarming = STATUS_BITS.filter(({ kind }) => kind !== null);
  const expected = (bits: readonly (typeof alarming)[number][]): string[] => {
    const kinds = [...new Set(bits.map(({ kind }) => kind))];
    return kinds
      .map((kind) => `${bits.some((bit) => bit.kind === kind && bit.phase === 'raise') ? 'raise' : 'note'} ${kind}`)
      .sort();
  };
  const pairs = alarming.flatMap((a, i) => alarming.slice(i).map((b) => [a, b] as const));
  const types = ['AL', 'AL_LTE', 'ALCUSTOMER1', 'UD', 'UD2', 'UD_WCDMA', 'WT'];

  it.each(pairs.map(([a, b]) => [a.name, b.name, [a, b]] as const))(
    '%s with %s: none hides the other',
    (_, __, bits) => {
      for (const type of types)
        for (const fix of ['A', 'V']) {
          const result = received(report(hex(bits.map(({ bit }) => bit)), { type, fix }));
          expect([type, heard(result).sort()]).toEqual([type, expected(bits)]);
          for (const { name } of bits) expect(result.signals.some(({ values }) => values[name] === true)).toBe(true);
          expect(faultsOf(result)).toEqual([]);
        }
    },
  );

  it.each(['AL', 'UD'])('every bit at once in %s: every kind once, the most urgent first', (type) => {
    const result = received(report('FFFFFFFF', { type }));
    expect(heard(result).sort()).toEqual(expected(alarming));
    expect(['sos', 'fall']).toContain(result.signals[0]?.kind);
    expect(result.signals.at(-1)?.kind).toBe('battery-low');
  });

  it('of old firmware has sixteen bits', () => {
    expect(heard(received(report('0001')))).toEqual(['raise battery-low']);
  });

  it.each([5, 9, 15, 23, 31])(
    'bit %s alone, which nobody explained, is an alarm when the watch calls it one',
    (bit) => {
      expect(heard(received(report(hex([bit]))))).toEqual(['raise unspecified']);
      expect(heard(received(report(hex([bit]), { type: 'UD' })))).toEqual([]);
    },
  );

  it('a state is said when it begins, not with every position; an alarm frame says it again', () => {
    const at = (content: string) => ({ topic: 'raw/watch/c1', payload: framed(content) });
    const low = report('00000001', { type: 'UD' });
    const results = inOrder(at(low), at(low), at(report('00000001')), at(report('00000000', { type: 'UD' })), at(low));
    expect(results.map(heard)).toEqual([['raise battery-low'], [], ['raise battery-low'], [], ['raise battery-low']]);
  });

  it('nothing over plain TCP clears an alarm', () => {
    for (const bits of [[2], [19], [2, 18], [16, 19]])
      expect(received(report(hex(bits))).signals.every(({ phase }) => phase !== 'clear' && phase !== 'cancel')).toBe(
        true,
      );
    expect(heard(received(report(hex([18, 19]))))).toEqual(['raise geofence-exit']);
  });
});

describe('a watch that waits for its answer', () => {
  it('says the same alarm again under the same id, and a new press under a new one', () => {
    const ids = ['083000', '083000', '083041'].map(
      (time) => received(report('00010000', { time })).signals[0]?.alertId,
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it.each([
    ['[3G*1234567890*0005*0002*LK]', 'immediate [3G*1234567890*0005*0002*LK]'],
    ['[CS*1234567890*0003*TKQ]', 'immediate [CS*1234567890*0003*TKQ]'],
    ['[ZJ*1234567890*0004*TKQ2]', 'immediate [ZJ*1234567890*0004*TKQ2]'],
    ['[3G*1234567890*0004*INIT]', 'immediate [3G*1234567890*0006*INIT,1]'],
    ['[3G*1234567890*0004*JXTK]', 'immediate [3G*1234567890*0007*JXTKR,1]'],
  ])('%s is answered %s', (payload, reply) => {
    expect(replies(decode({ topic: 'raw/watch/c1', payload }))).toEqual([reply]);
  });

  it('with a wrong length is heard and answered: three in ten are wrong in the field', () => {
    const result = decode({ topic: 'raw/watch/c1', payload: framed(report('00010000')).replace(/\*00..\*/, '*0009*') });
    expect(heard(result)).toEqual(['raise sos']);
    expect(result.issues).toMatchObject([{ code: 'bad-length' }]);
    expect(replies(result)).toHaveLength(1);
  });
});

describe('doubtful reports', () => {
  it.each([
    ['1970', '010170'],
    ['2099', '311299'],
    ['no date', '999999'],
  ])('a clock in %s costs nothing but a doubt', (_, date) => {
    const result = received(report('00010000').replace('150126', date));
    expect(heard(result)).toEqual(['raise sos']);
    expect(result.signals[0]?.doubts.some((doubt) => doubt.startsWith('clock'))).toBe(true);
  });

  it('clocks that run backwards: every press is its own', () => {
    const results = inOrder(
      ...['083003', '083002', '083001'].map((time) => ({
        topic: 'raw/watch/c1',
        payload: framed(report('00010000', { time })),
      })),
    );
    expect(results.map(heard)).toEqual([['raise sos'], ['raise sos'], ['raise sos']]);
  });

  it('a place at 0/0 is none', () => {
    const content = report('00010000').replace('31.230400', '0.000000').replace('121.473700', '0.000000');
    expect(received(content).signals).toMatchObject([{ kind: 'sos', position: null }]);
  });

  it.each(['heart,0', 'heart,255', 'bphrt,0,0,0', 'oxygen,0,65535', 'btemp2,0,36.5', 'TEMP,', 'heart,abc'])(
    '%s is no reading',
    (content) => {
      expect(received(content).observations[0]?.readings).toEqual([]);
    },
  );

  it('an alarm torn off at any byte raises what of it can be read, unverified, and is not answered', () => {
    const whole = framed(report('00010000'));
    const statusEnds = whole.indexOf('00010000') + 8;
    for (const payload of truncations(bytes(whole)).slice(24)) {
      const result = decode({ topic: 'raw/watch/c1', payload });
      expect(heard(result)).toEqual([payload.length >= statusEnds ? 'raise sos' : 'raise unspecified']);
      expect(result.signals[0]?.certainty).toBe('unverified');
      expect(result.replies).toEqual([]);
    }
  });

  it('a position torn off behind its SOS bit raises, one torn off before it raises nothing', () => {
    const whole = framed(report('00010000', { type: 'UD' }));
    const statusEnds = whole.indexOf('00010000') + 8;
    for (const payload of truncations(bytes(whole)).slice(24))
      expect(heard(decode({ topic: 'raw/watch/c1', payload }))).toEqual(
        payload.length >= statusEnds ? ['raise sos'] : [],
      );
  });

  it('escaped bytes inside a field are the bytes they stand for', () => {
    expect(received(`TK,${'}\u0002}\u0003}\u0004'}`).issues).toEqual([]);
  });
});

describe('frames out of a stream', () => {
  const frames = [framed('LK'), framed(report('00010000')), framed('TK,#!AMR}\u0002}\u0003')];
  const stream = bytes(frames.join(''));
  const texts = (found: readonly Uint8Array[]): string[] => found.map(text);

  it('come out whole wherever the stream is split', () => {
    for (let at = 0; at <= stream.length; at += 1) {
      const first = frame(stream.slice(0, at));
      const second = frame(new Uint8Array([...first.rest, ...stream.slice(at)]));
      expect(texts([...first.frames, ...second.frames])).toEqual(frames);
      expect(first.junk + second.junk).toBe(0);
    }
  });

  it('come out of garbage before, between and behind them', () => {
    const found = frame(bytes(`xx\r\n${frames[0]}GET / HTTP${frames[1]}]]\u0000`));
    expect(texts(found.frames)).toEqual(frames.slice(0, 2));
    expect(found.junk).toBeGreaterThan(0);
  });

  it('a frame torn off by the next one is handed over, and the next one is whole', () => {
    const torn = framed(report('00010000')).slice(0, 60);
    expect(texts(frame(bytes(torn + (frames[0] ?? ''))).frames)).toEqual([torn, frames[0]]);
  });

  it('a frame without an end is given up at 32 KiB', () => {
    const { frames: found, rest, junk, inside } = frame(bytes(`[3G*1*0001*${'x'.repeat(40_000)}`));
    expect([found.map((one) => one.length), rest.length, inside]).toEqual([[32 * 1024], 0, true]);
    expect(junk).toBeGreaterThan(7_000);
  });

  it('what follows of a frame that was too long is passed over, wherever it is split, and the next one is whole', () => {
    const tail = bytes(`${'y'.repeat(90)}]${frames[1] ?? ''}`);
    for (let at = 0; at <= tail.length; at += 1) {
      const first = frame(tail.slice(0, at), true);
      const second = frame(new Uint8Array([...first.rest, ...tail.slice(at)]), first.inside);
      expect(texts([...first.frames, ...second.frames])).toEqual([frames[1]]);
    }
  });

  it('an alarm whose first bracket was lost is handed over, split anywhere and among garbage', () => {
    const alarm = framed(report('00010000')).slice(1);
    const all = bytes(`\r\n??${alarm}\u0000${frames[0] ?? ''}`);
    for (let at = 0; at <= all.length; at += 1) {
      const first = frame(all.slice(0, at));
      const second = frame(new Uint8Array([...first.rest, ...all.slice(at)]), first.inside);
      const found = [...first.frames, ...second.frames];
      expect(texts(found)).toEqual([alarm, frames[0]]);
      expect(heard(decode({ topic: 'raw/watch/c1', payload: found[0]! }))).toEqual(['raise sos']);
    }
  });

  it('what stands in the buffer at the end is handed over when it may be an alarm', () => {
    const alarm = framed(report('00010000'));
    for (let at = alarm.indexOf('AL') + 2; at < alarm.length; at += 1) {
      expect(texts(leftover(frame(bytes(alarm.slice(0, at))).rest))).toEqual([alarm.slice(0, at)]);
      expect(texts(leftover(frame(bytes(alarm.slice(1, at))).rest))).toEqual([alarm.slice(1, at)]);
    }
    for (const harmless of ['', '[', '[3G', 'GET / HTTP/1.1', '*ALL,', '1*AL,x'])
      expect(leftover(bytes(harmless))).toEqual([]);
  });

  it('any bytes give frames, a rest and junk, and none is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', ']', '3', 'G', '*', 'A'), maxLength: 200 }), (raw) => {
        const { frames: found, rest, junk } = frame(bytes(raw));
        expect(found.reduce((sum, each) => sum + each.length, 0) + rest.length + junk).toBe(raw.length);
      }),
    );
  });

  it('any bytes of a frame give a result', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => {
        expect(faultsOf(decode({ topic: 'raw/watch/c1', payload }))).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 25 }), (fields) => {
        for (const type of ['AL', 'UD', 'LK', 'bphrt', '__proto__'])
          expect(faultsOf(received([type, ...fields].join(',')))).toEqual([]);
      }),
    );
  });
});
