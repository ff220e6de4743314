import { useCommand } from '@silverbell/web-live';
import { Button, ProblemLine, useSay } from '@silverbell/web-ui';
import { useRef, useState } from 'react';
import { api } from '../house.js';
import { PageFrame } from '../page-frame.js';

/** The list on paper. Read only when somebody asks for it, because every reading is on record. */
export function RosterPage() {
  const say = useSay();
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [page, setPage] = useState<string | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const read = (): void => void run('roster', async () => setPage(await api.getPage('/roster')));
  return (
    <PageFrame title={say('roster.title')}>
      <p>{say('roster.why')}</p>
      <p className="sb-problem">{say('roster.care')}</p>
      <div className="button-line">
        <Button tone={page === null ? 'primary' : 'plain'} busy={busy} onClick={read}>
          {say(page === null ? 'roster.read' : 'roster.again')}
        </Button>
        {page === null ? null : (
          <Button tone="primary" onClick={() => frame.current?.contentWindow?.print()}>
            {say('roster.print')}
          </Button>
        )}
      </div>
      <ProblemLine problem={problem} />
      {page === null ? null : (
        // Nothing in it may run; it is printed from here, with the style sheet it brings.
        <iframe
          ref={frame}
          className="roster-frame"
          title={say('roster.frame')}
          sandbox="allow-same-origin allow-modals"
          srcDoc={page}
        />
      )}
    </PageFrame>
  );
}
