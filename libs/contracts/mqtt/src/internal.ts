import { z } from 'zod';
import { isDeviceId } from './topics.js';

/**
 * What the servers say to each other over an outside broker. No device may read or write there, and nothing here is kept by anybody:
 * a lost message costs one look at the database.
 */
export const INTERNAL_PREFIX = 'internal/';
/** Everything that servers say to each other; no api may speak or listen anywhere else. */
export const INTERNAL_FILTER = `${INTERNAL_PREFIX}#`;

/** An engine to itself: when it comes back, everything the broker took before it was sent has come as well. */
export const pulseTopic = (engineId: string): string => `${INTERNAL_PREFIX}engine/${engineId}/pulse`;
/** Where a helper is, told by the api she told it to. */
export const positionTopic = (helperId: string): string => `${INTERNAL_PREFIX}position/${helperId}`;
export const POSITION_FILTER = positionTopic('+');
/** Who looks at this incident through one api, told by that api. */
export const presenceTopic = (incidentId: string): string => `${INTERNAL_PREFIX}presence/${incidentId}`;
export const PRESENCE_FILTER = presenceTopic('+');
/** Its secret was renewed, or it was retired: an api to the embedded broker, which cuts its open lines. */
export const loginTopic = (deviceId: string): string => `${INTERNAL_PREFIX}login/${deviceId}`;

/** All engines are one group of subscribers to messages that may be lost: each message comes to one engine. */
export const shared = (filter: string): string => `$share/silverbell/${filter}`;

/** Whose login changed; `null`: the topic is another one. */
export function readLoginTopic(topic: string): string | null {
  const prefix = loginTopic('');
  const deviceId = topic.slice(prefix.length);
  return topic.startsWith(prefix) && isDeviceId(deviceId) ? deviceId : null;
}

/** May an api publish there, or subscribe to it? */
export const isInternal = (topic: string): boolean =>
  topic.startsWith(INTERNAL_PREFIX) && topic.length > INTERNAL_PREFIX.length;

const by = z.string().min(1).max(64);
/** `by`: the replica that says it, which has told its own pages already. */
export const positionMessage = z.discriminatedUnion('what', [
  z.object({ by, what: z.literal('moved'), lat: z.number(), lng: z.number(), at: z.number() }),
  /** On or off duty, suspended or back: show her nowhere until the database was asked. */
  z.object({ by, what: z.literal('changed') }),
]);
export type PositionMessage = z.infer<typeof positionMessage>;

/** All viewers of the incident at this replica now, empty when the last one left: complete, so that the next message corrects a lost one. */
export const presenceMessage = z.object({
  by,
  people: z.array(z.object({ id: z.string().min(1), name: z.string() })),
});
export type PresenceMessage = z.infer<typeof presenceMessage>;

/** Whose position it is, and what is said of it; `null`: nothing we can read. */
export const readPositionMessage = (topic: string, text: string) =>
  readMessage(positionTopic(''), positionMessage, topic, text);
/** Which incident is looked at, and by whom; `null`: nothing we can read. */
export const readPresenceMessage = (topic: string, text: string) =>
  readMessage(presenceTopic(''), presenceMessage, topic, text);

function readMessage<Word>(
  prefix: string,
  schema: z.ZodType<Word>,
  topic: string,
  text: string,
): { readonly about: string; readonly word: Word } | null {
  const about = topic.slice(prefix.length);
  if (!topic.startsWith(prefix) || about === '' || about.includes('/')) return null;
  const read = schema.safeParse(safeJson(text));
  return read.success ? { about, word: read.data } : null;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
