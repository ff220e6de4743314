// Real: the whole engine over PostgreSQL and the demo town, a TCP connection as a watch makes it. Not real: the watch, the telephone.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { engineWithWatches, type EngineWithWatches, type WatchConnection } from './engine-with-watches.js';
import { until } from './mqtt/broker-world.js';

jest.setTimeout(240_000);

const framed = (content: string): string =>
  `[3G*1234567890*${content.length.toString(16).padStart(4, '0')}*${content}]`;
const alarm = (status: string, type = 'AL'): string =>
  framed(`${type},150126,083000,V,00.000000,,00.0000000,,0.00,0.0,4.0,0,60,55,1200,0,${status},0`);

let the: EngineWithWatches;
let watch: WatchConnection;

beforeEach(async () => {
  the = await engineWithWatches();
  watch = await the.connect();
});
afterEach(() => the.close());

describe('a watch nobody registered', () => {
  it('is answered, and its SOS is a case that a person sees, whoever it belongs to', async () => {
    watch.socket.write(alarm('00010001'));
    await until('the answer is there', () => watch.answers() === '[3G*1234567890*0002*AL]');
    const cases = await the.open();
    const [{ id: rootRegion }] = (await the.source.query('select id from region where parent_id is null')) as [
      { id: string },
    ];
    expect(cases.map(({ kinds, subject }) => [kinds, subject]).sort()).toEqual([
      [['battery-low'], { type: 'unregistered', id: rootRegion }],
      [['sos'], { type: 'unregistered', id: rootRegion }],
    ]);
  });

  it('that says the same alarm again has one case', async () => {
    watch.socket.write(alarm('00010000'));
    await until('the first answer is there', () => watch.answers().length > 0);
    watch.socket.write(alarm('00010000') + alarm('00010000', 'UD'));
    await until('the second answer is there', () => watch.answers() === '[3G*1234567890*0002*AL]'.repeat(2));
    await until('the position is taken too', async () => (await the.open())[0]?.signalCount === 3);
    expect(await the.open()).toHaveLength(1);
  });
});
