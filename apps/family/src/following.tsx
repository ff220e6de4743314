import type { FamilyIncident, FamilySenior } from '@silverbell/wire';
import { ALERT_KIND_LABELS, OUTCOME_LABELS, PHASE_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { useDraft } from '@silverbell/web-session';
import {
  Button,
  labelOfCode,
  dayAndTime,
  Form,
  LanguageSwitch,
  ProblemLine,
  formatDuration,
  TextArea,
  timeOfDay,
  labelOf,
  roleLabel,
} from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock, drafts, queries, readAt, session, transport } from './app-client.js';

/** What happened, who is going, how long. Facts with their time; never that all is well (H15). */
export function Following({ user, timeZone }: { user: SessionUser; timeZone: string | undefined }) {
  const { t } = useTranslation('family');
  const [up, setUp] = useState(transport.connected);
  const pace = up ? 15_000 : 5_000;
  const seniors = useQuery({ ...routeQuery(api, 'mySeniors', {}), refetchInterval: 30_000 });
  const incidents = useQuery({ ...routeQuery(api, 'myIncidents', {}), refetchInterval: pace });
  useEffect(() => {
    const refresh = (): void => {
      void queries.invalidateQueries({ queryKey: routeKey('mySeniors') });
      void queries.invalidateQueries({ queryKey: routeKey('myIncidents') });
    };
    const subscriptions = [
      transport.onConnection((now) => {
        setUp(now);
        if (now) refresh();
      }),
      transport.on('incident.changed', refresh),
    ];
    transport.open();
    return () => {
      for (const unsubscribe of subscriptions) unsubscribe();
      transport.close();
    };
  }, []);

  const items = incidents.data?.items ?? [];
  const open = items.filter((one) => one.closedAt === null);
  const past = items.filter((one) => one.closedAt !== null).slice(0, 5);
  const cut = seniors.isError || incidents.isError;
  const incidentsReadAt = readAt(routeKey('myIncidents', {}));
  return (
    <>
      <header className="top">
        <strong>{user.name}</strong>
        <LanguageSwitch />
        <Button tone="quiet" onClick={() => session.end('left')}>
          {t('common.logout')}
        </Button>
      </header>
      <main className="day">
        {cut ? (
          <p className="cut" role="alert">
            <strong>{t('line.down')}</strong>
            <span>
              {incidentsReadAt === null
                ? t('line.never')
                : t('line.lastRead', { at: timeOfDay(incidentsReadAt, timeZone) })}
            </span>
          </p>
        ) : null}
        {open.length === 0 ? null : <h1>{t('incident.title')}</h1>}
        {open.map((one) => (
          <OpenIncident key={one.id} incident={one} timeZone={timeZone} />
        ))}
        <h1>{t('seniors.title')}</h1>
        {seniors.data?.items.length === 0 ? <p className="sheet">{t('seniors.none')}</p> : null}
        {seniors.data === undefined && !cut ? <p className="sheet">{t('common.loading')}</p> : null}
        {seniors.data?.items.map((one) => (
          <SeniorSheet key={one.id} senior={one} doubtful={cut} timeZone={timeZone} />
        ))}
        {past.length === 0 ? null : (
          <section className="sheet" aria-label={t('incident.past')}>
            <h2>{t('incident.past')}</h2>
            <ul className="steps">
              {past.map((one) => (
                <li key={one.id}>
                  <span>
                    {t('incident.raised', {
                      at: dayAndTime(one.raisedAt, timeZone),
                      kind: labelOf(ALERT_KIND_LABELS, one.kind),
                    })}
                  </span>
                  <strong>
                    {t('incident.outcome', {
                      what: labelOf(OUTCOME_LABELS, one.outcome),
                      at: dayAndTime(one.closedAt ?? one.raisedAt, timeZone),
                    })}
                  </strong>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </>
  );
}

function OpenIncident({ incident, timeZone }: { incident: FamilyIncident; timeZone: string | undefined }) {
  const { t } = useTranslation('family');
  const { helper } = incident;
  const going =
    helper === null
      ? t('incident.nobodyYet')
      : helper.arrivedAt !== null
        ? t('incident.arrived', { name: helper.name, at: timeOfDay(helper.arrivedAt, timeZone, false) })
        : helper.etaAt !== null
          ? t('incident.eta', { name: helper.name, at: timeOfDay(helper.etaAt, timeZone, false) })
          : t('incident.goingOnly', { name: helper.name });
  return (
    <article className="sheet open" aria-label={t('incident.number', { n: incident.number })}>
      <p className="state-line">
        <strong className="name">{incident.senior?.name}</strong>
        <span className="tag tag-strong" role="status">
          {labelOf(PHASE_LABELS, incident.phase)}
        </span>
        <span className="quiet">{t('incident.number', { n: incident.number })}</span>
      </p>
      <p>
        {t('incident.raised', {
          at: timeOfDay(incident.raisedAt, timeZone),
          kind: labelOf(ALERT_KIND_LABELS, incident.kind),
        })}
      </p>
      <dl className="big-facts">
        <div>
          <dt>{t('incident.going')}</dt>
          <dd>{going}</dd>
        </div>
      </dl>
      <h2>{t('incident.steps')}</h2>
      <ol className="steps">
        {incident.steps.map((step, at) => (
          <li key={at}>
            <time dateTime={step.at}>{timeOfDay(step.at, timeZone)}</time>
            <span>{labelOfCode('step', step.what, t)}</span>
          </li>
        ))}
      </ol>
      <NoteForm incidentId={incident.id} />
    </article>
  );
}

function NoteForm({ incidentId }: { incidentId: string }) {
  const { t } = useTranslation('family');
  const [{ text }, write, forget] = useDraft(drafts, `note:${incidentId}`, { text: '' });
  const [state, setState] = useState<'none' | 'missing' | 'sent'>('none');
  const { isPending, error, mutate } = useRouteMutation(api, 'familyNote', {
    onSuccess: () => {
      write({ text: '' });
      forget();
      setState('sent');
    },
  });
  const send = (): void => {
    const body = { text: text.trim() };
    if (body.text === '') {
      setState('missing');
      return;
    }
    setState('none');
    mutate({ params: { id: incidentId }, body });
  };
  return (
    <Form name={t('incident.note')} onSend={send}>
      <TextArea
        label={t('incident.note')}
        hint={t('incident.noteHint')}
        value={text}
        maxLength={2000}
        onValueChange={(value) => write({ text: value })}
      />
      {state === 'missing' ? (
        <p role="alert" className="sb-problem">
          {t('incident.missing')}
        </p>
      ) : null}
      {state === 'sent' ? <p role="status">{t('incident.sent')}</p> : null}
      <ProblemLine problem={error} />
      <Button type="submit" className="big" busy={isPending}>
        {t('incident.send')}
      </Button>
    </Form>
  );
}

function SeniorSheet({
  senior,
  doubtful,
  timeZone,
}: {
  senior: FamilySenior;
  doubtful: boolean;
  timeZone: string | undefined;
}) {
  const { t } = useTranslation('family');
  return (
    <section className="sheet" aria-label={senior.name}>
      <h2 className="name">{senior.name}</h2>
      <p>{senior.homeLabel ?? t('seniors.noHome')}</p>
      {/* Without a line nobody can say that nothing is going on. */}
      {senior.openIncidentId !== null ? (
        <p className="tag-strong tag">{t('seniors.open')}</p>
      ) : doubtful ? null : (
        <p>{t('seniors.noneOpen')}</p>
      )}
      <ul className="quiet" aria-label={t('seniors.devices')}>
        {senior.devices.length === 0 ? <li>{t('seniors.noDevice')}</li> : null}
        {senior.devices.map((one) => (
          <li key={one.id}>
            {one.lastSeenAt === null
              ? t('seniors.neverSeen', { device: roleLabel(one.role) })
              : t('seniors.lastSeen', {
                  device: roleLabel(one.role),
                  span: formatDuration((clock.now() - Date.parse(one.lastSeenAt)) / 1_000, t),
                  at: dayAndTime(one.lastSeenAt, timeZone),
                })}
          </li>
        ))}
      </ul>
    </section>
  );
}
