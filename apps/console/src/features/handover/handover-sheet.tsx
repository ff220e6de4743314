import type { HandoverOnWire } from '@silverbell/wire';
import {
  HANDOVER_ITEM_LABELS,
  HANDOVER_ITEMS,
  LADDER_ROLE_LABELS,
  PHASE_LABELS,
  type HandoverItemKind,
} from '@silverbell/vocabulary';
import { Button, dayAndTime, labelOf, SeverityMark, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './handover.module.css';
import pieces from '../../shared/pieces.module.css';

type Item = HandoverOnWire['items'][number];

interface SheetProps {
  readonly handover: HandoverOnWire;
  readonly me: string;
  readonly timeZone: string | undefined;
  readonly busy: boolean;
  readonly onAccept: (item: Item) => void;
  readonly onSign: () => void;
  readonly onWithdraw: () => void;
}

/** What changes hands, what is proven about the seat, and the two signatures. */
export function HandoverSheet({ handover, me, timeZone, busy, onAccept, onSign, onWithdraw }: SheetProps) {
  const { t } = useTranslation('console');
  const { from, to, items } = handover;
  const left = items.filter(({ acceptedAt }) => acceptedAt === null).length;
  const takes = to.id === me;
  const step = left > 0 ? 'check' : 'sign';
  return (
    <article className={styles.sheet} aria-label={t('handover.pastLine', { from: from.name, to: to.name })}>
      <header className={styles.head}>
        <h3>{t('handover.pastLine', { from: from.name, to: to.name })}</h3>
        <ol className={styles.steps}>
          {(['list', 'check', 'sign'] as const).map((one) => (
            <li key={one} aria-current={one === step ? 'step' : undefined}>
              {t(`handover.steps.${one}`)}
            </li>
          ))}
        </ol>
      </header>
      {takes ? null : <p className="sb-hint">{t('handover.receiverHint')}</p>}
      {items.length === 0 ? <p className={pieces.empty}>{t('handover.nothing')}</p> : null}
      <div className={styles.cards}>
        {HANDOVER_ITEMS.map((kind) => (
          <Items
            key={kind}
            kind={kind}
            items={items.filter((item) => item.kind === kind)}
            takenBy={to.name}
            timeZone={timeZone}
            busy={busy}
            onAccept={takes ? onAccept : null}
          />
        ))}
        <SecondPaths paths={handover.secondPaths} timeZone={timeZone} />
      </div>
      <section className={styles.card} aria-label={t('handover.sign')}>
        <h4>
          {t('handover.sign')}
          <small role="status">{left > 0 ? t('handover.left', { n: left }) : ''}</small>
        </h4>
        <div className={styles.signatures}>
          <Signature
            role={t('handover.from')}
            name={from.name}
            at={handover.signedFromAt}
            act={t('handover.signFrom')}
            timeZone={timeZone}
            busy={busy || left > 0}
            onSign={from.id === me ? onSign : null}
          />
          <Signature
            role={t('handover.to')}
            name={to.name}
            at={handover.signedToAt}
            act={t('handover.signTo')}
            timeZone={timeZone}
            busy={busy || left > 0}
            onSign={takes ? onSign : null}
          />
        </div>
        <Button tone="quiet" busy={busy} onClick={onWithdraw}>
          {t('handover.withdraw')}
        </Button>
      </section>
    </article>
  );
}

/** Incidents and promises change hands; the rest is known from then on. */
const CHANGES_HANDS: readonly HandoverItemKind[] = ['incident', 'call-back'];

function Items({
  kind,
  items,
  takenBy,
  timeZone,
  busy,
  onAccept,
}: {
  readonly kind: HandoverItemKind;
  readonly items: readonly Item[];
  readonly takenBy: string;
  readonly timeZone: string | undefined;
  readonly busy: boolean;
  readonly onAccept: ((item: Item) => void) | null;
}) {
  const { t } = useTranslation('console');
  if (items.length === 0) return null;
  const title = t('handover.kind', { kind: labelOf(HANDOVER_ITEM_LABELS, kind), n: String(items.length) });
  const act = CHANGES_HANDS.includes(kind) ? 'handover.accept' : 'handover.know';
  return (
    <section className={styles.card} aria-label={title}>
      <h4>{title}</h4>
      <ul>
        {items.map((item) => {
          const what = item.count === null ? item.label : t('handover.silent', { n: item.count });
          return (
            <li key={`${item.kind}:${item.item ?? ''}`}>
              {item.severity === null ? null : <SeverityMark severity={item.severity} short />}
              {item.severity === null || item.item === null ? (
                <b>{what}</b>
              ) : (
                <Link to={`/incidents/${item.item}`}>{what === '' ? item.item : what}</Link>
              )}
              {item.severity === null ? null : <span>{labelOf(PHASE_LABELS, item.phase)}</span>}
              {item.dueAt === null ? null : (
                <span>{t('handover.due', { at: timeOfDay(item.dueAt, timeZone, false) })}</span>
              )}
              {item.acceptedAt !== null ? (
                <span className={styles.taken}>
                  {t('handover.accepted', { name: takenBy, at: timeOfDay(item.acceptedAt, timeZone, false) })}
                </span>
              ) : onAccept === null ? null : (
                <Button
                  busy={busy}
                  aria-label={`${t(act)}：${what}`}
                  tone={act === 'handover.accept' ? 'primary' : 'plain'}
                  onClick={() => onAccept(item)}
                >
                  {t(act)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function SecondPaths({
  paths,
  timeZone,
}: {
  readonly paths: HandoverOnWire['secondPaths'];
  readonly timeZone: string | undefined;
}) {
  const { t } = useTranslation('console');
  return (
    <section className={styles.card} aria-label={t('handover.paths')}>
      <h4>{t('handover.paths')}</h4>
      {paths.length === 0 ? <p role="alert">{t('handover.pathsNone')}</p> : null}
      <ul>
        {paths.map((path) => (
          <li key={`${path.role}:${path.name}`}>
            <b>{labelOf(LADDER_ROLE_LABELS, path.role)}</b> {path.name}
            <span className={path.proven ? styles.taken : styles.doubt}>
              {path.answeredAt === null
                ? t('handover.pathNever')
                : path.proven
                  ? t('handover.path', { at: dayAndTime(path.answeredAt, timeZone) })
                  : t('handover.pathOld')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signature({
  role,
  name,
  at,
  act,
  timeZone,
  busy,
  onSign,
}: {
  readonly role: string;
  readonly name: string;
  readonly at: string | null;
  readonly act: string;
  readonly timeZone: string | undefined;
  readonly busy: boolean;
  readonly onSign: (() => void) | null;
}) {
  const { t } = useTranslation('console');
  return (
    <div className={styles.signature}>
      <small>{role}</small>
      <b>{name}</b>
      <span className={at === null ? styles.pad : styles.taken}>
        {at === null ? t('handover.unsigned') : t('handover.signed', { at: dayAndTime(at, timeZone) })}
      </span>
      {at !== null || onSign === null ? null : (
        <Button tone="primary" disabled={busy} onClick={onSign}>
          {act}
        </Button>
      )}
    </div>
  );
}
