import type { LegalHold, LegalHoldList } from '@silverbell/wire';
import { LEGAL_HOLD_REASON_LABELS, LIFT_REASON_LABELS } from '@silverbell/vocabulary';
import { useCommand, useSession } from '@silverbell/web-live';
import { Button, dayAndTime, Form, ProblemLine, SelectField, labelOf, type Choice } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choicesOf } from '../actions/choices.js';
import { api, queries, session } from '../house.js';
import { ReadingLine } from '../page-frame.js';

const seeingRoles = ['lead', 'admin', 'supervisor', 'auditor'];
const placingRoles = ['admin', 'supervisor'];

interface LegalHoldsProps {
  /** What it is about, below `/api/v1`: `/incidents/…` or `/seniors/…`. */
  readonly of: string;
  readonly timeZone: string | undefined;
}

/** What must stay by order, for those who answer for it: whoever helps at this moment is not shown it. */
export function LegalHolds({ of, timeZone }: LegalHoldsProps) {
  const { user } = useSession(session);
  if (user === null || !seeingRoles.includes(user.role)) return null;
  return <Holds key={of} of={of} timeZone={timeZone} may={placingRoles.includes(user.role)} />;
}

function Holds({ of, timeZone, may }: LegalHoldsProps & { readonly may: boolean }) {
  const { t } = useTranslation('console');
  const queryKey = ['legal-holds', of];
  const reading = useQuery({
    queryKey,
    queryFn: () => api.get<LegalHoldList>(`${of}/legal-holds`),
    staleTime: 0,
  });
  const items = reading.data?.items ?? [];
  // A hold of hers is shown with her cases, too.
  const changed = (): void => void queries.invalidateQueries({ queryKey: ['legal-holds'] });
  return (
    <section className="card" aria-label={t('holds.title')}>
      <h2>{t('holds.title')}</h2>
      <ReadingLine of={reading} />
      {reading.data === undefined ? null : (
        <p role="status">
          {items.some(({ lifted }) => lifted === null) ? (
            <span className="tag tag-strong">{t('holds.held')}</span>
          ) : (
            t('holds.none')
          )}
        </p>
      )}
      <ul className="lines">
        {items.map((hold) => (
          <li key={hold.id}>
            <HoldLine hold={hold} timeZone={timeZone} />
            {may && hold.lifted === null ? (
              <ReasonForm
                what="lift"
                choices={choicesOf(LIFT_REASON_LABELS)}
                url={`/legal-holds/${encodeURIComponent(hold.id)}/lift`}
                onDone={changed}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {may ? (
        <ReasonForm
          what="place"
          choices={choicesOf(LEGAL_HOLD_REASON_LABELS)}
          url={`${of}/legal-holds`}
          onDone={changed}
        />
      ) : (
        <p className="quiet">{t('holds.why')}</p>
      )}
    </section>
  );
}

function HoldLine({ hold, timeZone }: { hold: LegalHold; timeZone: string | undefined }) {
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
        <span className="quiet">
          {t('holds.lifted', {
            reason: lifted.reason === null ? t('common.unknown') : labelOf(LIFT_REASON_LABELS, lifted.reason),
            at: dayAndTime(lifted.at, timeZone),
            by: lifted.by.name,
          })}
        </span>
      )}
    </>
  );
}

interface ReasonFormProps {
  readonly what: 'place' | 'lift';
  readonly choices: Choice[];
  readonly url: string;
  readonly onDone: () => void;
}

/** A reason is always given: nothing is placed or lifted by one slip of a key. */
function ReasonForm({ what, choices, url, onDone }: ReasonFormProps) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState('');
  const [complained, setComplained] = useState(false);
  const { busy, problem, run } = useCommand(() => api.newKey());
  const send = (): void => {
    setComplained(reason === '');
    if (reason === '') return;
    void run(reason, (key) => api.command<LegalHoldList>(url, { reason }, { key })).then((done) => {
      if (!done) return;
      setReason('');
      onDone();
    });
  };
  return (
    <Form name={t(`holds.${what}`)} onSend={send}>
      {what === 'place' ? <p className="quiet">{t('holds.why')}</p> : null}
      <SelectField
        label={t(`holds.${what}Reason`)}
        value={reason}
        placeholder={t('common.choose')}
        choices={choices}
        onValue={setReason}
      />
      {complained && reason === '' ? (
        <p role="alert" className="sb-problem">
          {t('holds.missing')}
        </p>
      ) : null}
      <ProblemLine problem={problem} />
      <div className="button-line">
        <Button type="submit" busy={busy}>
          {t(`holds.${what}`)}
        </Button>
      </div>
    </Form>
  );
}
