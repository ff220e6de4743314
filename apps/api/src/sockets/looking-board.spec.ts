import { describe, expect, it } from '@jest/globals';
import { as, type RegionId } from '@silverbell/kernel';
import { LookingBoard } from './looking-board.js';

const HOLDS_MS = 30_000;
const place = { regionId: as<RegionId>('village'), practice: null };
const wang = { id: 'wang', name: '王芳' };
const li = { id: 'li', name: '李某' };
const at = (incidentId: string, person = wang) => ({ incidentId, person, place });

const rig = () => {
  const board = new LookingBoard<string>(HOLDS_MS);
  const shown = (incidentId: string) => board.at(incidentId).map(({ id }) => id);
  return { board, shown };
};

describe('the board of who looks at a case', () => {
  it('shows who has the case on the screen, and nobody once she went to another or to none', () => {
    const { board, shown } = rig();
    expect(board.says('page', at('i-1'), 0)).toEqual(['i-1']);
    expect(shown('i-1')).toEqual(['wang']);
    expect(board.says('page', at('i-2'), 1)).toEqual(['i-1', 'i-2']);
    expect([shown('i-1'), shown('i-2')]).toEqual([[], ['wang']]);
    expect(board.says('page', null, 2)).toEqual(['i-2']);
    expect([shown('i-2'), [...board.casesHere]]).toEqual([[], []]);
  });

  it('nothing changes when she says it again, or when somebody who looked at nothing leaves', () => {
    const { board } = rig();
    board.says('page', at('i-1'), 0);
    expect(board.says('page', at('i-1'), 10_000)).toEqual([]);
    expect(board.says('another page', null, 10_000)).toEqual([]);
  });

  it('forgets a page that was silent for as long as its word holds, and keeps one that said it again', () => {
    const { board, shown } = rig();
    board.says('hers', at('i-1'), 0);
    board.says('his', at('i-1', li), 0);
    board.says('his', at('i-1', li), 20_000);
    expect(board.lapse(HOLDS_MS - 1)).toEqual({ here: [], elsewhere: [] });
    expect(board.lapse(HOLDS_MS)).toEqual({ here: ['i-1'], elsewhere: [] });
    expect(shown('i-1')).toEqual(['li']);
  });

  it('shows a person once, with however many pages and at however many replicas she looks', () => {
    const { board, shown } = rig();
    board.says('one tab', at('i-1'), 0);
    board.says('another tab', at('i-1'), 0);
    board.heard('replica', 'i-1', [li, wang], 0);
    expect(shown('i-1')).toEqual(['li', 'wang']);
    expect(board.here('i-1')).toEqual([wang]);
    board.says('one tab', null, 1);
    expect(shown('i-1')).toEqual(['li', 'wang']);
  });

  it('takes what a replica says as the whole of it: whoever is not in it looks no more', () => {
    const { board, shown } = rig();
    expect(board.heard('replica', 'i-1', [li, wang], 0)).toBe(true);
    expect(board.heard('replica', 'i-1', [wang, li], 1)).toBe(false);
    expect(board.heard('replica', 'i-1', [wang], 2)).toBe(true);
    expect(shown('i-1')).toEqual(['wang']);
    expect(board.heard('replica', 'i-1', [], 3)).toBe(true);
    expect(shown('i-1')).toEqual([]);
    expect(board.heard('replica', 'i-1', [], 4)).toBe(false);
  });

  it('a replica that died takes its people with it when their time is over; those of the others stay', () => {
    const { board, shown } = rig();
    board.heard('dead', 'i-1', [wang], 0);
    board.heard('alive', 'i-1', [li], 0);
    board.heard('alive', 'i-1', [li], 25_000);
    expect(board.lapse(HOLDS_MS)).toEqual({ here: [], elsewhere: ['i-1'] });
    expect(shown('i-1')).toEqual(['li']);
  });
});
