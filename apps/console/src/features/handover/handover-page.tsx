import type { AnswerOf } from '@silverbell/wire';
import { HANDOVER_STATE_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, Form, labelOf, ProblemMessage, SelectField } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, live, queries } from '../../shared/app-client.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import { HandoverSheet } from './handover-sheet.js';
import styles from './handover.module.css';
import pieces from '../../shared/pieces.module.css';

interface HandoverPageProps {
  readonly user: { readonly id: string };
  readonly timeZone: string | undefined;
}

/** One shift gives to the next: listed by the platform, checked item by item, signed by both (web.md section 1). */
export function HandoverPage({ user, timeZone }: HandoverPageProps) {
  const { t } = useTranslation('console');
  const result = useQuery({ ...routeQuery(api, 'handovers', {}), staleTime: 0, refetchInterval: 5_000 });
  const refreshAfter = {
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: routeKey('handovers', {}) });
      void queries.invalidateQueries({ queryKey: routeKey('me', {}) });
      void live.refresh();
    },
  };
  const open = useRouteMutation(api, 'openHandover', refreshAfter);
  const accept = useRouteMutation(api, 'acceptHandoverItem', refreshAfter);
  const sign = useRouteMutation(api, 'signHandover', refreshAfter);
  const withdraw = useRouteMutation(api, 'withdrawHandover', refreshAfter);
  const all = result.data?.items ?? [];
  const mine = all.filter((one) => one.state === 'open' && (one.from.id === user.id || one.to.id === user.id));
  const gives = mine.some((one) => one.from.id === user.id);
  // The second signature changes who is on duty, and the other one gave it: this desk reads its own duty again.
  const signed = all.filter(
    (one) => one.state === 'signed' && (one.from.id === user.id || one.to.id === user.id),
  ).length;
  useEffect(() => void queries.invalidateQueries({ queryKey: routeKey('me', {}) }), [signed]);
  const past = all.filter((one) => one.state !== 'open');
  return (
    <PageFrame title={t('handover.title')}>
      <p className={pieces.quiet}>{t('handover.why')}</p>
      <ProblemMessage problem={open.error ?? accept.error ?? sign.error ?? withdraw.error} />
      <QueryStatus of={result} />
      {mine.map((one) => (
        <HandoverSheet
          key={one.id}
          handover={one}
          me={user.id}
          timeZone={timeZone}
          busy={accept.isPending || sign.isPending || withdraw.isPending}
          onAccept={({ kind, item }) =>
            accept.mutate({ params: { id: one.id }, body: item === null ? { kind } : { kind, item } })
          }
          onSign={() => sign.mutate({ params: { id: one.id }, body: {} })}
          onWithdraw={() => withdraw.mutate({ params: { id: one.id }, body: {} })}
        />
      ))}
      {result.data === undefined || gives ? null : (
        <Begin
          receivers={result.data.receivers}
          busy={open.isPending}
          onBegin={(to) => open.mutate({ body: { to } })}
        />
      )}
      {past.length === 0 ? null : (
        <section className={pieces.block} aria-label={t('handover.past')}>
          <h3>{t('handover.past')}</h3>
          <ul className={pieces.lines}>
            {past.map((one) => (
              <li key={one.id}>
                <time dateTime={one.openedAt}>{dayAndTime(one.openedAt, timeZone)}</time>
                <strong>{t('handover.pastLine', { from: one.from.name, to: one.to.name })}</strong>
                <span className={pieces.tag}>{labelOf(HANDOVER_STATE_LABELS, one.state)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.alone}>{t('handover.alone')}</p>
    </PageFrame>
  );
}

function Begin({
  receivers,
  busy,
  onBegin,
}: {
  readonly receivers: AnswerOf<'handovers'>['receivers'];
  readonly busy: boolean;
  readonly onBegin: (to: string) => void;
}) {
  const { t } = useTranslation('console');
  const [to, setTo] = useState('');
  return (
    <section className={pieces.block} aria-label={t('handover.begin')}>
      <h3>{t('handover.begin')}</h3>
      <p className="sb-hint">{t('handover.beginHint')}</p>
      <Form name={t('handover.begin')} onSend={() => (to === '' ? undefined : onBegin(to))}>
        <SelectField
          label={t('handover.to')}
          value={to}
          placeholder={t('common.choose')}
          choices={receivers.map(({ id, name, centre }) => ({
            value: id,
            label: centre === null ? name : t('handover.ofCentre', { name, centre }),
          }))}
          onValueChange={setTo}
        />
        <Button type="submit" tone="primary" busy={busy} disabled={to === ''}>
          {t('handover.begin')}
        </Button>
      </Form>
    </section>
  );
}
