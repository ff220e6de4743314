import { Band, PhoneButton, PhoneLink } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';

/** What must arrive now and did not: said at once, with the numbers to call. It is never sent later by itself. */
export function NotDelivered({
  numbers,
  busy,
  onAgain,
}: {
  numbers: readonly string[];
  busy: boolean;
  onAgain: () => void;
}) {
  const { t } = useTranslation('helper');
  return (
    <>
      <Band tone="bad" icon="offline" role="alert" title={t('care.notDelivered')} line={t('care.notDeliveredLine')} />
      {numbers.map((n) => (
        <PhoneLink key={n} icon="phone" href={`tel:${n}`}>
          {t('care.call', { n })}
        </PhoneLink>
      ))}
      <PhoneButton icon="refresh" busy={busy} onClick={onAgain}>
        {t('care.again')}
      </PhoneButton>
    </>
  );
}
