import type { Frame } from './capture.js';

/** Where every scrubbed device is: a square of the city the test vectors use. */
const NOWHERE = { lat: 31.2304, lng: 121.4737 };

const isPlace = (key: string): 'lat' | 'lng' | null =>
  /^(lat|latitude)$/i.test(key) ? 'lat' : /^(lng|lon|long|longitude)$/i.test(key) ? 'lng' : null;
/** Values that name a device, a person, a network or a secret. */
const NAMING =
  /^(ieee_?address|friendly_?name|name|description|ssid|bssid|imei|imsi|iccid|phone|mac|msisdn|user(name)?|password|token|secret|network_?key|ip(_?address)?|host(name)?|location|address|unique_?id|uniq_id|ids|identifiers)$/i;
const HARDWARE = /\b0x[0-9a-f]{16}\b|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b\d{10,20}\b|\b(?:\d{1,3}\.){3}\d{1,3}\b/gi;
const COORDINATE = /-?\b\d{1,3}\.\d{4,}\b/g;

/** Makes frames anonymous. The same original becomes the same substitute for as long as one of these lives. */
export class Scrubber {
  private readonly known = new Map<string, string>();
  private devices = 0;
  private numbers = 0;

  scrub({ afterMs, topic, retained, payload }: Frame): Frame {
    const scrubbed = this.topic(topic);
    return { afterMs, retained, topic: scrubbed, payload: new Uint8Array(this.payload(payload)) };
  }

  /** `zigbee2mqtt/{hub}/{name}/…`: the hub and the name are people's words; the rest is the protocol's. */
  private topic(topic: string): string {
    const [family = '', ...levels] = topic.split('/');
    if (family === 'raw') return topic.replace(/[^/]+$/, 'connection');
    const own = family === 'care' ? 1 : family === '~' ? -1 : 0;
    return [
      family,
      ...levels.map((level, at) => {
        if (at < own || PROTOCOL.has(level)) return level;
        return at === own ? this.named(level, 'hub') : this.named(level, 'device');
      }),
    ].join('/');
  }

  private payload(payload: Uint8Array): Buffer {
    const text = Buffer.from(payload).toString('latin1');
    if (/^\[[A-Z0-9]{2}\*/.test(text)) return Buffer.from(this.watch(text), 'latin1');
    try {
      const read = new TextDecoder('utf-8', { fatal: true }).decode(payload);
      try {
        return Buffer.from(JSON.stringify(this.json(JSON.parse(read), '')));
      } catch {
        return Buffer.from(this.text(read).replace(COORDINATE, '0.000000'));
      }
    } catch {
      // What cannot be read cannot be scrubbed.
      return Buffer.alloc(payload.length);
    }
  }

  private json(value: unknown, key: string): unknown {
    // A catalogue describes a kind of device, not this one, and its names are what the profile reads.
    if (key === 'definition') return value;
    const place = isPlace(key);
    if (place !== null && (typeof value === 'number' || typeof value === 'string')) return NOWHERE[place];
    if (typeof value === 'string') {
      if (NAMING.test(key)) return this.named(value, 'device');
      if (TOPIC.test(value)) return this.topic(value);
      return this.text(value);
    }
    // A clock in milliseconds has thirteen digits too, and is no secret.
    if (typeof value === 'number') return NAMING.test(key) ? 0 : value;
    if (Array.isArray(value)) return value.map((each) => this.json(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.json(each, name)]));
  }

  /** `[3G*id*length*TYPE,…]`: the number, the place, and everything behind the status word. The length stays as it was sent. */
  private watch(text: string): string {
    const [, head = '', id = '', rest = ''] = /^(\[[A-Z0-9]{2}\*)([^*]*)(.*)$/s.exec(text) ?? [];
    const [type = '', ...fields] = rest.split(',');
    const isReport = /\*(AL|UD|WT)\w*$/.test(type);
    const scrubbed = fields.map((field, at) => {
      if (!isReport) return this.text(field);
      if (at === 3 && Number(field) !== 0) return NOWHERE.lat.toFixed(6);
      if (at === 5 && Number(field) !== 0) return NOWHERE.lng.toFixed(6);
      return at > 15 ? field.replace(/[A-Za-z]/g, 'x').replace(/\d/g, '0') : field;
    });
    return head + this.number(id) + [type, ...scrubbed].join(',');
  }

  private text(text: string): string {
    return text.replace(HARDWARE, (found) => this.number(found));
  }

  private named(name: string, what: 'hub' | 'device'): string {
    if (name === '') return name;
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const substitute = HARDWARE_WHOLE.test(name)
      ? this.number(name)
      : what === 'hub'
        ? 'hub-1'
        : `device-${(this.devices += 1)}`;
    this.known.set(name, substitute);
    return substitute;
  }

  /** Of the same shape and length, so that a decoder reads it as it read the first. */
  private number(original: string): string {
    const known = this.known.get(original);
    if (known !== undefined) return known;
    const digits = String((this.numbers += 1));
    const shape = original.replace(/[0-9a-f]/gi, '0').replace(/^00?x/i, '0x');
    let left = digits.length;
    const substitute = [...shape]
      .reverse()
      .map((letter) => (letter === '0' && left > 0 ? (digits[(left -= 1)] ?? '0') : letter))
      .reverse()
      .join('');
    this.known.set(original, substitute);
    return substitute;
  }
}

/** Announcements name the topics they speak on. */
const TOPIC = /^(zigbee2mqtt|homeassistant|care|~)\/[^\s{}]+$/;
const HARDWARE_WHOLE = new RegExp(`^(?:${HARDWARE.source})$`, 'i');
/** Levels of topics that are the protocol's own words. */
const PROTOCOL: ReadonlySet<string> = new Set([
  ...['v1', 'alert', 'heartbeat', 'telemetry', 'status', 'receipt', 'command', 'bridge', 'devices', 'state', 'event'],
  ...['logging', 'health', 'info', 'groups', 'definitions', 'availability', 'action', 'set', 'get', 'config'],
  ...['binary_sensor', 'sensor', 'device', 'device_automation', 'device_tracker'],
]);
