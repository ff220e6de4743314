import { describe, expect, it } from '@jest/globals';
import type { AlertRef, Incident } from '@silverbell/incidents';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import { signalsOf } from './write-request.js';

const alert = (n: number, more: Partial<AlertRef> = {}): AlertRef => ({
  ...{ deviceId: as<DeviceId>('d'), alertId: `a${String(n)}`, kind: 'sos', at: instant(n), repeats: 0 },
  ...more,
});
const known = [alert(1), alert(2), alert(3)];
const of = (alerts: readonly AlertRef[], version: number): Incident => ({ alerts, version }) as unknown as Incident;
const written = (before: readonly AlertRef[] | null, after: readonly AlertRef[]) => {
  const { rows, newest } = signalsOf({ before: before && of(before, 7), after: of(after, 8) });
  return { names: rows.map(({ alertId }) => alertId), newest, rows };
};

describe('the signals of a change', () => {
  it('are all of a new incident', () => {
    expect(written(null, known)).toMatchObject({ names: ['a1', 'a2', 'a3'], newest: 0 });
  });

  it('are none where nothing was said', () => {
    expect(written(known, known)).toMatchObject({ names: [], newest: 0 });
  });

  it('are the new ones behind those that are known, also where the oldest fall out of hand', () => {
    expect(written(known, [...known, alert(4)])).toMatchObject({ names: ['a4'], newest: 0 });
    expect(written(known, [...known.slice(1), alert(4)])).toMatchObject({ names: ['a4'], newest: 0 });
    expect(written(known, [alert(4), alert(5)])).toMatchObject({ names: ['a4', 'a5'], newest: 0 });
  });

  it('are those at hand written anew where one was repeated, or others were put before them', () => {
    const repeated = [known[0], alert(2, { repeats: 1 }), known[2]] as readonly AlertRef[];
    expect(written(known, repeated)).toMatchObject({ names: ['a1', 'a2', 'a3'], newest: 3 });
    expect(written(known, [alert(9), ...known])).toMatchObject({ names: ['a9', 'a1', 'a2', 'a3'], newest: 3 });
  });

  it('stand behind everything of an earlier version', () => {
    const positions = (version: number, alerts: readonly AlertRef[]): number[] =>
      signalsOf({ before: null, after: of(alerts, version) }).rows.map(({ position }) => position);
    const twenty = Array.from({ length: 20 }, (_, n) => alert(n));
    expect(Math.min(...positions(9, twenty))).toBeGreaterThan(Math.max(...positions(8, twenty)));
  });
});
