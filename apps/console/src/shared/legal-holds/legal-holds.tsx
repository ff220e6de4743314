import type { LegalHold } from '@silverbell/wire';
import { LEGAL_HOLD_REASON_LABELS, LEGAL_HOLD_RELEASE_REASON_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation, type ApiProblem } from '@silverbell/web-api-client';
import { useSession } from '@silverbell/web-live';
import {
  Button,
  dayAndTime,
  Form,
  ProblemMessage,
  SelectField,
  labelOf,
  type Choice,
  choicesOf,
} from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries, session } from '../app-client.js';
import { QueryStatus } from '../page-frame.js';
import pieces from '../pieces.module.css';

const seeingRoles = ['lead', 'admin', 'supervisor', 'auditor'];
const placingRoles = ['admin', 'supervisor'];

interface LegalHoldsProps {
  readonly of: { readonly type: 'incident' | 'senior'; readonly id: string };
  readonly timeZone: string | undefined;
}

/** What must stay by order, for those who answer for it: whoever helps at this moment is not shown it. */
export function LegalHolds({ of, timeZone }: LegalHoldsProps) {
  const { user } = useSession(session);
  if (user === null || !seeingRoles.includes(user.role)) return null;
  return <LegalHoldList key={of.id} of={of} timeZone={timeZone} may={placingRoles.includes(user.role)} />;
}

function LegalHoldList({ of, timeZone, may }: LegalHoldsProps & { readonly may: boolean }) {
  const { t } = useTranslation('console');
  const params = { id: of.id };
  const result = useQuery({
    ...routeQuery(api, of.type === 'incident' ? 'incidentLegalHolds' : 'personLegalHolds', { params }),
    staleTime: 0,
  });
  const items = result.data?.items ?? [];
  // A hold of hers is shown with her incidents, too.
  const onSuccess = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('incidentLegalHolds') });
    void queries.invalidateQueries({ queryKey: routeKey('personLegalHolds') });
  };
  const place = useRouteMutation(api, of.type === 'incident' ? 'placeHoldOnIncident' : 'placeHoldOnPerson', {
    onSuccess,
  });
  return (
    <section className={pieces.card} aria-label={t('holds.title')}>
      <h2>{t('holds.title')}</h2>
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <p role="status">
          {items.some(({ lifted }) => lifted === null) ? (
            <span className={`${pieces.tag} ${pieces.tagStrong}`}>{t('holds.held')}</span>
          ) : (
            t('holds.none')
          )}
        </p>
      )}
      <ul className={pieces.lines}>
        {items.map((hold) => (
          <li key={hold.id}>
            <LegalHoldRow hold={hold} timeZone={timeZone} />
            {may && hold.lifted === null ? <ReleaseForm hold={hold} onSuccess={onSuccess} /> : null}
          </li>
        ))}
      </ul>
      {may ? (
        <ReasonForm
          what="place"
          choices={choicesOf(LEGAL_HOLD_REASON_LABELS)}
          pending={place}
          onSend={(reason) => place.mutate({ params, body: { reason } })}
        />
      ) : (
        <p className={pieces.quiet}>{t('holds.why')}</p>
      )}
    </section>
  );
}

function LegalHoldRow({ hold, timeZone }: { hold: LegalHold; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const { incident, senior, lifted } = hold;
  return (
    <>
      <span>
        {t('holds.placed', {
          on: incident === null ? (senior?.name ?? '') : t('holds.case', { number: incident.number }),
          reason: labelOf(LEGAL_HOLD_REASON_LABELS, hold.reason),
          at: dayAndTime(hold.at, timeZone),
          by: hold.by.name,
        })}
      </span>
      {lifted === null ? null : (
        <span className={pieces.quiet}>
          {t('holds.lifted', {
            reason:
              lifted.reason === null ? t('common.unknown') : labelOf(LEGAL_HOLD_RELEASE_REASON_LABELS, lifted.reason),
            at: dayAndTime(lifted.at, timeZone),
            by: lifted.by.name,
          })}
        </span>
      )}
    </>
  );
}

function ReleaseForm({ hold, onSuccess }: { hold: LegalHold; onSuccess: () => void }) {
  const lift = useRouteMutation(api, 'releaseLegalHold', { onSuccess });
  return (
    <ReasonForm
      what="lift"
      choices={choicesOf(LEGAL_HOLD_RELEASE_REASON_LABELS)}
      pending={lift}
      onSend={(reason) => lift.mutate({ params: { id: hold.id }, body: { reason } })}
    />
  );
}

interface ReasonFormProps<Reason extends string> {
  readonly what: 'place' | 'lift';
  readonly choices: Choice<Reason>[];
  readonly pending: { readonly isPending: boolean; readonly error: ApiProblem | null; readonly succeeded: number };
  readonly onSend: (reason: Reason) => void;
}

/** A reason is always given: nothing is placed or lifted by one slip of a key. */
function ReasonForm<Reason extends string>({ what, choices, pending, onSend }: ReasonFormProps<Reason>) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState<Reason | ''>('');
  const [complained, setComplained] = useState(false);
  // Empty again after each success.
  useEffect(() => setReason(''), [pending.succeeded]);
  const send = (): void => {
    setComplained(reason === '');
    if (reason !== '') onSend(reason);
  };
  return (
    <Form name={t(`holds.${what}`)} onSend={send}>
      {what === 'place' ? <p className={pieces.quiet}>{t('holds.why')}</p> : null}
      <SelectField
        label={t(`holds.${what}Reason`)}
        value={reason}
        placeholder={t('common.choose')}
        choices={choices}
        onValueChange={setReason}
      />
      {complained && reason === '' ? (
        <p role="alert" className="sb-problem">
          {t('holds.missing')}
        </p>
      ) : null}
      <ProblemMessage problem={pending.error} />
      <div className={pieces.buttonLine}>
        <Button type="submit" busy={pending.isPending}>
          {t(`holds.${what}`)}
        </Button>
      </div>
    </Form>
  );
}
