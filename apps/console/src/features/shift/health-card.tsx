import type { HealthItemOnWire } from '@silverbell/wire';
import { language } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { itemKey, usePlatformHealthAsRead } from '../../shared/use-platform-health.js';
import { Fact, Facts, ShiftCard } from './card.js';
import styles from './shift.module.css';
import pieces from '../../shared/pieces.module.css';

const ORDER = { late: 0, unknown: 1, ok: 2 } as const;
/** Facts that are told here; the page has all of them. */
const SHOWN = 4;

const isChannel = ({ key }: HealthItemOnWire): boolean => key.startsWith('relay:');

/** What is late or cannot be read, and what each channel says; both in the words of `GET /platform-health`, as is the time. */
export function HealthCard({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const health = usePlatformHealthAsRead();
  const { data } = health;
  const items = data?.items ?? [];
  const count = (verdict: HealthItemOnWire['verdict']): number =>
    items.filter((item) => item.verdict === verdict).length;
  const told = items
    .filter((item) => item.verdict !== 'ok' || isChannel(item))
    .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  return (
    <ShiftCard
      title={t('shift.health.title')}
      page={{ to: '/platform-health', words: t('shift.health.page') }}
      of={[health]}
      at={data?.at ?? null}
      timeZone={timeZone}
    >
      {data === undefined ? null : items.length === 0 ? (
        <p className={pieces.empty}>{t('shift.health.none')}</p>
      ) : (
        <>
          <Facts>
            <Fact name={t('shift.health.late')}>{count('late')}</Fact>
            <Fact name={t('shift.health.unknown')}>{count('unknown')}</Fact>
            <Fact name={t('shift.health.ok')}>{count('ok')}</Fact>
          </Facts>
          <ul className={styles.sentences}>
            {told.slice(0, SHOWN).map((item) => (
              <li key={itemKey(item)} className={item.verdict === 'ok' ? '' : styles.doubt}>
                {t(`health.verdict.${item.verdict}`)} · {item.words[language()]}
              </li>
            ))}
          </ul>
          {told.length > SHOWN ? <p className={pieces.quiet}>{t('shift.more', { n: told.length - SHOWN })}</p> : null}
        </>
      )}
    </ShiftCard>
  );
}
