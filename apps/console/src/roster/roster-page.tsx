import { useCommand } from '@silverbell/web-live';
import { Button, ProblemLine } from '@silverbell/web-ui';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../house.js';
import { PageFrame } from '../page-frame.js';

/** The list on paper. Read only when somebody asks for it, because every reading is on record. */
export function RosterPage() {
  const { t } = useTranslation('console');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [page, setPage] = useState<string | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const read = (): void => void run('roster', async () => setPage(await api.getPage('/roster')));
  return (
    <PageFrame title={t('roster.title')}>
      <p>{t('roster.why')}</p>
      <p className="sb-problem">{t('roster.care')}</p>
      <div className="button-line">
        <Button tone={page === null ? 'primary' : 'plain'} busy={busy} onClick={read}>
          {t(page === null ? 'roster.read' : 'roster.again')}
        </Button>
        {page === null ? null : (
          <Button tone="primary" onClick={() => frame.current?.contentWindow?.print()}>
            {t('roster.print')}
          </Button>
        )}
      </div>
      <ProblemLine problem={problem} />
      {page === null ? null : (
        // Nothing in it may run; it is printed from here, with the style sheet it brings.
        <iframe
          ref={frame}
          className="roster-frame"
          title={t('roster.frame')}
          sandbox="allow-same-origin allow-modals"
          srcDoc={page}
        />
      )}
    </PageFrame>
  );
}
