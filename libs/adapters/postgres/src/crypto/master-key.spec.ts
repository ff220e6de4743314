import { describe, expect, it } from '@jest/globals';
import { freshKey, masterKeyFrom, open, seal } from './master-key.js';

describe('a sealed text', () => {
  const key = freshKey();
  const text = Buffer.from('老人说没事');

  it('opens with its key and its name', () => {
    expect(open(key, seal(key, text, 'text-1'), 'text-1')?.toString()).toBe('老人说没事');
  });

  it('does not open with another key', () => {
    expect(open(freshKey(), seal(key, text, 'text-1'), 'text-1')).toBeNull();
  });

  it('does not open in the place of another text', () => {
    expect(open(key, seal(key, text, 'text-1'), 'text-2')).toBeNull();
  });

  it('does not open when a byte was changed or lost', () => {
    const sealed = seal(key, text, 'text-1');
    sealed.writeUInt8(sealed.readUInt8(30) ^ 1, 30);
    expect(open(key, sealed, 'text-1')).toBeNull();
    expect(open(key, sealed.subarray(0, 9), 'text-1')).toBeNull();
  });

  it('never looks the same twice', () => {
    expect(seal(key, text, 'text-1').equals(seal(key, text, 'text-1'))).toBe(false);
  });
});

describe('the master key', () => {
  it('is the same for the same secret and another for another', () => {
    expect(masterKeyFrom('one')).toEqual(masterKeyFrom('one'));
    expect(masterKeyFrom('one')).not.toEqual(masterKeyFrom('two'));
    expect(masterKeyFrom('one')).toHaveLength(32);
  });
});
