import type { PhoneCallOnWire } from '@silverbell/wire';
import {
  CALL_DIRECTION_LABELS,
  CALL_STATE_LABELS,
  REVEAL_PURPOSE_LABELS,
  type RevealPurpose,
} from '@silverbell/vocabulary';
import { routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, labelOf, ProblemMessage, SelectField, timeOfDay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { clockOf } from './calls-of.js';
import pieces from '../../shared/pieces.module.css';

/** Calls that the telephone system knows of about this incident, with their recordings; without such a system there is no list. */
export function PhoneCalls({
  incidentId,
  timeZone,
}: {
  readonly incidentId: string;
  readonly timeZone?: string | undefined;
}) {
  const { t } = useTranslation('console');
  const calls = useQuery({
    ...routeQuery(api, 'phoneCalls', { params: { id: incidentId } }),
    ...{ staleTime: 0, refetchInterval: 15_000 },
  });
  const items = calls.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={pieces.block} aria-label={t('telephony.ofIncident')}>
      <h2>{t('telephony.ofIncident')}</h2>
      <ul className={pieces.lines}>
        {items.map((call) => (
          <li key={call.id}>
            <time dateTime={call.startedAt}>{timeOfDay(call.startedAt, timeZone)}</time>
            <strong>{labelOf(CALL_DIRECTION_LABELS, call.direction)}</strong>
            <span>{call.matches[0]?.name ?? call.number ?? t('telephony.hidden')}</span>
            <span className={pieces.tag}>{labelOf(CALL_STATE_LABELS, call.state)}</span>
            {talkedS(call) === null ? null : <span>{clockOf(talkedS(call) ?? 0)}</span>}
            {call.agent === null ? null : <span className={pieces.by}>{call.agent.name}</span>}
            {call.recording === null ? null : <Recording call={call} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function talkedS({ answeredAt, endedAt }: PhoneCallOnWire): number | null {
  return answeredAt === null || endedAt === null
    ? null
    : Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1_000));
}

/** Heard only for a purpose that is chosen each time, and written down; the address of it lives for a short while. */
function Recording({ call }: { readonly call: PhoneCallOnWire }) {
  const { t } = useTranslation('console');
  const [purpose, setPurpose] = useState<RevealPurpose | ''>('');
  const [asks, setAsks] = useState(false);
  const [href, setHref] = useState<string | null>(null);
  const play = useRouteMutation(api, 'playRecording', { onSuccess: (played) => setHref(played.href) });
  if (!asks)
    return (
      <Button tone="quiet" onClick={() => setAsks(true)}>
        {t('telephony.recording', { span: clockOf(call.recording?.durationS ?? 0) })}
      </Button>
    );
  return (
    <span>
      <SelectField
        label={t('telephony.purpose')}
        value={purpose}
        placeholder={t('common.choose')}
        choices={choicesOf(REVEAL_PURPOSE_LABELS)}
        onValueChange={setPurpose}
      />
      {href === null ? (
        <Button
          busy={play.isPending}
          disabled={purpose === ''}
          onClick={() => {
            if (purpose !== '') play.mutate({ params: { id: call.id }, body: { purpose } });
          }}
        >
          {t('telephony.play')}
        </Button>
      ) : (
        <audio
          controls
          src={href}
          aria-label={t('telephony.recordingOf', { who: call.matches[0]?.name ?? call.number ?? '' })}
        />
      )}
      <ProblemMessage problem={play.error} />
    </span>
  );
}
