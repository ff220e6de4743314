import type { Incident, TimelineEntry } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { labelOfCode, formatDuration, language, timeOfDay, labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';

const text = (data: Readonly<Record<string, unknown>>, key: string): string => {
  const value = data[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** One event of the log as a sentence; an event of a newer server keeps its name rather than disappear. */
export function timelineMessage(
  entry: TimelineEntry,
  incident: Incident,
  t: TFunction<'console'>,
  timeZone: string | undefined,
): string {
  const { data } = entry;
  // Which events there are is the server's to say: the key is known only at run time.
  const known = (t as (key: string, values: object) => string)(
    `timeline.${entry.type}`,
    valuesOf(entry, incident, t, timeZone),
  );
  if (entry.type === 'noted') {
    const note = text(data, 'text');
    return t(data['fromFamily'] === true ? 'timeline.note-family' : 'timeline.noted', {
      text: note === '' ? '' : `：${note}`,
    });
  }
  return known === `timeline.${entry.type}` ? entry.type : known;
}

function valuesOf(
  entry: TimelineEntry,
  incident: Incident,
  t: TFunction<'console'>,
  timeZone: string | undefined,
): Record<string, string> {
  const { data } = entry;
  const at = text(data, 'etaAt') || text(data, 'until');
  return {
    helper: helperName(data, incident) ?? entry.by.name,
    kind: labelOf(labels.ALERT_KIND_LABELS, signalKind(data) ?? incident.kinds[0]),
    from: changeLabel(entry.type, text(data, 'from')),
    to: nameIn(data['to']) ?? changeLabel(entry.type, text(data, 'to')),
    reason: reasonLabel(entry, t),
    verdict: labelOf(labels.VERDICT_LABELS, text(data, 'verdict')),
    choice: labelOf(labels.DESTINATION_CHOICE_LABELS, text(data, 'choice')),
    wave: text(data, 'wave'),
    asked: text(data, 'asked'),
    round: text(data, 'round'),
    minutes: formatDuration(Number(data['expectedArrivalS'] ?? 0), t),
    channel: labelOf(labels.OFFER_CHANNEL_LABELS, text(data, 'channel')),
    role:
      entry.type === 'offer-accepted'
        ? labelOf(labels.ASSIGNMENT_ROLE_LABELS, text(data, 'role'))
        : labelOf(labels.LADDER_ROLE_LABELS, text(data, 'role')),
    at: at === '' ? '—' : timeOfDay(at, timeZone),
    proof: labelOfCode('incident.proof', text(data, 'proof') || 'unproven', t),
    code: sceneLabel(data),
    condition: labelOf(labels.CONDITION_LABELS, text(data, 'condition')),
    limit: labelOfCode('timeline.limit', text(data, 'limit') || 'arrival', t),
    rung: rungLabel(text(data, 'rung'), t),
    party: labelOf(labels.CALL_PARTY_LABELS, text(data, 'party')),
    result:
      entry.type === 'follow-up-recorded'
        ? labelOf(labels.FOLLOW_UP_LABELS, text(data, 'result'))
        : labelOf(labels.CALL_RESULT_LABELS, text(data, 'result')),
    service: labelOf(labels.AGENCY_SERVICE_LABELS, text(data, 'service')),
    status: labelOf(labels.AGENCY_STATUS_LABELS, text(data, 'status')),
    decision: labelOf(labels.EMERGENCY_DECISION_LABELS, text(data, 'decision')),
    outcome: labelOf(labels.OUTCOME_LABELS, text(data, 'outcome')),
    n: text(data, 'count'),
    device: text(data, 'deviceId'),
    as: text(data, 'registeredAs'),
    how: labelOf(labels.ROLL_CALL_HOW_LABELS, text(data, 'how')),
    recipient: recipientLabel(data, incident),
    act: labelOf(labels.UNDOABLE_ACT_LABELS, text(data, 'act')),
    ...askedAndAnswered(data),
  };
}

const sceneLabel = (data: Readonly<Record<string, unknown>>): string => {
  const code = labelOf(labels.SCENE_CODE_LABELS, text(data, 'code'));
  const entry = text(data, 'entry');
  return entry === '' ? code : `${code}：${labelOf(labels.ENTRY_WAY_LABELS, entry)}`;
};

/** In the words of the version that was read out then; a card of a newer server keeps its codes. */
function askedAndAnswered(data: Readonly<Record<string, unknown>>): { readonly ask: string; readonly answer: string } {
  const answer = text(data, 'answer');
  const code = text(data, 'question');
  const question = labels.protocolQuestionOf(text(data, 'card'), Number(data['cardVersion']), code);
  const choice = question?.choices.find((one) => one.code === answer);
  return { ask: question?.ask[language()] ?? code, answer: choice?.label[language()] ?? answer };
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

/** `helper:…`, `contact:…`, `seat:…`, a device: who could not be told, by name where the incident knows it. */
function recipientLabel(data: Readonly<Record<string, unknown>>, incident: Incident): string {
  const recipient = text(data, 'recipient');
  const [kind, ...rest] = recipient.split(':');
  const id = rest.join(':');
  if (kind === 'helper') return helperName({ helperId: id }, incident) ?? recipient;
  if (kind === 'contact') return incident.person?.contacts.find((one) => one.id === id)?.name ?? recipient;
  const role = text(data, 'role');
  return role === '' ? recipient : labelOf(labels.LADDER_ROLE_LABELS, role);
}

function signalKind(data: Readonly<Record<string, unknown>>): string | undefined {
  const signal = data['signal'];
  const kind = typeof signal === 'object' && signal !== null && 'kind' in signal ? signal.kind : data['kind'];
  return typeof kind === 'string' ? kind : undefined;
}

function changeLabel(type: string, code: string): string {
  return type === 'role-changed' ? labelOf(labels.ASSIGNMENT_ROLE_LABELS, code) : labelOf(labels.CLASS_LABELS, code);
}

function reasonLabel(entry: TimelineEntry, t: TFunction<'console'>): string {
  const code = text(entry.data, 'reason');
  switch (entry.type) {
    case 'released':
      return labelOf(labels.RELEASE_REASON_LABELS, code);
    case 'taken-over':
      return labelOf(labels.TAKE_OVER_REASON_LABELS, code);
    case 'destination-set':
      return labelOf(labels.DESTINATION_REASON_LABELS, code);
    case 'offer-declined':
      return labelOf(labels.DECLINE_REASON_LABELS, code);
    case 'offer-ended':
      return labelOf(labels.OFFER_OVER_LABELS, code);
    case 'withdrawn':
      return labelOf({ ...labels.OFFER_OVER_LABELS, ...labels.WITHDRAW_REASON_LABELS }, code);
    case 'held':
      return labelOf(labels.HOLD_REASON_LABELS, code);
    case 'shelved':
      return labelOf(labels.SHELVE_REASON_LABELS, code);
    case 'shelf-ended':
      return labelOfCode('shelfEnd', code, t);
    case 'emergency-decided':
      return code === '' ? '' : `（${labelOf(labels.NO_120_REASON_LABELS, code)}）`;
    default:
      return whyLabel(code, t);
  }
}

/** A search or a change of class follows from a verdict, a rung, a report from the scene, or a reason of its own. */
function whyLabel(code: string, t: TFunction<'console'>): string {
  const own = labelOfCode('why', code, t);
  if (own !== code) return own;
  const known = labelOf({ ...labels.SCENE_CODE_LABELS, ...labels.VERDICT_LABELS }, code);
  return known !== code ? known : labelOfCode('rung', code, t);
}

export const rungLabel = (rung: string | null, t: TFunction<'console'>): string => labelOfCode('rung', rung, t);
