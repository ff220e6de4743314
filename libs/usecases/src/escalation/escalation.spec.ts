import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { FakeLadderStore } from '../fakes/ladder-store.fake.js';
import { FakeCareRecords } from '../fakes/care-records.fake.js';
import { promisesOfLadderEditing } from './ladder-store.suite.js';

/** As many prints as texts. */
const prints = new Map<string, string>();
const shortPrint = (text: string): string => {
  const print = prints.get(text) ?? `print-${String(prints.size)}`;
  prints.set(text, print);
  return print;
};

promisesOfLadderEditing(() => {
  const [county, village] = [as<RegionId>('county'), as<RegionId>('village')];
  const ladders = new FakeLadderStore(new Map([[village, county]]));
  ladders.people = { lead: ['王 班长'] };
  return Promise.resolve({
    deps: {
      ladders,
      registry: new FakeCareRecords(),
      clock: new FixedClock(),
      newId: countedIds(),
      fingerprint: shortPrint,
      breathe: () => Promise.resolve(),
    },
    county,
    village,
    author: as<AccountId>('author'),
    second: as<AccountId>('second'),
    third: as<AccountId>('third'),
  });
});
