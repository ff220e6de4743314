import type { IncidentSummary } from '@silverbell/wire';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react';
import styles from './queue.module.css';
import { Row } from './row.js';
import { useRowHeight } from './use-row-height.js';

export interface RowListHandle {
  readonly toTop: () => void;
}

interface RowListProps {
  readonly rows: readonly IncidentSummary[];
  readonly me: string;
  readonly selectedId: string | null;
  readonly timeZone: string | undefined;
  /** Away from the top: rows above must not move in. */
  readonly onScrolled: (scrolled: boolean) => void;
  readonly ref: Ref<RowListHandle>;
}

/** Rows above and below what is seen that are drawn all the same, so that a fast wheel shows no gap. */
const OVERSCAN = 6;

/** Only the rows that are seen exist: two thousand incidents cost as much as twenty. The row with the focus stays wherever it is scrolled. */
export function RowList({ rows, me, selectedId, timeZone, onScrolled, ref }: RowListProps) {
  const list = useRef<HTMLDivElement>(null);
  const height = useRowHeight(list);
  const [focused, setFocused] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const focusedAt = focused === null ? -1 : rows.findIndex(({ id }) => id === focused);
  const order = useOrder(rows);
  const getItemKey = useCallback((at: number) => order[at] ?? at, [order]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => height,
    getItemKey,
    overscan: OVERSCAN,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (focusedAt < 0 || shown.includes(focusedAt)) return shown;
      return [...shown, focusedAt].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => virtual.measure(), [height, virtual]);
  useImperativeHandle(ref, () => ({ toTop: () => virtual.scrollToOffset(0) }), [virtual]);

  const focusRow = (id: string): boolean => {
    const row = list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] a`);
    row?.focus();
    return row != null;
  };
  // A row that was far away exists only after it was scrolled to.
  useEffect(() => {
    if (wanted.current !== null && focusRow(wanted.current)) wanted.current = null;
  });

  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const to = focusedAt < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, focusedAt + step));
    const id = rows[to]?.id;
    if (id === undefined) return;
    virtual.scrollToIndex(to);
    setFocused(id);
    if (!focusRow(id)) wanted.current = id;
  };

  return (
    <div
      ref={list}
      className={styles.rows}
      onScroll={({ currentTarget }) => onScrolled(currentTarget.scrollTop > height / 2)}
      onKeyDown={move}
      onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? null)}
      onBlur={() => {
        if (wanted.current === null) setFocused(null);
      }}
    >
      <ul className={styles.track} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const one = rows[index];
          return one === undefined ? null : (
            <li
              key={key}
              data-id={one.id}
              className={styles.slot}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
            >
              <Row one={one} me={me} selected={one.id === selectedId} timeZone={timeZone} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The ids in their order, the same list as long as it is the same order: for another one the places of two thousand rows are computed anew. */
function useOrder(rows: readonly IncidentSummary[]): readonly string[] {
  const order = useRef<readonly string[]>([]);
  const isSame = rows.length === order.current.length && rows.every(({ id }, at) => id === order.current[at]);
  if (!isSame) order.current = rows.map(({ id }) => id);
  return order.current;
}
