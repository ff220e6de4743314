import { asProblem } from '@silverbell/web-api-client';
import { useSession } from '@silverbell/web-live';
import { Button, ProblemMessage, timeOfDay } from '@silverbell/web-ui';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppClient } from './app-client.js';
import { LoginAgain } from './login-again.js';

/** Keeps the session while the user works, and says before it ends. The time stands still in it: a countdown would be read aloud every second. */
export function SessionWarning({ client, timeZone }: { client: AppClient; timeZone: string | undefined }) {
  const { t } = useTranslation();
  const { keeper, session } = client;
  const ending = useSyncExternalStore(keeper.subscribe, keeper.ending);
  const { expiresAt } = useSession(session);
  const [again, setAgain] = useState(false);
  const prolong = useMutation({ mutationFn: () => keeper.goOn() });
  useEffect(() => {
    const timer = setInterval(() => keeper.tick(), 1_000);
    const active = (): void => keeper.active();
    window.addEventListener('keydown', active, true);
    window.addEventListener('pointerdown', active, true);
    return () => {
      clearInterval(timer);
      window.removeEventListener('keydown', active, true);
      window.removeEventListener('pointerdown', active, true);
    };
  }, [keeper]);
  if (ending === null || expiresAt === null) return null;
  const at = timeOfDay(expiresAt, timeZone, false);
  return (
    <>
      <div className="sb-session-warning" role="alert">
        <span>{t(ending === 'soon' ? 'session.soon' : 'session.forGood', { at })}</span>
        {ending === 'soon' ? (
          <Button tone="primary" busy={prolong.isPending} onClick={() => prolong.mutate()}>
            {t('session.goOn')}
          </Button>
        ) : (
          <Button tone="primary" onClick={() => setAgain(true)}>
            {t('session.again')}
          </Button>
        )}
        <ProblemMessage problem={prolong.error === null ? null : asProblem(prolong.error)} />
      </div>
      <LoginAgain client={client} open={again} onClose={() => setAgain(false)} />
    </>
  );
}
