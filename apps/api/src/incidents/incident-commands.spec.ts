import { describe, expect, it } from '@jest/globals';
import { DESTINATION_REASONS } from '@silverbell/vocabulary';
import { fakeAccount } from '../auth/account.fake.js';
import { actorOf } from './incident.service.js';
import { codeOrText } from './incident-commands.controller.js';

describe('a reason', () => {
  it('of the closed list is kept as its code', () => {
    expect(codeOrText('senior-said', DESTINATION_REASONS)).toEqual({ code: 'senior-said', words: null });
  });

  it('in free words stands beside "operator judgement", and never in the event', () => {
    expect(codeOrText('她在女儿家', DESTINATION_REASONS)).toEqual({ code: 'operator-judgement', words: '她在女儿家' });
  });
});

describe('who acts on a case', () => {
  it('is recorded by her role', () => {
    expect(actorOf(fakeAccount('lead'))).toEqual({ kind: 'lead', id: 'a-1' });
    expect(actorOf(fakeAccount('operator')).kind).toBe('operator');
  });

  it.each(['admin', 'supervisor', 'auditor', 'helper'] as const)('is never %s', (role) => {
    expect(() => actorOf(fakeAccount(role))).toThrow('not-allowed');
  });
});
