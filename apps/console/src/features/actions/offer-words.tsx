import type { Candidate } from '@silverbell/wire';
import { useTranslation } from 'react-i18next';

/** Word for word what those are sent who are asked. */
export function OfferWords({ to }: { to: readonly Candidate[] }) {
  const { t } = useTranslation('console');
  const told = to.flatMap(({ helper, words }) => (words === null ? [] : [{ helper, words }]));
  if (told.length === 0) return null;
  return (
    <ul className="sb-hint">
      {told.map(({ helper, words }) => (
        <li key={helper.id}>{t('form.smsOf', { name: helper.name, words })}</li>
      ))}
    </ul>
  );
}
