import { isFields, isPlainText, MAX_PAYLOAD_BYTES, parseJson, readText, type Fields } from '@silverbell/mqtt-contract';
import { readHubClock } from '../clock.js';
import { isAbout } from '../dialect.js';
import { unreadableSignal } from '../native/native.js';
import type { Result } from '../profile.js';
import { seen } from '../sighting.js';
import { meaningByName } from './meanings.js';
import type { ZigbeeSession } from './session.js';
import { batteryOf, signalsOf } from './signals.js';
import { isButton, isDetector, readFields, readingsOf, type Child, type Input } from './statements.js';
import { saysHelp } from './words.js';

type Out = Result<ZigbeeSession>;

/** `null`: bare bytes of a device nobody is called for: a value on a topic of its own (`output: attribute`), or a word that calls for nobody. */
function fieldsOf(text: string, child: Child, attribute: string | null): Fields | null | 'not-json' | 'not-an-object' {
  const parsed = parseJson(text);
  const value = parsed.ok ? parsed.value : text.trim();
  if (attribute !== null) {
    // `output: attribute` and the Home Assistant extension: one bare value per topic.
    if (!isFields(value) || meaningByName(attribute, null).is !== 'nothing') return { [attribute]: value };
    return isAbout(attribute) ? {} : value;
  }
  if (isFields(value)) return value;
  if (isPlainText(value, 64) && saysHelp(value)) return { action: value };
  if (isDetector(child) && isBare(value)) return { alarm: value };
  if (!isButton(child) && isBare(value)) return null;
  return parsed.ok ? 'not-an-object' : 'not-json';
}

/** No object that was torn. */
const isBare = (value: unknown): boolean =>
  typeof value === 'string' ? isPlainText(value, 256) && !/[{}[\]"]/.test(value) : !isFields(value);

/** One message of a device behind the hub; `attribute`: the one property that its topic names. */
export function decodeState(input: Input, hubId: string, child: Child, attribute: string | null): Out {
  const read = readText(input.payload, MAX_PAYLOAD_BYTES);
  const here = { deviceKey: hubId, child: child.name, sourceId: child.binding?.id ?? null };
  const online = input.retained ? null : true;
  const lost = (reason: Parameters<typeof unreadableSignal>[4]): Out => {
    const signal = unreadableSignal(input, hubId, child.name, here.sourceId, reason);
    return {
      session: input.session,
      signals: [child.binding ? signal : { ...signal, doubts: [...signal.doubts, 'unregistered-child'] }],
      sightings: [seen({ ...here, online })],
      issues: [{ code: 'unreadable', detail: reason }],
    };
  };
  // An emptied topic is how a broker is told to forget what it kept.
  if (!read.ok && read.reason === 'empty' && child.binding === null) return harmless(input, here, online, 'empty');
  if (!read.ok) return lost(read.reason);
  const fields = fieldsOf(read.text, child, attribute);
  if (fields === null) return harmless(input, here, online, read.text.slice(0, 64));
  if (fields === 'not-json' || fields === 'not-an-object') return lost(fields);

  const { session, statements } = readFields(input, child, fields, attribute === null ? 'state' : 'action');
  return {
    session,
    signals: signalsOf(input, hubId, child, fields, statements),
    sightings: [
      seen({
        ...here,
        // A replayed state proves nothing about now.
        online,
        occurredAt: readHubClock(fields['last_seen'], input.receivedAt).at,
        batteryPct: batteryOf(fields),
        readings: readingsOf(child, fields),
      }),
    ],
    issues: [],
  };
}

const harmless = (
  { session }: Input,
  here: Parameters<typeof seen>[0],
  online: boolean | null,
  detail: string,
): Out => ({
  session,
  signals: [],
  sightings: [seen({ ...here, online })],
  issues: [{ code: 'unknown-property', detail }],
});
