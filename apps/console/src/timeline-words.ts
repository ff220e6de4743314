import type { Incident, TimelineEntry } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { codeWord, spanInWords, timeOfDay, wordOf, type Say } from '@silverbell/web-ui';

const text = (data: Readonly<Record<string, unknown>>, key: string): string => {
  const value = data[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** One event of the log as a sentence; an event of a newer server keeps its name rather than disappear. */
export function timelineSentence(
  entry: TimelineEntry,
  incident: Incident,
  say: Say,
  timeZone: string | undefined,
): string {
  const { data } = entry;
  const known = say(`timeline.${entry.type}`, valuesOf(entry, incident, say, timeZone));
  if (entry.type === 'noted') {
    const note = text(data, 'text');
    return say(data['fromFamily'] === true ? 'timeline.note-family' : 'timeline.noted', {
      text: note === '' ? '' : `：${note}`,
    });
  }
  return known === `timeline.${entry.type}` ? entry.type : known;
}

function valuesOf(
  entry: TimelineEntry,
  incident: Incident,
  say: Say,
  timeZone: string | undefined,
): Record<string, string> {
  const { data } = entry;
  const at = text(data, 'etaAt') || text(data, 'until');
  return {
    helper: helperName(data, incident) ?? entry.by.name,
    kind: wordOf(labels.ALERT_KIND_LABELS, signalKind(data) ?? incident.kinds[0]),
    from: changeWord(entry.type, text(data, 'from')),
    to: nameIn(data['to']) ?? changeWord(entry.type, text(data, 'to')),
    reason: reasonWord(entry, say),
    verdict: wordOf(labels.VERDICT_LABELS, text(data, 'verdict')),
    choice: wordOf(labels.DESTINATION_CHOICE_LABELS, text(data, 'choice')),
    wave: text(data, 'wave'),
    asked: text(data, 'asked'),
    round: text(data, 'round'),
    minutes: spanInWords(Number(data['expectedArrivalS'] ?? 0), say),
    channel: say(`channel.${text(data, 'channel')}`),
    role:
      entry.type === 'offer-accepted'
        ? wordOf(labels.ASSIGNMENT_ROLE_LABELS, text(data, 'role'))
        : wordOf(labels.LADDER_ROLE_LABELS, text(data, 'role')),
    at: at === '' ? '—' : timeOfDay(at, timeZone),
    proof: say(`incident.proof.${text(data, 'proof') || 'unproven'}`),
    code: wordOf(labels.SCENE_CODE_LABELS, text(data, 'code')),
    condition: wordOf(labels.CONDITION_LABELS, text(data, 'condition')),
    limit: say(`timeline.limit.${text(data, 'limit') || 'arrival'}`),
    rung: rungWord(text(data, 'rung'), say),
    party: wordOf(labels.CALL_PARTY_LABELS, text(data, 'party')),
    result: wordOf(labels.CALL_RESULT_LABELS, text(data, 'result')),
    service: wordOf(labels.AGENCY_SERVICE_LABELS, text(data, 'service')),
    status: wordOf(labels.AGENCY_STATUS_LABELS, text(data, 'status')),
    decision: wordOf(labels.EMERGENCY_DECISION_LABELS, text(data, 'decision')),
    outcome: wordOf(labels.OUTCOME_LABELS, text(data, 'outcome')),
    n: text(data, 'count'),
    device: text(data, 'deviceId'),
    as: text(data, 'registeredAs'),
    how: wordOf(labels.ROLL_CALL_HOW_LABELS, text(data, 'how')),
    recipient: recipientWord(data, incident),
  };
}

const nameIn = (named: unknown): string | undefined =>
  typeof named === 'object' && named !== null && 'name' in named && typeof named.name === 'string'
    ? named.name
    : undefined;

function helperName(data: Readonly<Record<string, unknown>>, incident: Incident): string | undefined {
  const named = nameIn(data['helper']);
  if (named !== undefined) return named;
  const byHelper = text(data, 'helperId');
  const byOffer = text(data, 'offerId');
  const byAssignment = text(data, 'assignmentId');
  return (
    incident.offers.find((one) => one.helper.id === byHelper || one.id === byOffer)?.helper.name ??
    incident.response.assignments.find((one) => one.helper.id === byHelper || one.id === byAssignment)?.helper.name
  );
}

/** `helper:…`, `contact:…`, `seat:…`, a device: who could not be told, by name where the case knows it. */
function recipientWord(data: Readonly<Record<string, unknown>>, incident: Incident): string {
  const recipient = text(data, 'recipient');
  const [kind, ...rest] = recipient.split(':');
  const id = rest.join(':');
  if (kind === 'helper') return helperName({ helperId: id }, incident) ?? recipient;
  if (kind === 'contact') return incident.person?.contacts.find((one) => one.id === id)?.name ?? recipient;
  const role = text(data, 'role');
  return role === '' ? recipient : wordOf(labels.LADDER_ROLE_LABELS, role);
}

function signalKind(data: Readonly<Record<string, unknown>>): string | undefined {
  const signal = data['signal'];
  const kind = typeof signal === 'object' && signal !== null && 'kind' in signal ? signal.kind : data['kind'];
  return typeof kind === 'string' ? kind : undefined;
}

function changeWord(type: string, code: string): string {
  return type === 'role-changed' ? wordOf(labels.ASSIGNMENT_ROLE_LABELS, code) : wordOf(labels.CLASS_LABELS, code);
}

function reasonWord(entry: TimelineEntry, say: Say): string {
  const code = text(entry.data, 'reason');
  switch (entry.type) {
    case 'released':
      return wordOf(labels.RELEASE_REASON_LABELS, code);
    case 'taken-over':
      return wordOf(labels.TAKE_OVER_REASON_LABELS, code);
    case 'destination-set':
      return wordOf(labels.DESTINATION_REASON_LABELS, code);
    case 'offer-declined':
      return wordOf(labels.DECLINE_REASON_LABELS, code);
    case 'offer-ended':
      return wordOf(labels.OFFER_OVER_LABELS, code);
    case 'withdrawn':
      return wordOf({ ...labels.OFFER_OVER_LABELS, ...labels.WITHDRAW_REASON_LABELS }, code);
    case 'held':
      return wordOf(labels.HOLD_REASON_LABELS, code);
    case 'emergency-decided':
      return code === '' ? '' : `（${wordOf(labels.NO_120_REASON_LABELS, code)}）`;
    default:
      return whyWord(code, say);
  }
}

/** A search or a change of class follows from a verdict, a rung, a report from the scene, or a reason of its own. */
function whyWord(code: string, say: Say): string {
  const own = codeWord('why', code, say);
  if (own !== code) return own;
  const known = wordOf({ ...labels.SCENE_CODE_LABELS, ...labels.VERDICT_LABELS }, code);
  return known !== code ? known : codeWord('rung', code, say);
}

export const rungWord = (rung: string | null, say: Say): string => codeWord('rung', rung, say);
