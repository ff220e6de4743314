import { describe } from '@jest/globals';
import { as, type ContactId, type HomeId, type SeniorId } from '@silverbell/kernel';
import { promisesOfContacts, promisesOfKeyHolders } from '../ports/care-records.suite.js';
import { comparedDigits } from '../facts/index.js';
import { FakeCareRecords } from './care-records.fake.js';

describe('FakeCareRecords', () => {
  promisesOfContacts(() => {
    const records = new FakeCareRecords();
    return Promise.resolve({
      records,
      mother: as<SeniorId>('mother'),
      father: as<SeniorId>('father'),
      contact: (id, of, { position, notice, phone, conflict = false }) => {
        const flags = { everyPress: notice === 'every-press', endingOnly: notice === 'ending-only' };
        records.contact(id, of, { position, phone, inConflict: conflict, ...flags });
        return Promise.resolve();
      },
      consent: (of, givenAt, withdrawnAt) => Promise.resolve(records.consent(of, givenAt, withdrawnAt)),
    });
  });

  promisesOfKeyHolders(() => {
    const records = new FakeCareRecords();
    const home = as<HomeId>('home');
    return Promise.resolve({
      records,
      home,
      key: (id, { phone = '13800000009', ...entry } = {}) => {
        records.key(id, home, { ...entry, hash: phone === null ? null : comparedDigits(phone) });
        return Promise.resolve();
      },
      flagged: (phone) => {
        records.contact(as<ContactId>('suite-flagged'), as<SeniorId>('mother'), { phone, inConflict: true });
        return Promise.resolve();
      },
    });
  });
});
