import { isFields, isPlainText, parseJson, readPayload, type Fields, type Payload } from '@silverbell/mqtt-contract';
import { readHubClock } from '../clock.js';
import { isDeviceDetail } from '../dialect.js';
import { unreadableSignal } from '../native/native.js';
import type { Result } from '../profile.js';
import { observationOf } from '../device-observation.js';
import { meaningByName } from './meanings.js';
import type { ZigbeeSession } from './session.js';
import { batteryOf, signalsOf } from './signals.js';
import { isButton, isDetector, decodeFields, readingsOf, type Child, type Input } from './alarms.js';
import { containsHelpWord } from './words.js';

type Out = Result<ZigbeeSession>;

/** What of a message can be used. `whole`: nothing of it is lost, so that what it does not say was not said. */
type Read =
  | { readonly fields: Fields; readonly whole: boolean }
  /** Bare bytes of a device that raises no alarm: a value on a topic of its own (`output: attribute`), or a word that is no alarm. */
  | { readonly fields: null; readonly harmless: boolean };

function readState(
  { text, value: json, fields, members, reason }: Payload,
  child: Child,
  attribute: string | null,
): Read {
  const value = json === undefined ? text.trim() : json;
  const whole = reason === null || parseJson(text).ok;
  if (attribute !== null && reason !== 'empty') {
    // `output: attribute` and the Home Assistant extension: one bare value per topic.
    const plain = reason === null ? fields : null;
    if (plain === null || meaningByName(attribute, null).is !== 'nothing')
      return { fields: { [attribute]: plain ?? value }, whole: true };
    return { fields: isDeviceDetail(attribute) ? {} : plain, whole: true };
  }
  if (fields !== null) {
    // The word a text was cut off in is not the word that was said.
    const uncut = Object.fromEntries(members.filter(({ cut }) => !cut).map((member) => [member.key, member.value]));
    return { fields: reason === null ? fields : uncut, whole };
  }
  if (isPlainText(value, 64) && containsHelpWord(value)) return { fields: { action: value }, whole };
  const isBareValue = isBare(value) && (reason === 'not-json' || reason === 'not-an-object');
  if (isDetector(child) && isBareValue) return { fields: { alarm: value }, whole: true };
  // An emptied topic is how a broker is told to forget what it kept.
  const nobodys = reason === 'empty' ? child.binding === null : !isButton(child) && isBareValue;
  return { fields: null, harmless: nobodys };
}

/** No object that was torn, and no bytes that are no text. */
const isBare = (value: unknown): boolean =>
  typeof value === 'string' ? !/[{}[\]"]|[^\P{Cc}\s]|\uFFFD/u.test(value) : !isFields(value);

/** One message of a device behind the hub; `attribute`: the one property that its topic names. */
export function decodeState(input: Input, hubId: string, child: Child, attribute: string | null): Out {
  const payload = readPayload(input.payload);
  const here = { deviceKey: hubId, child: child.name, sourceId: child.binding?.id ?? null };
  const online = input.retained ? null : true;
  const lost = (reason: Parameters<typeof unreadableSignal>[4]): Out => {
    const signal = unreadableSignal(input, hubId, child.name, here.sourceId, reason);
    return {
      session: input.session,
      signals: [child.binding ? signal : { ...signal, doubts: [...signal.doubts, 'unregistered-child'] }],
      observations: [observationOf({ ...here, online })],
      issues: [{ code: 'unreadable', detail: reason }],
    };
  };
  const read = readState(payload, child, attribute);
  if (read.fields === null)
    return read.harmless
      ? harmless(input, here, online, payload.text.slice(0, 64))
      : lost(payload.reason ?? 'not-an-object');
  const { fields, whole } = read;
  const { session, alarms } = decodeFields(input, child, fields, attribute === null ? 'state' : 'action');
  // Of a torn message the alarm may be the part that is missing.
  const isMute = alarms.length === 0 && !whole;
  if (isMute && (isButton(child) || isDetector(child))) return lost(payload.reason ?? 'not-json');
  return {
    session,
    signals: signalsOf(input, hubId, child, fields, alarms, payload.repaired && attribute === null),
    observations: [
      observationOf({
        ...here,
        // A replayed state proves nothing about now.
        online,
        occurredAt: readHubClock(fields['last_seen'], input.receivedAt).at,
        batteryPct: batteryOf(fields),
        readings: readingsOf(child, fields),
      }),
    ],
    issues: whole ? [] : [{ code: 'unreadable', detail: payload.reason ?? 'not-json' }],
  };
}

const harmless = (
  { session }: Input,
  here: Parameters<typeof observationOf>[0],
  online: boolean | null,
  detail: string,
): Out => ({
  session,
  signals: [],
  observations: [observationOf({ ...here, online })],
  issues: [{ code: 'unknown-property', detail }],
});
