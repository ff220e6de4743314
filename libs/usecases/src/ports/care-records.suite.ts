import { describe, expect, it } from '@jest/globals';
import { as, instant, type ContactId, type HomeId, type Instant, type SeniorId } from '@silverbell/kernel';
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

/** A home without keys, one person in it. */
export interface KeyTown {
  readonly records: Pick<CareRecords, 'keyHoldersFor'>;
  readonly home: HomeId;
  readonly key: (
    id: string,
    entry?: {
      readonly phone?: string | null;
      readonly consentUse?: boolean;
      readonly fits?: boolean | null;
    },
  ) => Promise<void>;
  /** A contact of the person who lives there, flagged. */
  readonly flagged: (phone: string) => Promise<void>;
}

/** Who may be asked to bring a key, over any store of care records (H17). */
export function promisesOfKeyHolders(make: () => Promise<KeyTown>): void {
  describe('keyHoldersFor', () => {
    it('lists those with a number and consent, keys that are known to fit first', async () => {
      const { records, home, key } = await make();
      await key('suite-key-1', { fits: null });
      await key('suite-key-2', { fits: true, phone: '13800000008' });
      await key('suite-key-3', { fits: false });
      await key('suite-key-4', { phone: null });
      await key('suite-key-5', { consentUse: false });
      expect(await records.keyHoldersFor(home)).toEqual([{ key: 'key:suite-key-2' }, { key: 'key:suite-key-1' }]);
    });

    it('names a person who keeps two keys once', async () => {
      const { records, home, key } = await make();
      await key('suite-key-1', { phone: '13800000001' });
      await key('suite-key-2', { phone: '+86 138 0000 0001' });
      expect(await records.keyHoldersFor(home)).toEqual([{ key: 'key:suite-key-1' }]);
    });

    it('leaves out the number of a contact who is flagged, however it is written (H10)', async () => {
      const { records, home, key, flagged } = await make();
      await key('suite-key-1', { phone: '13800000001' });
      await flagged('+86 138 0000 0001');
      expect(await records.keyHoldersFor(home)).toEqual([]);
    });

    it('knows none of another home', async () => {
      const { records, key } = await make();
      await key('suite-key-1');
      expect(await records.keyHoldersFor(as<HomeId>('suite-elsewhere'))).toEqual([]);
    });
  });
}

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
