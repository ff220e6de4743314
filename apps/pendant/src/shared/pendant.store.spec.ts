import { describe, expect, it } from '@jest/globals';
import { Pendant } from './pendant.store.js';

interface Sent {
  readonly id: string;
  readonly attempt: number;
  readonly kind: string;
}

function device(connection = { up: true }) {
  const sent: Sent[] = [];
  const topics: string[] = [];
  const pendant = new Pendant('demo-pendant-1', (topic, payload) => {
    if (!connection.up) return false;
    topics.push(topic);
    sent.push(JSON.parse(payload) as Sent);
    return true;
  });
  let now = 1_000_000;
  return {
    pendant,
    sent,
    topics,
    connection,
    press: (id = 'p1') => pendant.press(id, 'sos', 70, now),
    passes: (seconds: number) => {
      for (let n = 0; n < seconds; n += 1) pendant.tick((now += 1_000));
    },
    back: () => pendant.tick(now, true),
  };
}

describe('a pendant in the browser', () => {
  it('repeats the same alert with a rising attempt until it is received', () => {
    const d = device();
    d.press();
    d.passes(11);
    expect(d.sent.map(({ id, attempt }) => `${id} ${attempt}`)).toEqual(['p1 1', 'p1 2', 'p1 3']);
    d.pendant.onReceipt(JSON.stringify({ alertId: 'p1', stage: 'received', at: null }));
    d.passes(60);
    expect(d.sent).toHaveLength(3);
    expect(d.topics[0]).toBe('care/v1/demo-pendant-1/alert');
  });

  it('tells the wearer after 30 s without a receipt, and goes on repeating', () => {
    const d = device();
    d.press();
    d.passes(29);
    expect(d.pendant.current()?.fellBack).toBe(false);
    d.passes(1);
    expect(d.pendant.current()?.fellBack).toBe(true);
    const before = d.sent.length;
    d.passes(30);
    expect(d.sent.length).toBeGreaterThan(before);
  });

  it('takes the warning back when a late receipt arrives', () => {
    const d = device();
    d.press();
    d.passes(40);
    d.pendant.onReceipt(JSON.stringify({ alertId: 'p1', stage: 'searching', at: null }));
    expect(d.pendant.current()).toMatchObject({ received: true, fellBack: false });
  });

  it('sends at once when the connection comes back', () => {
    const d = device({ up: false });
    d.press();
    d.passes(3);
    expect(d.sent).toEqual([]);
    d.connection.up = true;
    d.back();
    expect(d.sent).toHaveLength(1);
  });

  it('does not take the receipt of an earlier press for this one', () => {
    const d = device();
    d.press('p1');
    d.press('p2');
    d.pendant.onReceipt(JSON.stringify({ alertId: 'p1', stage: 'received', at: null }));
    expect(d.pendant.current()).toMatchObject({ id: 'p2', received: false });
  });

  it('is not confused by what it cannot read', () => {
    const d = device();
    d.press();
    d.pendant.onReceipt('not json');
    d.pendant.onReceipt('{"stage":7}');
    expect(d.pendant.current()?.receipts).toEqual([]);
  });
});
