import type { DryRunResponse, RehearsedCallOnWire } from '@silverbell/wire';
import { CheckField, dayAndTime, language } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import pieces from '../../shared/pieces.module.css';
import styles from './ladders.module.css';

type Story = DryRunResponse['stories'][number];

/** Who would have been called when, before and after, side by side. */
export function DryRunView({ run, timeZone }: { run: DryRunResponse; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const [onlyDiffering, setOnly] = useState(true);
  const shown = run.stories.filter((story) => story.differs || !onlyDiffering);
  return (
    <section aria-label={t('ladders.dryRun')}>
      <p role="status">{t('ladders.ran', { n: run.realCases })}</p>
      <CheckField label={t('ladders.onlyDiffering')} checked={onlyDiffering} onCheckedChange={setOnly} />
      {shown.length === 0 ? <p>{t('ladders.noneDiffers')}</p> : null}
      {shown.map((story) => (
        <details key={keyOf(story)} open={story.differs}>
          <summary>
            {titleOf(story, t, timeZone)} — {t(story.differs ? 'ladders.differs' : 'ladders.noDifference')}
          </summary>
          <SideBySide story={story} />
        </details>
      ))}
    </section>
  );
}

const keyOf = (story: Story): string => story.case?.id ?? `${story.class}:${story.story ?? ''}`;

const titleOf = (story: Story, t: TFunction<'console'>, timeZone: string | undefined): string =>
  story.case !== null
    ? t('ladders.storyCase', {
        class: story.class,
        n: story.case.number,
        at: dayAndTime(story.case.raisedAt, timeZone),
      })
    : t(story.story === 'nobody' ? 'ladders.storyNobody' : 'ladders.storyNoVerdict', { class: story.class });

function SideBySide({ story }: { story: Story }) {
  const { t } = useTranslation('console');
  const seconds = [...new Set([...story.before, ...story.after].map((call) => call.atS))].sort((a, b) => a - b);
  return (
    <div className={pieces.tableRoom}>
      <table className={pieces.plainTable}>
        <thead>
          <tr>
            <th scope="col">{t('ladders.at')}</th>
            <th scope="col">{t('ladders.before')}</th>
            <th scope="col">{t('ladders.after')}</th>
          </tr>
        </thead>
        <tbody>
          {seconds.map((atS) => {
            const [before, after] = [lines(story.before, atS), lines(story.after, atS)];
            return (
              <tr key={atS} className={before.join() === after.join() ? '' : styles.ladderDiffers}>
                <th scope="row">{spanOf(atS)}</th>
                <td>
                  {before.map((line) => (
                    <div key={line}>{line}</div>
                  ))}
                </td>
                <td>
                  {after.map((line) => (
                    <div key={line}>{line}</div>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const lines = (calls: readonly RehearsedCallOnWire[], atS: number): readonly string[] => [
  ...new Set(
    calls
      .filter((call) => call.atS === atS)
      .map((call) => {
        const people = call.role === null ? '' : `（${call.people.join('、') || '—'}）`;
        return `${call.words[language()]}${people}`;
      }),
  ),
];

/** 75 → 1:15; what counts is which comes first. */
const spanOf = (atS: number): string => {
  const [h, m, s] = [Math.floor(atS / 3_600), Math.floor((atS % 3_600) / 60), atS % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return h > 0 ? `${String(h)}:${two(m)}:${two(s)}` : `${String(m)}:${two(s)}`;
};
