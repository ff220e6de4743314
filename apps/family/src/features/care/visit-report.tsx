import { CONDITION_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { labelOf, ProblemMessage } from '@silverbell/web-ui';
import { PhoneButton } from '@silverbell/web-ui/phone';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';

/** What the worker reported of a visit (CR-35), read when the family asks for it. */
export function VisitReport({ orderId }: { orderId: string }) {
  const { t } = useTranslation('family');
  const [isOpen, setOpen] = useState(false);
  const result = useQuery({ ...routeQuery(api, 'serviceOrder', { params: { id: orderId } }), enabled: isOpen });
  if (!isOpen)
    return (
      <PhoneButton variant="text" onClick={() => setOpen(true)}>
        {t('care.report')}
      </PhoneButton>
    );
  if (result.data === undefined)
    return result.isError ? <ProblemMessage problem={result.error} /> : <p role="status">{t('common.loading')}</p>;
  const { report } = result.data;
  return (
    <p role="status">
      {report === null
        ? t('care.noReport')
        : t('care.reported', {
            seen: t(report.seen ? 'care.seenYes' : 'care.seenNo'),
            condition: labelOf(CONDITION_LABELS, report.condition),
          })}
    </p>
  );
}
