import type { Incident } from '@silverbell/wire';
import { UNDOABLE_ACT_LABELS } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { Button, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { api, clock, refreshIncident } from '../../shared/app-client.js';

/** What I did last, as long as I may take it back. It stands at the foot, where nothing moves when it comes or goes. */
export function UndoBar({ incident }: { readonly incident: Incident }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const undo = useRouteMutation(api, 'undo', { onSettled: () => refreshIncident(incident.id) });
  const { undo: last } = incident;
  const left = last === null ? 0 : Math.floor((Date.parse(last.until) - now) / 1_000);
  if (last === null || left <= 0) return <ProblemMessage problem={undo.error} />;
  const act = labelOf(UNDOABLE_ACT_LABELS, last.act);
  return (
    <>
      <ProblemMessage problem={undo.error} />
      <Button
        id="undo-act"
        keys="Alt+Z"
        busy={undo.isPending}
        aria-label={t('undo.label', { act })}
        onClick={() => undo.mutate({ params: { id: incident.id }, body: { act: last.act } })}
      >
        {t('undo.act', { act, n: left })}
      </Button>
    </>
  );
}
