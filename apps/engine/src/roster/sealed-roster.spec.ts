import { describe, expect, it } from '@jest/globals';
import { openRoster, sealRoster, UnreadableRoster } from './sealed-roster.js';

describe('the sealed roster', () => {
  const sealed = sealRoster('<p>陈</p>', 'a passphrase');

  it('is opened with nothing but the file and the passphrase', () => {
    expect(openRoster(sealed, 'a passphrase')).toBe('<p>陈</p>');
  });

  it('shows no name in the file', () => {
    expect(sealed.includes('陈')).toBe(false);
  });

  it('is not opened by another passphrase, nor after it was changed, nor is another file', () => {
    const changed = Buffer.from(sealed);
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    expect(() => openRoster(sealed, 'another')).toThrow(UnreadableRoster);
    expect(() => openRoster(changed, 'a passphrase')).toThrow(UnreadableRoster);
    expect(() => openRoster(Buffer.from('something else entirely, and long enough to be one'), 'x')).toThrow(
      UnreadableRoster,
    );
  });
});
