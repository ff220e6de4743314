import { describe, expect, it } from '@jest/globals';
import { as, instant, type DeviceId, type IncidentId } from '@silverbell/kernel';
import type { ClaimedRow, SendResult } from '@silverbell/usecases';
import { ImmediateReceiptSender } from './immediate-receipt-sender.js';

const NOW = instant(1_000_000);
const row = (id: string, stage: 'received' | 'attended' = 'received'): ClaimedRow => ({
  id,
  incidentId: as<IncidentId>('case'),
  channel: 'device',
  recipient: 'device:d',
  body: {
    ...{ kind: 'receipt', channel: 'device', deviceId: as<DeviceId>('d'), alertId: id, stage },
    ...{ again: false, silent: false, etaMinutes: null, helperId: null },
  },
  urgency: 1,
  createdAt: NOW,
  notAfter: null,
  attempts: 1,
});

describe('what the engine says itself', () => {
  const world = (answer: (id: string) => Promise<SendResult>) => {
    const marked: string[][] = [];
    const putBack: string[] = [];
    const sender = new ImmediateReceiptSender({
      devices: { send: ({ id }) => answer(id) },
      outbox: {
        mark: (rows) => Promise.resolve(void marked.push(rows.map(({ id, state }) => `${id}:${state}`))),
        putBack: (id) => Promise.resolve(void putBack.push(id)),
      },
      clock: { now: () => NOW },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    return { atOnce: sender, marked, putBack };
  };

  it('is "received" to a device, for as long as its lease lasts; everything else is the relay’s', async () => {
    const { atOnce } = world(() => Promise.resolve({ result: 'sent' }));
    expect(atOnce.leaseFor(row('a'), NOW)).toBe(NOW + 5_000);
    expect(atOnce.leaseFor(row('a', 'attended'), NOW)).toBeNull();
    expect(atOnce.leaseFor({ ...row('a'), channel: 'sms' }, NOW)).toBeNull();
    await atOnce.close();
  });

  it('is marked many at a time, after it left', async () => {
    const { atOnce, marked } = world(() => Promise.resolve({ result: 'sent' }));
    atOnce.deliver([row('a'), row('b')]);
    atOnce.deliver([row('c')]);
    await atOnce.close();
    expect(marked.flat()).toEqual(['a:sent', 'b:sent', 'c:sent']);
  });

  it('is left to the relay when it could not be sent, and never marked', async () => {
    const { atOnce, marked, putBack } = world((id) =>
      id === 'thrown' ? Promise.reject(new Error('broken')) : Promise.resolve({ result: 'temporary', error: 'away' }),
    );
    atOnce.deliver([row('away'), row('thrown')]);
    await atOnce.close();
    expect(marked).toEqual([]);
    expect(putBack).toEqual(['away']);
  });
});
