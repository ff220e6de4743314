import { describe, expect, it } from '@jest/globals';
import { hours, instant } from '@silverbell/kernel';
import { ROLES, TASK_KINDS, WORRY_FLAGS, type Role, type TaskKind } from '@silverbell/vocabulary';
import { dueOf, ownerOfTask, rolesThatDo, rolesThatSee } from './task.js';

/** Written by hand: who may see what a helper told. */
const SEE: Readonly<Record<TaskKind, string>> = {
  confused: 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'no-food': 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'cold-or-hot': 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'fire-risk': 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'self-neglect': 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'abuse-suspected': 'lead protection-officer',
  'service-requested': 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'frequent-presses': 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'chattering-device': 'operator lead supervisor community-officer township-officer county-officer protection-officer',
  'call-back': 'operator lead supervisor',
  'near-miss': 'lead supervisor',
  'protected-referral': 'protection-officer',
};

describe('who may see a task', () => {
  const pairs = TASK_KINDS.flatMap((kind) => ROLES.map((role) => [kind, role] as const));
  it.each(pairs)('%s by %s is as the table says (H10, H16)', (kind, role) => {
    expect(rolesThatSee(kind).includes(role)).toBe(SEE[kind].split(' ').includes(role));
  });

  it.each(WORRY_FLAGS)('%s is never for helpers, relatives or providers', (flag) => {
    const outside: readonly Role[] = ['helper', 'family', 'provider-manager', 'institution-clerk', 'installer'];
    expect(outside.filter((role) => rolesThatSee(flag).includes(role))).toEqual([]);
  });

  it.each(TASK_KINDS)('%s is done by those alone who see it', (kind) => {
    expect(rolesThatDo(kind).filter((role) => !rolesThatSee(kind).includes(role))).toEqual([]);
    expect(rolesThatDo(kind).length).toBeGreaterThan(0);
  });
});

describe('the term of a task', () => {
  const at = instant(Date.UTC(2026, 10, 29, 6));
  it.each(TASK_KINDS)('%s has an owner and a term, which a region may change', (kind) => {
    expect(ownerOfTask(kind)).toMatch(/officer|operator|lead/);
    expect(dueOf(kind, {}, at)).toBeGreaterThan(at);
    expect(dueOf(kind, { [`tasks.${kind}.withinH`]: 7 }, at)).toBe(at + hours(7));
  });
});
