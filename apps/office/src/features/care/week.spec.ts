import { describe, expect, it } from '@jest/globals';
import type { AnswerOf, ServiceOrderOnWire } from '@silverbell/wire';
import type { Region } from '../../shared/regions/use-regions.js';
import type { Worker } from './care-day.js';
import {
  certificatesDue,
  choiceAfterMove,
  gapOf,
  isToReview,
  MOST_PAGES,
  readWeek,
  rowsOf,
  weekOf,
  workersIn,
} from './week.js';

const order = (id: string, more: Partial<ServiceOrderOnWire> = {}): ServiceOrderOnWire =>
  ({
    ...{ id, state: 'planned', workerId: null, secondWorkerId: null, worker: null, marks: [], review: null },
    ...{ plannedStart: '2026-10-15T01:00:00.000Z', plannedEnd: '2026-10-15T02:30:00.000Z', ...more },
  }) as ServiceOrderOnWire;
const worker = (id: string, regionId: string, ...untils: readonly string[]): Worker =>
  ({ id, name: id, regionId, certificates: untils.map((until) => ({ kind: 'health', until })) }) as unknown as Worker;

describe('the week of a board', () => {
  it('goes from Monday to Sunday, over the end of a year as well', () => {
    expect([weekOf('2026-10-12'), weekOf('2026-10-18')].map((days) => [days[0], days[6]])).toEqual([
      ['2026-10-12', '2026-10-18'],
      ['2026-10-12', '2026-10-18'],
    ]);
    expect(weekOf('2027-01-01')[0]).toBe('2026-12-28');
    expect(['', 'next', '2026-13-01', '2026-1-1'].map(weekOf)).toEqual([[], [], [], []]);
  });

  it('is read to its last page, without cancelled and void orders', async () => {
    const asked: (string | undefined)[] = [];
    const pages = [
      { items: [order('a'), order('b', { state: 'cancelled' })], nextCursor: 'after-b' },
      { items: [order('c', { state: 'void' }), order('d')], nextCursor: null },
    ];
    const read = (cursor: string | undefined) => {
      asked.push(cursor);
      return Promise.resolve(pages[asked.length - 1] as AnswerOf<'serviceOrders'>);
    };
    const { orders, isCut } = await readWeek(read);
    expect([asked, orders.map(({ id }) => id), isCut]).toEqual([[undefined, 'after-b'], ['a', 'd'], false]);
  });

  it('stops at its limit, and says so', async () => {
    let pages = 0;
    const endless = () => {
      pages += 1;
      return Promise.resolve({ today: '2026-10-15', items: [order(String(pages))], nextCursor: String(pages) });
    };
    expect((await readWeek(endless)).isCut).toBe(true);
    expect(pages).toBe(MOST_PAGES);
  });
});

describe('the rows of a board', () => {
  it('are one for no worker, one for each worker, and one for each who only stands in an order', () => {
    const orders = [
      order('open'),
      order('hers', { workerId: 'sun', worker: { id: 'sun', name: '孙晓燕' } }),
      order('two', { workerId: 'left', worker: { id: 'left', name: '钱丽华' }, secondWorkerId: 'sun' }),
    ];
    const rows = rowsOf(orders, [worker('sun', 'town')]);
    expect(rows.map(({ id, file, orders: of }) => [id, file !== null, of.map((one) => one.id)])).toEqual([
      [null, false, ['open']],
      ['sun', true, ['hers', 'two']],
      ['left', false, ['two']],
    ]);
  });

  it('of an area are its workers and those with an order in it, region by region', () => {
    const regions = [
      { id: 'county', parentId: null },
      { id: 'town', parentId: 'county' },
      { id: 'village', parentId: 'town' },
      { id: 'other', parentId: 'county' },
    ] as Region[];
    const workers = [worker('a', 'village'), worker('b', 'other'), worker('c', 'town'), worker('d', 'other')];
    const of = (area: string) =>
      workersIn(area, { workers, regions, orders: [order('x', { workerId: 'd' })] }).map(({ id }) => id);
    expect(of('')).toEqual(['c', 'a', 'b', 'd']);
    expect(of('town')).toEqual(['c', 'a', 'd']);
  });

  it('count what waits for a worker, in orders and hours', () => {
    expect(gapOf([order('a'), order('b'), order('c', { state: 'missed' })])).toEqual({ n: 2, hours: 3 });
  });
});

describe('what a board marks', () => {
  it('is a certificate that has ended or ends within 30 days', () => {
    const of = worker('a', 'town', '2026-10-14', '2026-11-14', '2026-11-15');
    expect(certificatesDue(of, '2026-10-15').map(({ until }) => until)).toEqual(['2026-10-14', '2026-11-14']);
    expect(certificatesDue(of, '')).toEqual([]);
  });

  it('is a manual or later entry of a visit that ended and was not reviewed', () => {
    const marked = [
      order('a', { marks: ['manual'], state: 'finished' }),
      order('b', { marks: ['back-entry'], state: 'confirmed-silent' }),
      order('c', { marks: ['manual'], state: 'confirmed', review: 'pass' }),
      order('d', { marks: ['manual'], state: 'started' }),
      order('e', { marks: ['late-upload'], state: 'finished' }),
    ];
    expect(marked.filter(isToReview).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('an order that is moved to another row', () => {
  const alone = { workerId: 'a', secondWorkerId: null };
  const two = { workerId: 'a', secondWorkerId: 'b' };
  it.each([
    ['without a worker', { workerId: null, secondWorkerId: null }, null, 'c', { workerId: 'c' }],
    ['from the only worker', alone, 'a', 'c', { workerId: 'c' }],
    ['from the first of two', two, 'a', 'c', { workerId: 'c', secondWorkerId: 'b' }],
    ['from the second of two', two, 'b', 'c', { workerId: 'a', secondWorkerId: 'c' }],
    ['to its own worker', alone, 'a', 'a', null],
    ['to the other of two', two, 'a', 'b', null],
  ])('%s', (_, before, from, to, choice) => {
    expect(choiceAfterMove(before, from, to)).toEqual(choice);
  });
});
