import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { as, type SeniorId } from '@silverbell/kernel';
import { listWith, listWithout } from './contact-list.js';
import type { ContactFile } from './port.js';

const contact = (id: string, position = 0): ContactFile => ({
  ...{ id, seniorId: as<SeniorId>('chen'), position, name: id, relation: '女儿', phone: '138', noticeLevel: 'at-risk' },
  ...{ canComeMinutes: null, mayDecide: false, conflict: false, guardianProof: null, timeZone: null, hours: null },
});
const list = (...ids: readonly string[]): readonly ContactFile[] => ids.map((id, n) => contact(id, n + 1));
const order = (contacts: readonly ContactFile[]): string =>
  contacts.map(({ id, position }) => `${String(position)}${id}`).join(' ');

describe('a contact list', () => {
  it('takes a contact at her position, and who stood there is rung after her', () => {
    expect(order(listWith(list('a', 'b'), contact('c'), 1))).toBe('1c 2a 3b');
    expect(order(listWith(list('a', 'b'), contact('c')))).toBe('1a 2b 3c');
    expect(order(listWith(list('a', 'b'), contact('c'), 99))).toBe('1a 2b 3c');
    expect(order(listWith(list('a', 'b', 'd'), contact('d'), 1))).toBe('1d 2a 3b');
    expect(order(listWithout(list('a', 'b', 'c'), 'b'))).toBe('1a 2c');
  });

  it('runs from 1 without gaps and keeps the order of the others, whatever is done', () => {
    const step = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.option(fc.integer({ min: -3, max: 9 })) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now: readonly ContactFile[] = [];
        for (const { id, at } of steps) {
          const others = now.filter((one) => one.id !== id).map((one) => one.id);
          now = at === null ? listWithout(now, id) : listWith(now, contact(id), at);
          expect(now.map(({ position }) => position)).toEqual(now.map((_, n) => n + 1));
          expect(now.filter((one) => one.id !== id).map((one) => one.id)).toEqual(others);
        }
      }),
    );
  });
});
