import { describe, expect, it } from '@jest/globals';
import { as, type CallId } from '@silverbell/kernel';
import { ManualTelephony, telLink } from './manual.telephony.js';

const callId = as<CallId>('call-1');

describe('a call without an exchange', () => {
  it('shows the operator the number as it is registered, and a link that dials it', async () => {
    const placed = await new ManualTelephony().call({ callId, party: 'senior', number: ' 010-5555 0101 ' });
    expect(placed).toEqual({ how: 'dial-yourself', callId, number: '010-5555 0101', link: 'tel:01055550101' });
  });

  it('refuses what nobody can dial, in a sentence and not by an exception', async () => {
    expect(await new ManualTelephony().call({ callId, party: 'other', number: '同上' })).toMatchObject({
      refused: 'number-unreadable',
    });
  });
});

describe('the link of a number', () => {
  it.each([
    ['120', 'tel:120'],
    ['12349', 'tel:12349'],
    ['+86 10 5555 0101', 'tel:+861055550101'],
    ['(0571) 5555-0101', 'tel:057155550101'],
    ['１３０００００００００', 'tel:13000000000'],
    ['010-55550101转802', 'tel:01055550101;ext=802'],
    ['010 5555 0101 ext. 7', 'tel:01055550101;ext=7'],
  ])('reads %s', (number, link) => {
    expect(telLink(number)).toBe(link);
  });

  it.each([
    '',
    '12',
    'javascript:alert(1)',
    '120;phone-context=evil',
    '010转',
    '1转2转3',
    '+',
    '++861',
    '010-5555-0101,,,9#1',
  ])('refuses "%s"', (number) => {
    expect(telLink(number)).toBeNull();
  });
});
