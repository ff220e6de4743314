import { describe, expect, it } from '@jest/globals';
import * as incident from '@silverbell/incident';
import * as mqtt from '@silverbell/mqtt-contract';
import * as presence from '@silverbell/presence';
import * as usecases from '@silverbell/usecases';
import * as wire from '@silverbell/vocabulary';

/** The doors keep these rooms from seeing each other, so each has its own copy of a list; here they are held together. */
describe('one list per fact', () => {
  const inside = { ...usecases, ...presence, ...incident } as Readonly<Record<string, unknown>>;
  const outside = wire as Readonly<Record<string, unknown>>;

  /** Where the two rooms call the same list by different names. */
  const ALIASES: Readonly<Record<string, string>> = { CLASSES: 'INCIDENT_CLASSES', SERVICES: 'AGENCY_SERVICES' };
  const shared = Object.entries(inside).flatMap(([name, list]) => {
    const other = ALIASES[name] ?? name;
    return Array.isArray(list) && other in outside ? [[name, list as unknown[], outside[other]] as const] : [];
  });

  it.each(shared)('%s is the same in the domain and on the wire', (_, list, other) => {
    expect(other).toEqual(list);
  });

  it('compares what there is to compare', () => {
    expect(shared.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'ALERT_KINDS',
        'VERDICTS',
        'OUTCOMES',
        'HOLD_REASONS',
        'CALL_RESULTS',
        'RECEIPT_STAGES',
        'PHASES',
        'DOUBTS',
        'SIGNS',
        'RISKS',
        'RETAINED_DATA_KINDS',
      ]),
    );
  });

  it('devices say the kinds and hear the stages that the wire names', () => {
    expect(mqtt.ALERT_KIND_NAMES).toEqual([...wire.ALERT_KINDS]);
    expect(mqtt.RECEIPT_STAGES).toEqual(wire.RECEIPT_STAGES);
    expect(wire.DOUBTS).toEqual(expect.arrayContaining([...mqtt.MESSAGE_DOUBTS]));
  });
});
