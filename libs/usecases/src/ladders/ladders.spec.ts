import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { FakeLadderBook } from '../fakes/ladder-book.fake.js';
import { FakeRegistry } from '../fakes/registry.fake.js';
import { promisesOfLadderEditing } from './ladder-book.suite.js';

/** As many prints as texts. */
const prints = new Map<string, string>();
const shortPrint = (text: string): string => {
  const print = prints.get(text) ?? `print-${String(prints.size)}`;
  prints.set(text, print);
  return print;
};

promisesOfLadderEditing(() => {
  const [county, village] = [as<RegionId>('county'), as<RegionId>('village')];
  const ladders = new FakeLadderBook(new Map([[village, county]]));
  ladders.people = { lead: ['王 班长'] };
  return Promise.resolve({
    deps: {
      ladders,
      registry: new FakeRegistry(),
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
