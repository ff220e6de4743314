import type { AlertKind } from '@silverbell/vocabulary';
import type { Framed } from '../profile.js';
import { bytes, decode, faultsOf, inOrder, truncations, type Message } from './conformance.js';

/** What a family brings, so that the same duties can be held against it as against every other. */
export interface Family {
  readonly id: string;
  /** What has to be said before the device speaks, for example its description. */
  readonly before: readonly Message[];
  /** One alarm each, by the kind it must become. */
  readonly alarms: readonly { readonly kind: AlertKind; readonly message: Message }[];
  /** Two of its alarms in one message; `null`: the protocol cannot say two. */
  readonly together: ((a: number, b: number) => Message) | null;
  /** An alarm of a device with this clock (ISO 8601); `null`: it has none. */
  readonly clocked: ((at: string) => Message) | null;
  /** Something of no known type, on a topic it is heard on. */
  readonly unknown: Message;
  /** The same message twice: `same` is the device repeating itself, `new` a second press (the protocol has no serial). */
  readonly again: 'same' | 'new';
  /** What the broker replays, once it is known: a note, or (the alert id tells) the same alert. `null`: nothing is replayed here. */
  readonly replay: 'note' | 'same-alert' | null;
  /** From this many bytes on a torn message is known to be an alarm; `null`: never (a state, not a press). */
  readonly tornFrom: number | null;
  readonly stream: ((buffer: Uint8Array) => Framed) | null;
}

type Duty = (family: Family) => readonly string[];

const payloadOf = ({ payload }: Message): Uint8Array => (typeof payload === 'string' ? bytes(payload) : payload);
const after = (family: Family, ...messages: readonly Message[]) =>
  inOrder(...family.before, ...messages).slice(family.before.length);
const raised = (family: Family, message: Message): readonly string[] =>
  after(family, message)[0]
    ?.signals.filter(({ phase }) => phase === 'raise')
    .map(({ kind }) => kind) ?? [];
const pairsOf = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (__, n): [number, number] => [a, a + n + 1]),
  ).flat();

/** Design notes, section 6: what a profile owes, each as a list of its failures. */
export const DUTIES: Readonly<Record<string, Duty>> = {
  'every alarm alone raises its kind': (family) =>
    family.alarms
      .filter(({ kind, message }) => raised(family, message).join() !== kind)
      .map(({ kind, message }) => `${kind} became ${raised(family, message).join() || 'silence'}`),

  'every pair of alarms in one message raises both': (family) =>
    family.together === null
      ? []
      : pairsOf(family.alarms.length).flatMap(([a, b]) => {
          const kinds = raised(family, family.together?.(a, b) ?? family.unknown);
          return [a, b]
            .map((n) => family.alarms[n]?.kind ?? '')
            .filter((kind) => !kinds.includes(kind))
            .map((kind) => `${kind} is hidden in ${a} with ${b}`);
        }),

  'an alarm depends on no position and gets none at 0/0': (family) =>
    family.alarms.flatMap(({ message }) => after(family, message).flatMap(faultsOf)),

  'a device clock at 1970 or 2099 costs a doubt at most': (family) =>
    ['1970-01-01T00:00:00Z', '2099-12-31T23:59:59Z'].filter(
      (at) => family.clocked !== null && raised(family, family.clocked(at)).length !== 1,
    ),

  'the same message again is told apart from a second press as the protocol allows': (family) =>
    family.alarms.flatMap(({ kind, message }) => {
      const [first, second] = after(family, message, { ...message, afterMs: 5_000 });
      const [a, b] = [first?.signals[0], second?.signals[0]];
      if (!a || !b) return family.again === 'same' || kind === 'sos' ? [`${kind}: one of the two is silent`] : [];
      return (a.alertId === b.alertId) === (family.again === 'same') ? [] : [`${kind}: ${a.alertId} and ${b.alertId}`];
    }),

  'what a broker replays rings no second time': (family) =>
    family.replay === null
      ? []
      : family.alarms.flatMap(({ kind, message }) => {
          const [first, second] = after(family, message, { ...message, retained: true, afterMs: 60_000 });
          const [a, b] = [first?.signals[0], second?.signals[0]];
          const fine = family.replay === 'note' ? b === undefined || b.phase === 'note' : b?.alertId === a?.alertId;
          return fine ? [] : [`${kind} rings again`];
        }),

  'a message torn off anywhere is no exception, and an alarm as soon as it can be known for one': (family) =>
    family.alarms.slice(0, 1).flatMap(({ message }) =>
      truncations(payloadOf(message)).flatMap((payload) => {
        const [result] = after(family, { ...message, payload });
        const faults = result ? faultsOf(result) : ['nothing came back'];
        const silent = family.tornFrom !== null && payload.length >= family.tornFrom && result?.signals.length === 0;
        return [...faults, ...(silent ? [`silent at ${payload.length} bytes`] : [])];
      }),
    ),

  'an alarm is answered only after its commit': (family) =>
    family.alarms
      .flatMap(({ message }) => after(family, message))
      .flatMap(({ replies = [] }) => replies)
      .filter(({ when }) => when !== 'after-commit')
      .map(({ when }) => when),

  'what is of no known type rings nothing and breaks nothing': (family) => {
    const result = decode(family.unknown);
    return [...faultsOf(result), ...result.signals.map(({ kind }) => kind)];
  },

  'frames come whole out of a stream that is split anywhere, glued, and full of garbage': (family) => {
    const { stream } = family;
    if (stream === null) return [];
    const frames = family.alarms.map(({ message }) => payloadOf(message));
    const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(parts.flatMap((part) => [...part]));
    const text = (found: readonly Uint8Array[]): string => found.map((each) => [...each].join()).join('|');
    const garbage = bytes('\r\n\u0000 x');
    return [join(...frames), join(garbage, ...frames.flatMap((each) => [each, garbage]))].flatMap((whole) =>
      Array.from({ length: whole.length }, (_, at) => {
        const first = stream(whole.slice(0, at));
        const second = stream(join(first.rest, whole.slice(at)));
        return text([...first.frames, ...second.frames]) === text(frames) ? null : `split at ${at}`;
      }).filter((fault) => fault !== null),
    );
  },
};
