import { PhoneButton } from '@silverbell/web-ui/phone';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const JoinForm = lazy(() => import('./join-form.js').then((loaded) => ({ default: loaded.JoinForm })));

/** Below the login: the way in of a relative who has a code and no account yet. */
export function Joining() {
  const { t } = useTranslation('family');
  const [open, setOpen] = useState(false);
  return (
    <section className="sb-login" aria-label={t('joining.title')}>
      {open ? (
        <>
          <h2>{t('joining.title')}</h2>
          <Suspense fallback={<p role="status">{t('common.loading')}</p>}>
            <JoinForm />
          </Suspense>
        </>
      ) : (
        <PhoneButton onClick={() => setOpen(true)}>{t('joining.open')}</PhoneButton>
      )}
    </section>
  );
}
