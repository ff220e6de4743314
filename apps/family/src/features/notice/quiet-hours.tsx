import type { FamilySenior } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Form, ProblemMessage, TextField } from '@silverbell/web-ui';
import { Card, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const NIGHT = { from: '22:00', until: '06:00' };

/** Hours in which soft signs do not wake her. What still reaches her is said beside it, before she chooses. */
export function QuietHours({
  seniorId,
  contact,
}: {
  readonly seniorId: string;
  readonly contact: NonNullable<FamilySenior['contact']>;
}) {
  const { t } = useTranslation('family');
  const chosen = contact.quietHours ?? null;
  const [draft, setDraft] = useState<typeof NIGHT | null>(null);
  const [isWrong, setWrong] = useState(false);
  const change = useRouteMutation(api, 'quietHours', {
    onSuccess: () => setDraft(null),
    onSettled: () => queries.invalidateQueries({ queryKey: routeKey('mySeniors') }),
  });
  const { from, until } = draft ?? chosen ?? NIGHT;
  const set = (part: Partial<typeof NIGHT>): void => setDraft({ from, until, ...part });
  const send = (): void => {
    const isWhole = CLOCK.test(from) && CLOCK.test(until) && from !== until;
    setWrong(!isWhole);
    if (isWhole) change.mutate({ body: { seniorId, hours: { from, until } } });
  };
  return (
    <Card title={t('quiet.title')} label={t('quiet.title')}>
      <p>{chosen === null ? t('quiet.none') : t('quiet.chosen', { ...chosen })}</p>
      <p>{t('quiet.waits')}</p>
      <p>{t('quiet.wakes')}</p>
      <Form name={t('quiet.title')} onSend={send}>
        <TextField label={t('quiet.from')} type="time" value={from} onValueChange={(value) => set({ from: value })} />
        <TextField
          label={t('quiet.until')}
          hint={t('quiet.untilHint')}
          type="time"
          value={until}
          onValueChange={(value) => set({ until: value })}
        />
        {isWrong ? (
          <p role="alert" className="sb-problem">
            {t('quiet.wrong')}
          </p>
        ) : null}
        <ProblemMessage problem={change.error} />
        {change.succeeded > 0 && !change.isPending ? <p role="status">{t('notice.saved')}</p> : null}
        <PhoneButton type="submit" busy={change.isPending}>
          {t('quiet.save')}
        </PhoneButton>
        {chosen === null ? null : (
          <PhoneButton variant="text" onClick={() => change.mutate({ body: { seniorId, hours: null } })}>
            {t('quiet.end')}
          </PhoneButton>
        )}
      </Form>
    </Card>
  );
}
