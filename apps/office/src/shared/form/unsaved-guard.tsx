import { Button, Dialog } from '@silverbell/web-ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';

/** Asks before a form with changes is left, on the page and when the tab is closed. The draft stays in the tab either way. */
export function UnsavedGuard({ unsaved }: { readonly unsaved: () => boolean }) {
  const { t } = useTranslation('office');
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (unsaved()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  });
  const stay = (): void => blocker.reset?.();
  return (
    <Dialog title={t('form.unsaved')} open={blocker.state === 'blocked'} onClose={stay}>
      <p>{t('form.unsavedWhy')}</p>
      <div className="office-foot">
        <Button data-first onClick={stay}>
          {t('form.stay')}
        </Button>
        <Button tone="primary" onClick={() => blocker.proceed?.()}>
          {t('form.leave')}
        </Button>
      </div>
    </Dialog>
  );
}
