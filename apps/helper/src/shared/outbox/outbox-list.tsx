import { timeOfDay } from '@silverbell/web-ui';
import { Card, Fact, Facts, PhoneButton } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';
import { outbox } from '../app-client.js';
import { isWaiting, type Entry } from './entry.js';
import { useOutbox, useSending } from './use-outbox.js';

/** What she reported and how far it got: waiting, delivered, refused with the reason. Nothing while everything goes through at once. */
export function OutboxList({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const entries = useOutbox();
  const sending = useSending();
  const waiting = entries.filter((entry) => isWaiting(entry) && entry.tries > 0);
  const refused = entries.filter(({ state }) => state === 'refused');
  const late = entries.filter(({ state, tries }) => state === 'delivered' && tries > 0);
  return (
    <>
      {waiting.length === 0 && late.length === 0 ? null : (
        <Card title={t('outbox.title')} label={t('outbox.title')}>
          <Facts>
            {[...waiting, ...late].map((entry) => (
              <Fact key={entry.id} icon={isWaiting(entry) ? 'clock' : 'check'} more={progress(entry)}>
                <span role="status">
                  {t(`outbox.what.${entry.route}`)}：{t(isWaiting(entry) ? 'outbox.waiting' : 'outbox.delivered')}
                </span>
                {isWaiting(entry) ? null : (
                  <PhoneButton variant="text" onClick={() => void outbox.dismiss(entry.id)}>
                    {t('outbox.read')}
                  </PhoneButton>
                )}
              </Fact>
            ))}
          </Facts>
          {waiting.length === 0 ? null : (
            <PhoneButton icon="refresh" busy={sending !== null} onClick={() => void outbox.flush()}>
              {t('outbox.now')}
            </PhoneButton>
          )}
        </Card>
      )}
      {refused.map((entry) => (
        <div key={entry.id} role="alert" className="sb-problem" data-slug={entry.refusal?.slug}>
          <strong>
            {t(`outbox.what.${entry.route}`)}：{t('outbox.refused')}
          </strong>
          <p>{entry.refusal?.sentence ?? t('problem.other', { slug: entry.refusal?.slug ?? '' })}</p>
          <PhoneButton onClick={() => void outbox.dismiss(entry.id)}>{t('outbox.read')}</PhoneButton>
        </div>
      ))}
    </>
  );

  function progress({ madeAt, tries, state }: Entry): string {
    const at = timeOfDay(madeAt, timeZone);
    return state === 'waiting' ? t('outbox.tried', { at, n: tries }) : t('outbox.madeAt', { at });
  }
}
