import { describe, expect, it } from '@jest/globals';
import { nameInitials } from './name-initials.js';

describe('the initials of a name', () => {
  it.each([
    ['周月娥', 'zye'],
    ['单雄信', 'sxx'],
    ['欧阳明', 'oym'],
    ['Anna 李', 'annal'],
    ['已删除·X', 'yscx'],
    ['', ''],
  ])('of %p are %p', (name, initials) => expect(nameInitials(name)).toBe(initials));
});
