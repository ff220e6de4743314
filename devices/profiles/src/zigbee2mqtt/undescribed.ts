import { readPayload } from '@silverbell/mqtt-contract';
import { alarmAnswerIn } from '../dialect.js';
import type { ChildBinding, Result } from '../profile.js';
import type { ZigbeeSession } from './session.js';
import { decodeState } from './state.js';
import { isButton, type Child, type Input } from './alarms.js';

/**
 * A registered device of which no definition came yet, whatever family its hub speaks: read by what it is registered as. A button's bare
 * word is a press, unless it says no, or counts something.
 */
export function readUndescribed(
  input: Input,
  hubId: string,
  { key, binding }: { readonly key: string; readonly binding: ChildBinding },
  attribute: string | null,
): Result<ZigbeeSession> {
  const child: Child = { name: key, identity: key, binding, knowledge: null };
  if (attribute !== null || !isButton(child)) return decodeState(input, hubId, child, attribute);
  const { text, value: json, fields, reason } = readPayload(input.payload);
  const value = json === undefined ? text.trim() : json;
  if (fields !== null || (reason !== 'not-json' && reason !== 'not-an-object'))
    return decodeState(input, hubId, child, null);
  const isPress = typeof value !== 'number' && !['no', 'no-answer'].includes(alarmAnswerIn(value));
  return decodeState(input, hubId, child, isPress ? 'action' : 'state');
}
