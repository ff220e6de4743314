import { describe, expect, it } from '@jest/globals';
import type { Account } from '../auth/sessions.js';
import type { PostgresRetentionStore } from '@silverbell/adapter-postgres';
import { as, instant, type RegionId } from '@silverbell/kernel';
import { FixedClock } from '@silverbell/testing-kit';
import { type RetentionRecord } from '@silverbell/usecases';
import { RETAINED_DATA_KINDS } from '@silverbell/vocabulary';
import { retentionResponse } from '@silverbell/wire';
import type { RegionScope } from '../auth/region-scope.js';
import { RetentionController } from './retention.controller.js';

describe('what is shown of retention', () => {
  const clock = new FixedClock();
  const day = 86_400_000;
  const setting = (regionId: string) => ({
    ...{
      regionId: as<RegionId>(regionId),
      what: 'outbox',
      days: 400,
      validFrom: instant(clock.now() - day),
      source: '县文件',
    },
  });
  const run: RetentionRecord = {
    ...{
      id: 'r',
      what: 'outbox',
      cutOffs: { otherwise: instant(clock.now() - 183 * day), own: [] },
      removed: 7,
      batches: 2,
    },
    ...{ engines: ['e1', 'e2'], begunAt: clock.now(), lastAt: clock.now(), endedAt: null },
  };
  const controller = new RetentionController(
    {
      settings: () => Promise.resolve([setting('hers'), setting('theirs')]),
      records: () => Promise.resolve([run]),
    } as unknown as PostgresRetentionStore,
    { sees: (_: Account, id: RegionId) => Promise.resolve(id === 'hers') } as unknown as RegionScope,
    { clock },
  );

  it('is every default with its source, periods of regions the caller sees, and what went when', async () => {
    const answer = retentionResponse.parse(await controller.retained({} as Account));
    expect(answer.periods.filter(({ regionId }) => regionId === null).map(({ what }) => what)).toEqual([
      ...RETAINED_DATA_KINDS,
    ]);
    expect(answer.periods.filter(({ regionId }) => regionId !== null)).toMatchObject([
      { regionId: 'hers', what: 'outbox', days: 400, source: '县文件', validFrom: '2026-02-28T04:00:00.000Z' },
    ]);
    expect(answer.runs).toEqual([
      {
        ...{ id: 'r', what: 'outbox', removed: 7, batches: 2, engines: ['e1', 'e2'], endedAt: null },
        ...{
          before: '2025-08-30T04:00:00.000Z',
          begunAt: '2026-03-01T04:00:00.000Z',
          lastAt: '2026-03-01T04:00:00.000Z',
        },
      },
    ]);
  });
});
