import type { Incident, Proof } from '@silverbell/wire';
import type { AgencyService, CallParty, EmergencyDecision, Outcome } from '@silverbell/wire/codes';
import * as labels from '@silverbell/wire/labels';
import { useCommand } from '@silverbell/web-live';
import {
  Button,
  CheckField,
  Dialog,
  Form,
  language,
  ProblemLine,
  SelectField,
  TextArea,
  TextField,
  useSay,
  type Choice,
} from '@silverbell/web-ui';
import { useState, type ReactNode } from 'react';
import { closeProofs, type ProofField } from './close-proofs.js';
import { api, live, queries, readIncident } from './house.js';
import { PersonStrip } from './incident-zone.js';

export interface ActionAsked {
  readonly action:
    | 'attend'
    | 'wave'
    | 'offer'
    | 'release'
    | 'take-over'
    | 'verdict'
    | 'destination'
    | 'hold'
    | 'call'
    | 'agency-call'
    | 'emergency-decision'
    | 'note'
    | 'close';
  readonly incidentId: string;
  readonly party?: CallParty;
  readonly number?: string;
  readonly service?: AgencyService;
  readonly decision?: EmergencyDecision;
  readonly helpers?: readonly { readonly id: string; readonly name: string }[];
}

interface FormProps {
  readonly asked: ActionAsked;
  readonly incident: Incident;
  readonly onClose: () => void;
}

const choicesOf = (
  from: Readonly<Record<string, { 'zh-CN': string; en: string }>>,
  without: readonly string[] = [],
): Choice[] =>
  Object.entries(from)
    .filter(([code]) => !without.includes(code))
    .map(([value, label]) => ({ value, label: label[language()] }));

export function ActionDialog(props: FormProps) {
  switch (props.asked.action) {
    case 'attend':
      return null;
    case 'wave':
      return <WaveDialog {...props} />;
    case 'offer':
      return <OffersDialog {...props} />;
    case 'release':
      return <ReasonDialog {...props} path="release" codes={labels.RELEASE_REASON_LABELS} />;
    case 'take-over':
      return <ReasonDialog {...props} path="take-over" codes={labels.TAKE_OVER_REASON_LABELS} />;
    case 'hold':
      return <ReasonDialog {...props} path="hold" codes={labels.HOLD_REASON_LABELS} />;
    case 'verdict':
      return <VerdictDialog {...props} />;
    case 'destination':
      return <DestinationDialog {...props} />;
    case 'call':
      return <CallDialog {...props} />;
    case 'agency-call':
      return <AgencyCallDialog {...props} />;
    case 'emergency-decision':
      return <EmergencyDecisionDialog {...props} />;
    case 'note':
      return <NoteDialog {...props} />;
    case 'close':
      return <CloseDialog {...props} />;
  }
}

interface ShellProps extends FormProps {
  readonly title: string;
  readonly path: string;
  readonly body: object;
  /** Name of the first field that is still empty; nothing is sent then, and the sentence names it. */
  readonly missing?: string | undefined;
  readonly submit?: string;
  /** A plain yes or no: the cancel button has the focus. */
  readonly confirmOnly?: boolean;
  readonly children: ReactNode;
}

/** The frame of every act: whom it concerns, the fields, the server's "no" in words, cancel before yes. */
function ActionForm({
  incident,
  onClose,
  title,
  path,
  body,
  missing,
  submit,
  confirmOnly = false,
  children,
}: ShellProps) {
  const say = useSay();
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [complained, setComplained] = useState(false);
  const send = (): void => {
    if (missing !== undefined) {
      setComplained(true);
      return;
    }
    setComplained(false);
    const url = `/incidents/${encodeURIComponent(incident.id)}/${path}`;
    void run(JSON.stringify([path, body]), (key) => api.command(url, body, { key })).then((done) => {
      void readIncident(incident.id).catch(() => undefined);
      void live.refresh(incident.id);
      void queries.invalidateQueries({ queryKey: ['closed'] });
      if (done) onClose();
    });
  };
  return (
    <Dialog title={title} open onClose={onClose}>
      <PersonStrip incident={incident} />
      <Form name={title} onSend={send}>
        {children}
        {complained && missing !== undefined ? (
          <p role="alert" className="sb-problem">
            {say('form.missing', { field: missing })}
          </p>
        ) : null}
        <ProblemLine problem={problem} />
        <div className="dialog-buttons">
          <Button onClick={onClose} data-first={confirmOnly || undefined}>
            {say('common.cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={busy}>
            {submit ?? say('common.send')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function WaveDialog(props: FormProps) {
  const say = useSay();
  return (
    <ActionForm
      {...props}
      title={say('act.wave')}
      path="offers"
      body={{ wave: true }}
      submit={say('form.submitWave')}
      confirmOnly
    >
      <p>{say('form.confirmWave')}</p>
    </ActionForm>
  );
}

function OffersDialog(props: FormProps) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const helpers = props.asked.helpers ?? [];
  const body = { helperIds: helpers.map((one) => one.id), ...(reason === '' ? {} : { reason }) };
  return (
    <ActionForm
      {...props}
      title={say('act.offer')}
      path="offers"
      body={body}
      submit={say('form.submitWave')}
      confirmOnly
    >
      <p>{say('form.confirmOffers', { n: helpers.length })}</p>
      <p>
        <strong>{helpers.map((one) => one.name).join('、')}</strong>
      </p>
      <SelectField
        label={say('form.reasonOptional')}
        value={reason}
        placeholder={say('common.none')}
        choices={choicesOf(labels.OFFER_REASON_LABELS)}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActionForm>
  );
}

function ReasonDialog({
  path,
  codes,
  ...props
}: FormProps & {
  path: 'release' | 'take-over' | 'hold';
  codes: Readonly<Record<string, { 'zh-CN': string; en: string }>>;
}) {
  const say = useSay();
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      {...props}
      title={say(`act.${path}`)}
      path={path}
      body={{ reason }}
      missing={reason === '' ? say('form.reason') : undefined}
    >
      <SelectField
        data-first
        label={say('form.reason')}
        value={reason}
        placeholder={say('common.choose')}
        choices={choicesOf(codes)}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActionForm>
  );
}

function VerdictDialog(props: FormProps) {
  const say = useSay();
  const [verdict, setVerdict] = useState('');
  const [cause, setCause] = useState('');
  const isFalse = verdict === 'false-alarm';
  const effect = ['real', 'no-answer', 'unclear'].includes(verdict)
    ? 'form.effectReal'
    : verdict === 'duress'
      ? 'form.effectDuress'
      : isFalse
        ? 'form.effectFalse'
        : null;
  return (
    <ActionForm
      {...props}
      title={say('act.verdict')}
      path="verdict"
      body={{ verdict, ...(isFalse && cause !== '' ? { cause } : {}) }}
      missing={verdict === '' ? say('form.verdict') : isFalse && cause === '' ? say('form.cause') : undefined}
    >
      <SelectField
        data-first
        label={say('form.verdict')}
        value={verdict}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.VERDICT_LABELS, ['unknown'])}
        hint={effect === null ? undefined : say(effect)}
        onChange={(event) => setVerdict(event.target.value)}
      />
      {isFalse ? (
        <SelectField
          label={say('form.cause')}
          value={cause}
          placeholder={say('common.choose')}
          choices={choicesOf(labels.FALSE_ALARM_CAUSE_LABELS)}
          onChange={(event) => setCause(event.target.value)}
        />
      ) : null}
    </ActionForm>
  );
}

function DestinationDialog(props: FormProps) {
  const say = useSay();
  const [choice, setChoice] = useState<string>(props.incident.destination?.choice ?? '');
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      {...props}
      title={say('act.destination')}
      path="destination"
      body={{ choice, reason }}
      missing={choice === '' ? say('form.choice') : reason === '' ? say('form.reason') : undefined}
    >
      <SelectField
        data-first
        label={say('form.choice')}
        value={choice}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.DESTINATION_CHOICE_LABELS)}
        onChange={(event) => setChoice(event.target.value)}
      />
      <SelectField
        label={say('form.reason')}
        value={reason}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.DESTINATION_REASON_LABELS)}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActionForm>
  );
}

const numbersOf = (incident: Incident, party: string): string[] => {
  const card = incident.person;
  if (card === null) return [];
  if (party === 'senior') return card.people.flatMap((one) => one.phone ?? []);
  if (party === 'contact') return [...card.contacts].sort((a, b) => a.order - b.order).map((one) => one.phone);
  if (party === 'key-holder') return card.keys.flatMap((one) => one.phone ?? []);
  return [];
};

function CallDialog(props: FormProps) {
  const say = useSay();
  const { incident, asked } = props;
  const [party, setParty] = useState<string>(asked.party ?? '');
  const [number, setNumber] = useState(asked.number ?? numbersOf(incident, asked.party ?? '')[0] ?? '');
  const [result, setResult] = useState('');
  const [recognisedBy, setRecognisedBy] = useState('');
  const recognised = result === 'senior-recognised';
  // A line that is still open with this party is ended by this result, not followed by a second record.
  const openLine = incident.calls.find((one) => one.result === null && one.party === party);
  const body = {
    party,
    ...(number.trim() === '' ? {} : { number: number.trim() }),
    ...(result === '' ? {} : { result }),
    ...(recognised && recognisedBy !== '' ? { recognisedBy } : {}),
    ...(openLine !== undefined && result !== '' ? { callId: openLine.id } : {}),
  };
  const choose = (next: string): void => {
    setParty(next);
    setNumber(numbersOf(incident, next)[0] ?? '');
  };
  return (
    <ActionForm
      {...props}
      title={say('act.call')}
      path="calls"
      body={body}
      submit={say('form.saveCall')}
      missing={
        party === '' ? say('form.party') : recognised && recognisedBy === '' ? say('form.recognisedBy') : undefined
      }
    >
      <p className="sb-hint">{say('form.callHint')}</p>
      <SelectField
        data-first={asked.party === undefined || undefined}
        label={say('form.party')}
        value={party}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.CALL_PARTY_LABELS)}
        onChange={(event) => choose(event.target.value)}
      />
      <TextField
        label={say('form.number')}
        type="tel"
        value={number}
        onChange={(event) => setNumber(event.target.value)}
      />
      {number.trim() === '' ? null : (
        <p>
          <a href={`tel:${number.trim()}`}>{say('form.dial', { n: number.trim() })}</a>
        </p>
      )}
      <SelectField
        data-first={asked.party !== undefined || undefined}
        label={say('form.result')}
        value={result}
        placeholder={say('form.resultOpen')}
        choices={choicesOf(labels.CALL_RESULT_LABELS)}
        onChange={(event) => setResult(event.target.value)}
      />
      {recognised ? (
        <SelectField
          label={say('form.recognisedBy')}
          value={recognisedBy}
          placeholder={say('common.choose')}
          choices={choicesOf(labels.RECOGNISED_BY_LABELS)}
          onChange={(event) => setRecognisedBy(event.target.value)}
        />
      ) : null}
    </ActionForm>
  );
}

/** What is read to the crew: place first, then who, then what. */
function readOut(incident: Incident): string {
  const card = incident.person;
  const place = card?.home?.address ?? incident.home?.label ?? '';
  const people = card?.people.map((one) => (one.age === null ? one.name : `${one.name} ${one.age}`)).join('、') ?? '';
  const what = incident.kinds.map((kind) => labels.ALERT_KIND_LABELS[kind][language()]).join('、');
  return [place, people, what, card?.home?.ambulancePoint].filter(Boolean).join('；');
}

function AgencyCallDialog(props: FormProps) {
  const say = useSay();
  const { incident, asked } = props;
  const numberOf = (service: string): string =>
    incident.person?.emergencyNumbers.find((one) => one.service === service)?.number ??
    (/^\d+$/.test(service) ? service : '');
  const [service, setService] = useState<string>(asked.service ?? '120');
  const [numberDialled, setNumber] = useState(numberOf(asked.service ?? '120'));
  const [told, setTold] = useState(readOut(incident));
  const [reference, setReference] = useState('');
  const [status, setStatus] = useState('called');
  const missing =
    numberDialled.trim() === '' ? say('form.numberDialled') : told.trim() === '' ? say('form.told') : undefined;
  return (
    <ActionForm
      {...props}
      title={say('act.agency-call')}
      path="agency-calls"
      body={{
        service,
        numberDialled: numberDialled.trim(),
        told: told.trim(),
        status,
        ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
      }}
      missing={missing}
    >
      <SelectField
        data-first
        label={say('form.service')}
        value={service}
        choices={choicesOf(labels.AGENCY_SERVICE_LABELS)}
        onChange={(event) => {
          setService(event.target.value);
          setNumber(numberOf(event.target.value));
        }}
      />
      <TextField
        label={say('form.numberDialled')}
        type="tel"
        value={numberDialled}
        onChange={(event) => setNumber(event.target.value)}
      />
      <TextArea label={say('form.told')} value={told} rows={3} onChange={(event) => setTold(event.target.value)} />
      <SelectField
        label={say('form.status')}
        value={status}
        choices={choicesOf(labels.AGENCY_STATUS_LABELS)}
        onChange={(event) => setStatus(event.target.value)}
      />
      <TextField
        label={say('form.reference')}
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
    </ActionForm>
  );
}

function EmergencyDecisionDialog(props: FormProps) {
  const say = useSay();
  const { incident, asked } = props;
  const open = incident.emergencyDecisions.find((one) => one.decision === null)?.service;
  const [service, setService] = useState<string>(asked.service ?? open ?? '120');
  const [decision, setDecision] = useState<string>(asked.decision ?? '');
  const [reason, setReason] = useState('');
  const refuses = decision === 'no-call';
  return (
    <ActionForm
      {...props}
      title={say('act.emergency-decision')}
      path="emergency-decision"
      body={{ service, decision, ...(refuses && reason !== '' ? { reason } : {}) }}
      missing={decision === '' ? say('form.decision') : refuses && reason === '' ? say('form.noReason') : undefined}
    >
      <SelectField
        label={say('form.service')}
        value={service}
        choices={choicesOf(labels.AGENCY_SERVICE_LABELS, ['gas', 'power', 'water'])}
        onChange={(event) => setService(event.target.value)}
      />
      <SelectField
        data-first
        label={say('form.decision')}
        value={decision}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.EMERGENCY_DECISION_LABELS)}
        onChange={(event) => setDecision(event.target.value)}
      />
      {refuses ? (
        <SelectField
          label={say('form.noReason')}
          value={reason}
          placeholder={say('common.choose')}
          choices={choicesOf(labels.NO_120_REASON_LABELS)}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : null}
    </ActionForm>
  );
}

function NoteDialog(props: FormProps) {
  const say = useSay();
  const [text, setText] = useState('');
  return (
    <ActionForm
      {...props}
      title={say('act.note')}
      path="notes"
      body={{ text: text.trim() }}
      missing={text.trim() === '' ? say('form.text') : undefined}
    >
      <TextArea
        data-first
        label={say('form.text')}
        value={text}
        rows={4}
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
      />
    </ActionForm>
  );
}

type Filled = Partial<Record<ProofField, string | boolean>>;

function proofFrom(fields: readonly ProofField[], filled: Filled): Proof | undefined {
  const entries = fields.flatMap((field): [string, string | boolean][] => {
    const value = filled[field];
    if (typeof value === 'boolean') return value ? [[field, true]] : [];
    const text = value?.trim() ?? '';
    if (text === '') return [];
    return [[field, field === 'endTime' ? new Date(text).toISOString() : text]];
  });
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Proof);
}

function CloseDialog(props: FormProps) {
  const say = useSay();
  const [outcome, setOutcome] = useState('');
  const [note, setNote] = useState('');
  const [filled, setFilled] = useState<Filled>({});
  const { fields, needs } = outcome === '' ? { fields: [], needs: [] } : closeProofs[outcome as Outcome];
  const proof = proofFrom(fields, filled);
  const needsWords =
    needs.length === 0
      ? say('proof.needsNone')
      : say('proof.needs', { what: needs.map((one) => say(`proof.need.${one}`)).join('、') });
  return (
    <ActionForm
      {...props}
      title={say('act.close')}
      path="close"
      body={{
        outcome,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        ...(proof === undefined ? {} : { proof }),
      }}
      submit={say('form.submitClose')}
      missing={outcome === '' ? say('form.outcome') : undefined}
    >
      <p>{say('form.irreversible')}</p>
      <SelectField
        data-first
        label={say('form.outcome')}
        value={outcome}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.OUTCOME_LABELS)}
        hint={outcome === '' || (needs.length === 0 && fields.length > 0) ? undefined : needsWords}
        onChange={(event) => setOutcome(event.target.value)}
      />
      {fields.map((field) =>
        field === 'riskExplained' || field === 'signalSeen' ? (
          <CheckField
            key={field}
            label={say(`proof.${field}`)}
            checked={filled[field] === true}
            onChange={(event) => setFilled({ ...filled, [field]: event.target.checked })}
          />
        ) : (
          <TextField
            key={field}
            label={say(`proof.${field}`)}
            type={field === 'endTime' ? 'datetime-local' : 'text'}
            value={typeof filled[field] === 'string' ? filled[field] : ''}
            onChange={(event) => setFilled({ ...filled, [field]: event.target.value })}
          />
        ),
      )}
      <TextArea
        label={say('form.note')}
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.target.value)}
      />
    </ActionForm>
  );
}
