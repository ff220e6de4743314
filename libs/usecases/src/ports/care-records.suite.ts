import { describe, expect, it } from '@jest/globals';
import { as, instant, type ContactId, type Instant, type SeniorId } from '@silverbell/kernel';
import type { CareRecords, ContactGroup } from './care-records.js';

/** One senior without contacts, and a second one in the same home. */
export interface ContactTown {
  readonly records: Pick<CareRecords, 'contactsFor'>;
  readonly mother: SeniorId;
  readonly father: SeniorId;
  readonly contact: (
    id: ContactId,
    of: SeniorId,
    entry: {
      readonly position: number;
      readonly notice: ContactGroup;
      readonly phone: string;
      readonly conflict?: boolean;
    },
  ) => Promise<void>;
  readonly consent: (of: SeniorId, givenAt: Instant, withdrawnAt: Instant | null) => Promise<void>;
}

const son = as<ContactId>('suite-son');
const daughter = as<ContactId>('suite-daughter');
const neighbour = as<ContactId>('suite-neighbour');

/** Which contacts may be notified, over any store of care records. */
export function promisesOfContacts(make: () => Promise<ContactTown>): void {
  describe('contactsFor', () => {
    it('lists contacts in the order of their lists, the first of each list marked', async () => {
      const { records, mother, contact } = await make();
      await contact(daughter, mother, { position: 2, notice: 'every-press', phone: '13800000002' });
      await contact(son, mother, { position: 1, notice: 'every-press', phone: '13800000001' });
      const found = await records.contactsFor([mother], 'every-press');
      expect(found.map(({ contactId, first }) => [contactId, first])).toEqual([
        [son, true],
        [daughter, false],
      ]);
    });

    it('leaves out a contact flagged for one of a couple, by number, with or without country code', async () => {
      const { records, mother, father, contact } = await make();
      await contact(son, mother, { position: 1, notice: 'every-press', phone: '+86 138 0000 0001', conflict: true });
      await contact(neighbour, father, { position: 1, notice: 'every-press', phone: '13800000001' });
      await contact(daughter, father, { position: 2, notice: 'every-press', phone: '13800000002' });
      const found = await records.contactsFor([mother, father], 'every-press');
      expect(found.map(({ contactId }) => contactId)).toEqual([daughter]);
    });

    it('leaves out the contacts of a senior whose consent was withdrawn, until it is given again', async () => {
      const { records, mother, contact, consent } = await make();
      await contact(son, mother, { position: 1, notice: 'every-press', phone: '13800000001' });
      await consent(mother, instant(1_000), instant(2_000));
      expect(await records.contactsFor([mother], 'every-press')).toEqual([]);
      await consent(mother, instant(3_000), null);
      expect(await records.contactsFor([mother], 'every-press')).toHaveLength(1);
    });
  });
}
