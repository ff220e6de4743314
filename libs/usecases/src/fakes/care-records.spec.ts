import { describe } from '@jest/globals';
import { as, type SeniorId } from '@silverbell/kernel';
import { promisesOfContacts } from '../ports/care-records.suite.js';
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
});
