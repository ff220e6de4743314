import { fromIso } from '@silverbell/kernel';
import type { CallEvent, CallRecording } from '@silverbell/usecases';
import { CALL_DIRECTIONS, CALL_EVENT_TYPES } from '@silverbell/vocabulary';

export interface CallReport {
  readonly event: CallEvent;
  /** As the exchange wrote it. */
  readonly number: string | null;
}

/**
 * One report of an exchange: `{type, callId, direction, at, from, to, agentExt?, queue?, cause?, recording?}`. `from` is who rings, `to` who
 * is rung; of an outgoing call the callee is `to`. `null`: it is none, and is refused, never thrown back.
 */
export function readCallReport(body: unknown): CallReport | null {
  if (typeof body !== 'object' || body === null) return null;
  const fields = body as Readonly<Record<string, unknown>>;
  const text = (name: string, longest = 80): string | null => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' && value.length <= longest ? value : null;
  };
  const type = CALL_EVENT_TYPES.find((one) => one === fields['type']);
  const direction = CALL_DIRECTIONS.find((one) => one === fields['direction']);
  const at = fromIso(text('at') ?? '');
  const callId = text('callId');
  if (type === undefined || direction === undefined || at === null || callId === null) return null;
  if (!/^[\w.:@~+-]{1,80}$/.test(callId)) return null;
  const recording = type === 'recording' ? readRecording(fields['recording']) : null;
  if (type === 'recording' && recording === null) return null;
  return {
    event: {
      ...{ callId, type, direction, at, recording },
      ...{ extension: text('agentExt', 20), queue: text('queue'), cause: text('cause') },
    },
    number: text(direction === 'in' ? 'from' : 'to'),
  };
}

function readRecording(body: unknown): CallRecording | null {
  if (typeof body !== 'object' || body === null) return null;
  const { ref, sha256, startedAt, durationS } = body as Readonly<Record<string, unknown>>;
  const at = typeof startedAt === 'string' ? fromIso(startedAt) : null;
  if (typeof ref !== 'string' || ref.length < 1 || ref.length > 200 || at === null) return null;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256)) return null;
  if (typeof durationS !== 'number' || !(durationS >= 0 && durationS <= 86_400)) return null;
  return { ref, sha256: sha256.toLowerCase(), startedAt: at, durationS: Math.round(durationS) };
}
