import type { IncidentEvent } from '@silverbell/incidents';
import { toIso, type Instant, type TextId } from '@silverbell/kernel';
import type { TimelineEntry } from '@silverbell/wire';
import { account, actorName, helper, senior, type Names } from './names.js';

/** Free texts of the incident, opened; `null`: erased by law. */
export type Texts = ReadonlyMap<TextId, string | Uint8Array | null>;

/** Behind these fields is a text under its own key. */
const TEXT_FIELDS = new Set(['text', 'note', 'told', 'proofText', 'personName']);
/** Long, or of no use to a person: stamped policies, registry facts, the raw frame's id. */
const LEFT_OUT = new Set([
  'id',
  'seq',
  'at',
  'actor',
  'type',
  'policy',
  'facts',
  'incidentId',
  'rawId',
  'names',
  'seniorIds',
]);
const isInstantField = (name: string): boolean => /At$|^until$/.test(name);

/** What happened, with the people's names, the texts opened, and instants as ISO 8601. */
export function timelineEntryOf(event: IncidentEvent, names: Names, texts: Texts): TimelineEntry {
  return {
    seq: event.seq,
    type: event.type,
    at: toIso(event.at),
    by: {
      id: event.actor.kind === 'system' ? null : event.actor.id,
      name: actorName(names, event.actor),
      kind: event.actor.kind === 'system' ? 'platform' : event.actor.kind === 'device' ? 'device' : 'person',
    },
    data: dataOf(event, names, texts),
  };
}

function dataOf(event: IncidentEvent, names: Names, texts: Texts): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(event)) {
    if (LEFT_OUT.has(field)) continue;
    if (TEXT_FIELDS.has(field)) data[field] = textOf(value, texts);
    else if (isInstantField(field) && typeof value === 'number') data[field] = toIso(value as Instant);
    else if (field === 'signal') data[field] = signalWithoutFrame(event);
    else data[field] = value;
  }
  // The people stand in the roll-call; the log says how many.
  if (event.type === 'names-listed') data['count'] = event.names.length;
  if (event.type === 'signals-taken-over') data['count'] = event.signalCount;
  if (event.type === 'names-heard') data['count'] = event.seniorIds.length;
  if (event.type === 'roll-called') data['senior'] = senior(names, event.seniorId);
  if ('helperId' in event) data['helper'] = helper(names, event.helperId);
  if (event.type === 'handed-over') data['to'] = account(names, event.to);
  if (event.type === 'taken-over' && event.from !== null) data['from'] = account(names, event.from);
  return data;
}

function textOf(value: unknown, texts: Texts): string | null {
  if (typeof value !== 'string') return null;
  const text = texts.get(value as TextId);
  return typeof text === 'string' ? text : null;
}

function signalWithoutFrame(event: IncidentEvent): unknown {
  if (!('signal' in event)) return null;
  const { rawId: _raw, heardAt: _at, ...signal } = event.signal;
  return signal;
}
