import { describe, expect, it } from '@jest/globals';
import { fromLine, toLine, type Frame } from './capture.js';
import { replay } from './replay.js';
import { Scrubber } from './scrub.js';

const frame = (topic: string, payload: string | Uint8Array): Frame => ({
  ...{ afterMs: 0, topic, retained: false },
  payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload,
});
const text = ({ payload }: Frame): string => Buffer.from(payload).toString('utf8');
const ALARM =
  '[3G*8800000015*0087*AL,150126,083000,A,39.904200,N,116.407400,E,0.00,0.0,4.0,8,60,55,1200,0,00010001,1,1,460,0,9520,3671,135,1,HomeOfWang,74:de:2b:44:88:8c,-60]';

describe('a scrubbed capture', () => {
  it('of a watch holds neither its number, its place, nor the networks around it', () => {
    const scrubbed = text(new Scrubber().scrub(frame('raw/watch/c1', ALARM)));
    for (const secret of ['8800000015', '39.9042', '116.4074', '9520', '3671', 'HomeOfWang', '74:de', '460'])
      expect(scrubbed).not.toContain(secret);
    expect(scrubbed).toHaveLength(ALARM.length);
  });

  it('of a hub holds neither addresses nor names, and the same device stays the same device', () => {
    const scrubber = new Scrubber();
    const devices = [{ ieee_address: '0x00158d00aabbccdd', friendly_name: 'Wang_bath', type: 'EndDevice' }];
    const list = scrubber.scrub(frame('zigbee2mqtt/hub-of-wang/bridge/devices', JSON.stringify(devices)));
    const press = scrubber.scrub(
      frame('zigbee2mqtt/hub-of-wang/Wang_bath', '{"action":"single","last_seen":1768465800000,"phone":"13800138000"}'),
    );
    for (const each of [list, press]) expect(each.topic + text(each)).not.toMatch(/wang|158d|13800138000/i);
    expect(press.topic).toBe('zigbee2mqtt/hub-1/device-1');
    expect(JSON.parse(text(list))).toMatchObject([{ friendly_name: 'device-1' }]);
    expect(JSON.parse(text(press))).toMatchObject({ action: 'single', last_seen: 1768465800000 });
  });

  it('moves every position to the same square', () => {
    const body = { kind: 'sos', position: { lat: 39.9, lng: 116.4, accuracyM: 5 }, values: { longitude: '116.40' } };
    const scrubbed = JSON.parse(
      text(new Scrubber().scrub(frame('care/v1/p-77/alert', JSON.stringify(body)))),
    ) as object;
    expect(scrubbed).toEqual({
      kind: 'sos',
      position: { lat: 31.2304, lng: 121.4737, accuracyM: 5 },
      values: { longitude: 121.4737 },
    });
  });

  it('keeps of bytes that it cannot read only their number', () => {
    const scrubbed = new Scrubber().scrub(frame('raw/other/c1', new Uint8Array([0xff, 0xfe, 1, 2])));
    expect([...scrubbed.payload]).toEqual([0, 0, 0, 0]);
  });

  it('means what the original meant', () => {
    const scrubber = new Scrubber();
    const originals = [
      frame('raw/watch/c1', ALARM),
      frame('zigbee2mqtt/h/Wang_bath', '{"action":"single"}'),
      frame('zigbee2mqtt/h/kitchen', '{"smoke":true,"battery_low":true}'),
      frame('care/v1/p/alert', '{"id":"a1","kind":"fall"}'),
      frame(
        'homeassistant/h/binary_sensor/wang-gas/config',
        '{"~":"homeassistant/h/wang-gas","stat_t":"~/state","dev_cla":"gas","name":"Wang"}',
      ),
      frame('homeassistant/h/wang-gas/state', 'ON'),
      frame(
        'zigbee2mqtt/h/bridge/devices',
        '[{"ieee_address":"0x1","friendly_name":"wang-leak","type":"EndDevice","definition":{"exposes":[{"type":"binary","name":"water_leak","property":"water_leak_l1","access":1,"value_on":"WET","value_off":"DRY"}]}}]',
      ),
      frame('zigbee2mqtt/h/wang-leak', '{"water_leak_l1":"WET"}'),
    ];
    const scrubbed = originals.map((each) => fromLine(toLine(scrubber.scrub(each))) ?? each);
    const kinds = (frames: readonly Frame[], button: string): string[][] =>
      [...replay(frames, { [button]: 'sos-button' })].map(({ signals }) => signals.map(({ kind }) => kind));
    expect(kinds(scrubbed, 'device-1')).toEqual(kinds(originals, 'Wang_bath'));
    expect(kinds(scrubbed, 'device-1')).toEqual([
      ['sos', 'battery-low'],
      ['sos'],
      ['smoke', 'battery-low'],
      ['fall'],
      [],
      ['gas'],
      ['offline'],
      ['water'],
    ]);
    expect(scrubbed.map((each) => each.topic + text(each)).join()).not.toMatch(/wang/i);
  });

  it('is read line by line, and a torn line is no frame', () => {
    const line = toLine(frame('a/b', 'c'));
    expect(fromLine(line)).toMatchObject({ topic: 'a/b' });
    expect(fromLine(line.slice(0, 20))).toBeNull();
    expect(fromLine('7')).toBeNull();
  });
});
