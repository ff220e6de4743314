import { describe, expect, it } from '@jest/globals';
import { as, type AccountId, type IncidentId, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { RevealPurpose } from '@silverbell/vocabulary';
import { MOST_REVEALS_PER_HOUR, mayReveal, type RevealLog } from './reveal.js';

/** `own`: the open case in which the account attends her. */
function logWith(done: number, own: string | null): RevealLog & { readonly recorded: (IncidentId | null)[] } {
  const recorded: (IncidentId | null)[] = [];
  return {
    recorded,
    transaction: (work) =>
      work({
        revealsSince: () => Promise.resolve(done),
        ownIncident: () => Promise.resolve(own === null ? null : as<IncidentId>(own)),
        record: (_, incidentId) => Promise.resolve(void recorded.push(incidentId)),
      }),
  };
}
const asked = (purpose: RevealPurpose) => ({
  ...{ by: as<AccountId>('li'), seniorId: as<SeniorId>('chen'), regionId: as<RegionId>('village'), purpose },
  ...{ fields: ['phone'] as const, at: 7_200_000 as Instant },
});

describe('reading full values', () => {
  it('is allowed 60 times an hour, and recorded each time', async () => {
    const [last, over] = [logWith(MOST_REVEALS_PER_HOUR - 1, null), logWith(MOST_REVEALS_PER_HOUR, null)];
    expect(await mayReveal(last, asked('service'))).toBeNull();
    expect(last.recorded).toEqual([null]);
    expect(await mayReveal(over, asked('service'))).toMatchObject({ refused: 'too-many-reveals' });
    expect(over.recorded).toEqual([]);
  });

  it('in an emergency of her own case has no limit, and names the case', async () => {
    const log = logWith(1_000, 'incident-1');
    expect(await mayReveal(log, asked('emergency'))).toBeNull();
    expect(log.recorded).toEqual(['incident-1']);
  });

  it('for another purpose has the limit in a case of her own too, as an emergency outside of one', async () => {
    for (const [purpose, own] of [
      ['service', 'incident-1'],
      ['emergency', null],
    ] as const)
      expect(await mayReveal(logWith(1_000, own), asked(purpose))).toMatchObject({ refused: 'too-many-reveals' });
  });
});
