import type { Incident, PhoneCallOnWire } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { SelectField, TextField, choicesOf, labelOf } from '@silverbell/web-ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { CallButton } from '../../shared/call-button.js';
import { callOfDesk, useDialsHere, useTelephonyAsRead } from '../../shared/desk-phone.js';
import { ActionForm } from './action-form.js';

const numbersOf = (incident: Incident, party: string): string[] => {
  const card = incident.person;
  if (card === null) return [];
  if (party === 'senior') return card.people.flatMap((one) => one.phone ?? []);
  // A lead sees whom nobody may ring; the dialog never proposes the number (H10).
  if (party === 'contact')
    return card.contacts
      .filter((one) => !one.conflict)
      .sort((a, b) => a.order - b.order)
      .map((one) => one.phone);
  if (party === 'key-holder') return card.keys.filter((one) => !one.conflict).flatMap((one) => one.phone ?? []);
  return [];
};

export function CallDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const { incident, asked } = props;
  const [party, setParty] = useState<labels.CallParty | ''>(asked.party ?? '');
  const [number, setNumber] = useState(asked.number ?? numbersOf(incident, asked.party ?? '')[0] ?? '');
  const [result, setResult] = useState<labels.CallResult | ''>('');
  const [recognisedBy, setRecognisedBy] = useState<labels.RecognisedBy | ''>('');
  const [paired, setPaired] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  // In a silent case the machine of the desk may dial, on purpose; one press must not ring at her place (class D).
  const isSilent = incident.silent && party !== 'helper';
  const dials = useDialsHere() && !isSilent;
  const atDesk = callOfDesk(useTelephonyAsRead(), { paired, incidentId: incident.id, number });
  const state = atDesk?.state;
  // A call that ended leaves the list of the exchange after a minute, and its result is still asked for.
  useEffect(() => {
    if (state !== undefined) setOver(state === 'ended');
  }, [state]);
  // One that was not placed from here is paired by its number; its end is seen by its id.
  const atDeskId = atDesk?.id;
  useEffect(() => {
    if (atDeskId !== undefined) setPaired(atDeskId);
  }, [atDeskId]);
  const recognised = result === 'senior-recognised';
  // A line that is still open with this party is ended by this result, not followed by a second record.
  const openCall = incident.calls.find((one) => one.result === null && one.party === party);
  const body = party !== '' && {
    party,
    ...(number.trim() === '' ? {} : { number: number.trim() }),
    ...(result === '' ? {} : { result }),
    ...(recognised && recognisedBy !== '' ? { recognisedBy } : {}),
    ...(openCall !== undefined && result !== '' ? { callId: openCall.id } : {}),
  };
  const choose = (next: typeof party): void => {
    setParty(next);
    setNumber(numbersOf(incident, next)[0] ?? '');
    if (state === undefined || state === 'ended') setPaired(null);
  };
  return (
    <ActionForm
      {...props}
      title={t('act.call')}
      route="calls"
      body={body || null}
      submit={t('form.saveCall')}
      missing={
        party === ''
          ? t('form.party')
          : isOver && result === ''
            ? t('form.result')
            : recognised && recognisedBy === ''
              ? t('form.recognisedBy')
              : undefined
      }
    >
      {isSilent ? (
        <p role="note" className="sb-problem">
          <strong>{t('classes.noCallTitle')}</strong> {t('classes.noCall')}
        </p>
      ) : null}
      <p className="sb-hint">{t('form.callHint')}</p>
      {party === 'senior'
        ? incident.person?.people
            .filter((one) => one.codeWord !== null)
            .map((one) => (
              <p key={one.id ?? one.name} role="note">
                {t('person.codeWordOf', { name: one.name })}：<strong>{one.codeWord}</strong>
              </p>
            ))
        : null}
      <SelectField
        data-first={asked.party === undefined || undefined}
        label={t('form.party')}
        value={party}
        placeholder={t('common.choose')}
        choices={choicesOf(labels.CALL_PARTY_LABELS)}
        onValueChange={choose}
      />
      <TextField label={t('form.number')} type="tel" value={number} onValueChange={setNumber} />
      {number.trim() === '' ? null : (
        <div>
          <CallButton
            number={number.trim()}
            who={party === '' ? t('form.number') : labelOf(labels.CALL_PARTY_LABELS, party)}
            incidentId={incident.id}
            byHand={isSilent}
            first={asked.party !== undefined}
            onPlaced={({ id }) => {
              setPaired(id);
              setOver(false);
            }}
          >
            {t('form.dial', { n: number.trim() })}
          </CallButton>{' '}
          {dials ? <DeskCall call={atDesk} isOver={isOver} number={number.trim()} /> : null}
        </div>
      )}
      <SelectField
        data-first={(asked.party !== undefined && (!dials || number.trim() === '')) || undefined}
        label={t('form.result')}
        value={result}
        placeholder={t('form.resultOpen')}
        choices={choicesOf(labels.CALL_RESULT_LABELS)}
        onValueChange={setResult}
      />
      {recognised ? (
        <SelectField
          label={t('form.recognisedBy')}
          value={recognisedBy}
          placeholder={t('common.choose')}
          choices={choicesOf(labels.RECOGNISED_BY_LABELS)}
          onValueChange={setRecognisedBy}
        />
      ) : null}
    </ActionForm>
  );
}

/** What the telephone of this desk does with this number; a call that is over wants its result. */
function DeskCall({
  call,
  isOver,
  number,
}: {
  readonly call: PhoneCallOnWire | undefined;
  readonly isOver: boolean;
  readonly number: string;
}) {
  const { t } = useTranslation('console');
  const step =
    call === undefined || call.state === 'ended'
      ? isOver
        ? 'over'
        : 'rings'
      : call.state === 'ringing'
        ? 'calling'
        : 'talking';
  return (
    <span role="status" className={step === 'over' ? 'sb-problem' : 'sb-hint'}>
      {t(`dialling.${step}`, { number })}
    </span>
  );
}
