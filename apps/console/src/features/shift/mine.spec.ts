import { describe, expect, it } from '@jest/globals';
import type { TaskOnWire } from '@silverbell/wire';
import { takenByKind, untaken } from './mine.js';

const task = (kind: TaskOnWire['kind'], by: string | null, owner: TaskOnWire['owner'] = 'operator'): TaskOnWire =>
  ({ kind, owner, takenBy: by === null ? null : { id: by, name: by } }) as TaskOnWire;

describe('what waits for a person', () => {
  const tasks = [
    ...[task('call-back', 'me'), task('no-food', 'me'), task('call-back', 'me'), task('call-back', 'other')],
    ...[task('call-back', null), task('near-miss', null, 'lead')],
  ];

  it('is what she took, by kind, and nothing that another took', () => {
    expect([...takenByKind(tasks, 'me')]).toEqual([
      ['call-back', 2],
      ['no-food', 1],
    ]);
  });

  it('is, besides, what her role has to do and no person took yet', () => {
    expect([untaken(tasks, 'operator'), untaken(tasks, 'lead'), untaken(tasks, 'supervisor')]).toEqual([1, 1, 0]);
  });
});
