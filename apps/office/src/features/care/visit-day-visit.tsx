import type { SeniorOnFile, WelfareVisitOnWire } from '@silverbell/wire';
import {
  CARE_CALL_ANSWER_LABELS,
  HAZARD_LABELS,
  VISIT_CAUSE_LABELS,
  VISIT_RISK_LABELS,
  WELFARE_VISIT_STATE_LABELS,
} from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { PhoneLink } from '@silverbell/web-ui/phone';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { FILE_EDITORS } from '../../shared/roles.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { isVisitAct, VisitAct, type VisitActName } from './visit-acts.js';
import { VisitForm } from './visit-day-form.js';

interface OneVisitProps extends PageProps {
  readonly visit: WelfareVisitOnWire;
  readonly onSaved: () => void;
  readonly onChanged: () => void;
}

/** One stop: where she lives, whom to call, the result, and what else may be done with the visit. */
export function OneVisit({ visit, user, timeZone, onSaved, onChanged }: OneVisitProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<VisitActName>();
  const isOpen = visit.state === 'planned' || visit.state === 'empty';
  // Of an open visit the form below records the result.
  const acts = visit.allowedActions.filter(isVisitAct).filter((act) => act !== 'done' || !isOpen);
  return (
    <PageFrame title={visit.senior.name} note={labelOf(WELFARE_VISIT_STATE_LABELS, visit.state)}>
      <div className="visit-day">
        <Link className="sb-button sb-button-plain office-big" to="/visits-today">
          {t('visitDay.back')}
        </Link>
        <About visit={visit} timeZone={timeZone} mayRead={hasOneOf(user, FILE_EDITORS)} />
        {isOpen && visit.allowedActions.includes('done') ? (
          <VisitForm visit={visit} onSaved={onSaved} onStale={onChanged} />
        ) : null}
        <Card title={t('visitDay.others')}>
          <div className="pad office-column">
            {acts.map((act) => (
              <Button key={act} className="office-big" onClick={() => open(act)}>
                {t(`visits.act.${act}`)}
              </Button>
            ))}
            <Link
              className="sb-button sb-button-plain office-big"
              to={`/welfare-visits/${encodeURIComponent(visit.id)}`}
            >
              {t('visitDay.whole')}
            </Link>
          </div>
        </Card>
        {dialog === null ? null : (
          <VisitAct
            act={dialog}
            visit={visit}
            timeZone={timeZone}
            onDone={() => {
              onChanged();
              close();
            }}
            onClose={close}
          />
        )}
      </div>
    </PageFrame>
  );
}

interface AboutProps {
  readonly visit: WelfareVisitOnWire;
  readonly timeZone: string | undefined;
  /** Her file, with numbers and hazards, is open to those who keep files. */
  readonly mayRead: boolean;
}

function About({ visit, timeZone, mayRead }: AboutProps) {
  const { t } = useTranslation('office');
  const { seniorId, senior, home, cause, risk, dueOn, retryBy, contact } = visit;
  const file = useQuery({
    ...routeQuery(api, 'senior', { params: { id: seniorId } }),
    enabled: mayRead,
    retry: false,
  });
  const known = file.data;
  const hazards = known?.homeFile.hazards ?? [];
  return (
    <>
      <Card title={t('care.facts')}>
        {hazards.length === 0 ? null : (
          <div className="pad">
            <p className="office-warn">
              <strong>{t('visitDay.hazards')}</strong>{' '}
              {hazards.map((one) => labelOf(HAZARD_LABELS, one)).join(t('app.and'))}
            </p>
          </div>
        )}
        <Facts
          of={[
            [t('visitDay.address'), home?.addressWords],
            ...(known?.homeFile.entryNote ? [[t('visitDay.entry'), known.homeFile.entryNote] as const] : []),
            [t('visits.due'), dueOn],
            [t('visits.risk'), labelOf(VISIT_RISK_LABELS, risk)],
            [t('visits.cause'), labelOf(VISIT_CAUSE_LABELS, cause)],
            ...(retryBy === null ? [] : [[t('visits.retryBy'), dayAndTime(retryBy, timeZone)] as const]),
            ...(contact === null
              ? []
              : [[t('visits.contact'), labelOf(CARE_CALL_ANSWER_LABELS, contact.answer)] as const]),
          ]}
        />
      </Card>
      {file.isLoading ? null : (
        <Calls of={known === undefined || known.masked ? [] : numbersOf(known)} name={senior.name} />
      )}
      {mayRead && file.error?.slug !== 'not-found' ? <ProblemMessage problem={file.error} /> : null}
    </>
  );
}

interface Callable {
  readonly phone: string;
  /** `null`: her own number. */
  readonly contact: { readonly name: string; readonly relation: string } | null;
}

/** Her own number, then her contacts as they are rung; never one in conflict with her. */
const numbersOf = ({ phone, contacts }: SeniorOnFile): readonly Callable[] => [
  ...(phone === null ? [] : [{ phone, contact: null }]),
  ...contacts
    .filter((one) => !one.conflict && one.phone !== '')
    .sort((a, b) => a.position - b.position)
    .map(({ phone: number, name, relation }) => ({ phone: number, contact: { name, relation } })),
];

function Calls({ of, name }: { readonly of: readonly Callable[]; readonly name: string }) {
  const { t } = useTranslation('office');
  return (
    <section className="office-column" aria-label={t('visitDay.calls')}>
      {of.length === 0 ? <p className="quiet">{t('visitDay.noNumber')}</p> : null}
      {of.map(({ phone, contact }) => (
        <PhoneLink key={`${phone} ${contact?.name ?? ''}`} icon="phone" href={`tel:${phone}`}>
          {contact === null ? t('visitDay.callSenior', { name }) : t('visitDay.callContact', contact)}
        </PhoneLink>
      ))}
    </section>
  );
}
