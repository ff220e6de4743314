import type { Assignment } from '@silverbell/wire';
import { SCENE_CODE_LABELS, type SceneCode } from '@silverbell/vocabulary';
import { useSecond } from '@silverbell/web-live';
import { clockSpan, labelOf, timeOfDay } from '@silverbell/web-ui';
import { Card, Countdown, Pair, PhoneButton, type IconName } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, outbox } from '../../shared/app-client.js';
import styles from './task.module.css';

/** The reports that cannot wait for a form: one press each. The rest stands behind “more”. */
const AT_ONCE: readonly { readonly code: SceneCode; readonly icon: IconName }[] = [
  { code: 'no-reply-at-door', icon: 'door' },
  { code: 'no-access', icon: 'lock' },
  { code: 'need-second-person', icon: 'people' },
  { code: 'need-120', icon: 'cross' },
];

export function ScenePanel({
  task,
  timeZone,
  onMore,
}: {
  task: Assignment;
  timeZone: string | undefined;
  onMore: () => void;
}) {
  const { t } = useTranslation('helper');
  const [reported, setReported] = useState<SceneCode | null>(null);
  const report = (code: SceneCode): void => {
    setReported(code);
    void outbox.add('scene', task.id, { code });
  };
  return (
    <>
      <CheckIn task={task} timeZone={timeZone} />
      <p className={styles['quiet']}>{t(task.destination?.outsideOnly === true ? 'scene.stayOut' : 'scene.first')}</p>
      <Pair>
        {AT_ONCE.map(({ code, icon }) => (
          <PhoneButton key={code} icon={icon} onClick={() => report(code)}>
            {labelOf(SCENE_CODE_LABELS, code)}
          </PhoneButton>
        ))}
        <PhoneButton onClick={onMore}>{t('task.scene')}</PhoneButton>
        <PhoneButton variant="alarm" icon="hand" onClick={() => report('helper-needs-help')}>
          {t('scene.urgent')}
        </PhoneButton>
      </Pair>
      {reported === null ? null : (
        <p role="status">{t('scene.sent', { what: labelOf(SCENE_CODE_LABELS, reported) })}</p>
      )}
    </>
  );
}

/** Until when she is expected to report: a helper who falls silent at the scene is looked for. */
function CheckIn({ task, timeZone }: { task: Assignment; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  if (task.checkInBy === null || task.arrivedAt === null) return null;
  const by = Date.parse(task.checkInBy);
  return (
    <Card>
      <Countdown share={(by - now) / Math.max(1, by - Date.parse(task.arrivedAt))} digits={clockSpan(by - now)}>
        <p>{t(by > now ? 'scene.checkIn' : 'scene.checkInDue', { at: timeOfDay(by, timeZone, false) })}</p>
      </Countdown>
    </Card>
  );
}
