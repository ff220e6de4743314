import { routeQuery, routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock, queries, refreshIncident, sound } from '../../shared/app-client.js';
import { CallBacks } from './call-backs.js';
import { CallBar } from './call-bar.js';
import styles from './call-bar.module.css';
import { doneHere } from './softphone.js';
import { startJsSip, useSoftphone, type StartsSoftphone } from './use-softphone.js';

/** A person who rings is on the screen within this; without an exchange there is nothing to look for. */
const POLL_EVERY_MS = 2_000;
const POLL_SELDOM_MS = 60_000;
const RING_EVERY_MS = 3_000;

/** The call bar with the exchange behind it, and the softphone where there is one. */
export function CallBarZone({
  accountId,
  onDuty,
  muted,
  selectedId,
  timeZone,
  onSelect,
  startSoftphone = startJsSip,
}: {
  readonly accountId: string;
  /** Off duty no call rings in this browser. */
  readonly onDuty: boolean;
  readonly muted: boolean;
  readonly selectedId: string | null;
  readonly timeZone?: string | undefined;
  readonly onSelect: (incidentId: string) => void;
  readonly startSoftphone?: StartsSoftphone;
}) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const result = useQuery({
    ...routeQuery(api, 'telephony', {}),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.link === 'none' ? POLL_SELDOM_MS : POLL_EVERY_MS),
  });
  const { softphone = false, me } = result.data ?? {};
  const own = useSoftphone(onDuty && softphone ? (me?.extension ?? null) : null, startSoftphone);
  useRinging(own.state?.leg?.state === 'ringing' && !muted);
  const refreshAfter = { onSettled: () => queries.invalidateQueries({ queryKey: routeKey('telephony', {}) }) };
  const control = useRouteMutation(api, 'controlCall', refreshAfter);
  const choose = useRouteMutation(api, 'agentPhone', refreshAfter);
  const link = useRouteMutation(api, 'linkCall', refreshAfter);
  const open = useRouteMutation(api, 'openFromCall', {
    ...refreshAfter,
    onSuccess: (incident) => {
      refreshIncident(incident.id);
      onSelect(incident.id);
    },
  });

  const owed = <CallBacks accountId={accountId} now={now} timeZone={timeZone} />;
  if (result.data === undefined)
    return (
      <section className={styles.bar} aria-label={t('telephony.label')}>
        {result.isError ? <span role="alert">{t('telephony.unreadable')}</span> : null}
        {owed}
      </section>
    );
  return (
    <>
      <ProblemMessage problem={control.error ?? choose.error ?? link.error ?? open.error} />
      <CallBar
        telephony={result.data}
        accountId={accountId}
        selectedId={selectedId}
        now={now}
        busy={control.isPending || open.isPending || link.isPending || choose.isPending}
        softphone={own.state}
        onMicrophone={(on) => own.phone?.setMicrophone(on)}
        onControl={(call, wanted, to) => {
          if (doneHere(own.phone, wanted) || call === null) return;
          control.mutate({ params: { id: call.id }, body: { control: wanted, ...(to === undefined ? {} : { to }) } });
        }}
        onOpenIncident={(call, homeId) =>
          open.mutate({ params: { id: call.id }, body: homeId === null ? {} : { homeId } })
        }
        onLink={(call, incidentId) => link.mutate({ params: { id: call.id }, body: { incidentId } })}
        onSelect={onSelect}
        onChoose={(choice, extension) => choose.mutate({ body: { choice, extension } })}
      >
        {owed}
      </CallBar>
    </>
  );
}

/** A phone on a desk rings by itself; this one rings by the page, beneath every alarm. */
function useRinging(rings: boolean): void {
  useEffect(() => {
    if (!rings) return undefined;
    const ring = (): void => sound.playWhenFree('call');
    ring();
    const timer = setInterval(ring, RING_EVERY_MS);
    return () => clearInterval(timer);
  }, [rings]);
}
