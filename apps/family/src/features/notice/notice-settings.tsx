import type { FamilySenior } from '@silverbell/wire';
import { NOTICE_LEVEL_LABELS, type NoticeLevel } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { choicesOf, ProblemMessage } from '@silverbell/web-ui';
import { Card, ChoiceList } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { QuietHours } from './quiet-hours.js';

type OwnContact = NonNullable<FamilySenior['contact']>;

/** When she is told: of every press, only when her relative is at risk, or only how it ended. It holds from the next alert on. */
export function NoticeSettings({ senior }: { senior: FamilySenior }) {
  const { t } = useTranslation('family');
  if (senior.contact === null)
    return (
      <Card title={t('notice.title')}>
        <p>{t('notice.notContact', { name: senior.name })}</p>
      </Card>
    );
  return (
    <>
      <Level senior={senior} contact={senior.contact} />
      <QuietHours seniorId={senior.id} contact={senior.contact} />
    </>
  );
}

function Level({ senior: { id, name }, contact }: { senior: FamilySenior; contact: OwnContact }) {
  const { t } = useTranslation('family');
  const [asked, setAsked] = useState<NoticeLevel | null>(null);
  const change = useRouteMutation(api, 'noticeLevel', {
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: routeKey('mySeniors') });
      setAsked(null);
    },
  });
  const choose = (noticeLevel: NoticeLevel): void => {
    setAsked(noticeLevel);
    change.mutate({ body: { seniorId: id, noticeLevel } });
  };
  return (
    <Card label={t('notice.title')}>
      <ChoiceList
        name={t('notice.title')}
        hint={name}
        choices={choicesOf(NOTICE_LEVEL_LABELS)}
        value={asked ?? contact.noticeLevel}
        onChoose={choose}
      />
      {change.isPending ? <p role="status">{t('common.sending')}</p> : null}
      {change.succeeded > 0 && !change.isPending ? <p role="status">{t('notice.saved')}</p> : null}
      <ProblemMessage problem={change.error} />
      <p>{contact.hours === null ? t('notice.noHours') : t('notice.hours', { hours: contact.hours })}</p>
      <p>{t('notice.always')}</p>
    </Card>
  );
}
