import { describe, expect, it } from '@jest/globals';
import { type Consequence } from '@silverbell/incidents';
import { as, instant, type DeviceId, type HelperId, type IncidentId } from '@silverbell/kernel';
import { parseReceipt } from '@silverbell/mqtt-contract';
import type { ClaimedRow } from '@silverbell/usecases';
import { RECEIPT_STAGES, type ReceiptStage } from '@silverbell/vocabulary';
import { silentLog } from './log.port.js';
import { noMetrics } from './metrics.port.js';
import { DeviceSender, receiptText } from './device-sender.js';

const rowOf = (body: Partial<Extract<Consequence, { kind: 'receipt' }>>): ClaimedRow => ({
  id: 'row-1',
  incidentId: as<IncidentId>('i1'),
  channel: 'device',
  recipient: 'device:button-1',
  body: {
    kind: 'receipt',
    channel: 'device',
    deviceId: as<DeviceId>('button-1'),
    alertId: 'p1',
    stage: 'received',
    again: false,
    silent: false,
    etaMinutes: null,
    helperId: null,
    ...body,
  },
  urgency: 0,
  createdAt: instant(0),
  notAfter: null,
  attempts: 1,
});

const sending = (publish: (topic: string, payload: string) => Promise<void> = () => Promise.resolve()) => {
  const sent: { topic: string; message: ReturnType<typeof parseReceipt>; text: string }[] = [];
  const sender = new DeviceSender({
    publisher: {
      publish: async (topic, payload) => {
        await publish(topic, payload);
        sent.push({ topic, message: parseReceipt(Buffer.from(payload)), text: payload });
      },
    },
    addressOf: () => Promise.resolve(as<DeviceId>('hub-1')),
    helperCards: (id) =>
      id === 'broken' ? Promise.reject(new Error('away')) : Promise.resolve({ familyName: '王', kind: 'aide' }),
    clock: { now: () => instant(1_700_000_000_000) },
    metrics: noMetrics,
    log: silentLog,
  });
  return { sent, sender };
};

describe('a command', () => {
  it('asks the device where it is', async () => {
    const { sent, sender } = sending();
    const body = {
      kind: 'device-command',
      channel: 'device',
      deviceId: as<DeviceId>('button-1'),
      command: 'locate',
    } as const;
    expect(await sender.send({ ...rowOf({}), body })).toEqual({ result: 'sent' });
    expect(sent[0]?.topic).toBe('care/v1/hub-1/command');
    expect(JSON.parse(sent[0]!.text)).toEqual({ id: 'row-1', kind: 'locate' });
  });
});

describe('a receipt', () => {
  it('of a button behind a hub goes down through the hub, by the contract', async () => {
    const { sent, sender } = sending();
    expect(await sender.send(rowOf({}))).toEqual({ result: 'sent' });
    expect(sent[0]).toMatchObject({
      topic: 'care/v1/hub-1/receipt',
      message: { alertId: 'p1', stage: 'received', say: '信号已收到，正在转接值班人员', silent: false },
    });
  });

  it('names who comes by family name and role, and when', async () => {
    const { sent, sender } = sending();
    await sender.send(rowOf({ stage: 'helper-assigned', helperId: as<HelperId>('h1'), etaMinutes: 6 }));
    expect(sent[0]?.message).toMatchObject({
      helperName: '王 助老员',
      etaMinutes: 6,
      say: '王 助老员正在赶来，预计6分钟到',
    });
  });

  it('is sent without a name rather than not at all', async () => {
    const { sent, sender } = sending();
    await sender.send(rowOf({ stage: 'helper-assigned', helperId: as<HelperId>('broken') }));
    expect(sent[0]?.message?.say).toBe('助老员正在赶来');
  });

  it('that is silent carries no word, no name and no minutes', async () => {
    const { sent, sender } = sending();
    await sender.send(rowOf({ silent: true, stage: 'helper-assigned', helperId: as<HelperId>('h1'), etaMinutes: 6 }));
    expect(JSON.parse(sent[0]!.text)).toEqual({
      alertId: 'p1',
      stage: 'helper-assigned',
      at: '2023-11-14T22:13:20.000Z',
      silent: true,
    });
  });

  it('that the broker does not take is tried again', async () => {
    const { sender } = sending(() => Promise.reject(new Error('closed')));
    expect(await sender.send(rowOf({}))).toMatchObject({ result: 'temporary' });
  });

  it.each(RECEIPT_STAGES)('has words for %s', (stage: ReceiptStage) => {
    expect(receiptText(stage, null, null)).not.toBe('');
  });

  it('never says that somebody comes before somebody promised to', () => {
    for (const stage of ['received', 'attended', 'calling-you', 'searching', 'still-trying'] as const)
      expect(receiptText(stage, '王 助老员', 5)).not.toMatch(/赶来|王|分钟/);
  });
});

describe('the receipts of a drill', () => {
  it.each(RECEIPT_STAGES)('%s says first that it is one', async (stage) => {
    const { sent, sender } = sending();
    await sender.send(rowOf({ stage }));
    await sender.send(rowOf({ stage, drill: true }));
    expect(sent.map(({ text }) => text.includes('演练'))).toEqual([false, true]);
    expect(sent[1]?.text).toMatch(/"say":"【演练】/);
  });
});
