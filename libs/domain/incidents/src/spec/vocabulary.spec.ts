import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RUNG_IDS, INCIDENT_EVENT_TYPES, type IncidentEventType } from '@silverbell/vocabulary';
import { defaultPolicy } from '../default-policy.js';
import type { FactType } from '../events.js';

describe('the vocabulary', () => {
  it('lists every type of event and no other', () => {
    // Both hold by their types: a type that only one side knows does not compile.
    const known: readonly FactType[] = INCIDENT_EVENT_TYPES;
    const unlisted: readonly Exclude<FactType, IncidentEventType>[] = [];
    expect([...new Set(known)]).toHaveLength(INCIDENT_EVENT_TYPES.length);
    expect(unlisted satisfies readonly never[]).toEqual([]);
  });

  it('lists every rung of the default ladders and no other', () => {
    const ids = Object.values(defaultPolicy.ladders).flatMap(({ rungs }) => rungs.map(({ id }) => id));
    expect([...new Set(ids)].sort()).toEqual([...DEFAULT_RUNG_IDS].sort());
  });
});
