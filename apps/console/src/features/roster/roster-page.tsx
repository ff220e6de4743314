import { useMutation } from '@tanstack/react-query';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { PageFrame } from '../../shared/page-frame.js';
import pieces from '../../shared/pieces.module.css';
import styles from './roster.module.css';

/** The list on paper. Read only when somebody asks for it, because every reading is on record. */
export function RosterPage() {
  const { t } = useTranslation('console');
  const { mutate, isPending, error, data: page = null } = useMutation({ mutationFn: () => api.text('roster', {}) });
  const frame = useRef<HTMLIFrameElement>(null);
  return (
    <PageFrame title={t('roster.title')}>
      <p>{t('roster.why')}</p>
      <p className="sb-problem">{t('roster.care')}</p>
      <div className={pieces.buttonLine}>
        <Button tone={page === null ? 'primary' : 'plain'} busy={isPending} onClick={() => mutate()}>
          {t(page === null ? 'roster.read' : 'roster.again')}
        </Button>
        {page === null ? null : (
          <Button tone="primary" onClick={() => frame.current?.contentWindow?.print()}>
            {t('roster.print')}
          </Button>
        )}
      </div>
      <ProblemMessage problem={error} />
      {page === null ? null : (
        // Nothing in it may run; it is printed from here, with the style sheet it brings.
        <iframe
          ref={frame}
          className={styles.rosterFrame}
          title={t('roster.frame')}
          sandbox="allow-same-origin allow-modals"
          srcDoc={page}
        />
      )}
    </PageFrame>
  );
}
