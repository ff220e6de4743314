/* eslint-disable @nx/enforce-module-boundaries -- web apps have no entry for others; this spec alone reads their texts, to hold each code to one word */
import { describe, expect, it } from '@jest/globals';
import * as labels from '@silverbell/vocabulary';
import * as family from '../../apps/family/src/shared/messages.js';
import * as helper from '../../apps/helper/src/shared/messages.js';
import * as office from '../../apps/office/src/app/messages.js';
import * as pendant from '../../apps/pendant/src/shared/messages.js';
import { en, zh } from '../../apps/console/src/app/messages.js';
import * as ui from '../../libs/web/ui/src/messages.js';

type Words = { readonly [key: string]: string | Words };
type Table = Readonly<Record<string, labels.Label>>;

const tables = Object.entries(labels as Readonly<Record<string, unknown>>).filter((entry): entry is [string, Table] =>
  /_(LABELS|MARKS)$/.test(entry[0]),
);

/** Sentences for codes of the log, signs on a map and lamps: no names of a list, whatever keys they share with one. */
const NO_NAMES: Readonly<Record<string, readonly string[]>> = {
  'console.rollCall.place': ['OUTAGE_PLACE_TYPE_LABELS'],
  'console.classes.practice': ['OUTCOME_LABELS', 'PRACTICE_MARKS'],
  'office.firstRun': ['READINESS_PART_LABELS', 'TASK_STATE_LABELS'],
  'office.installer': ['TASK_STATE_LABELS'],
  'office.menu': ['EXPORT_LIST_LABELS'],
  'office.todo.work': ['DEVICE_WORK_LABELS'],
  'office.todo.papers': ['HELPER_CERTIFICATE_LABELS'],
  'office.seniors': ['REVEAL_FIELD_LABELS', 'VISIT_EXCUSE_LABELS'],
  'family.joining': ['TASK_STATE_LABELS'],
  'office.seniors.happened': ['AUDIT_SUBJECT_KIND_LABELS'],
  // channels of the outbox, inside a sentence of the log
  'console.channel': ['HELPER_CHANNEL_LABELS'],
  'console.places.sign': ['DESTINATION_CHOICE_LABELS'],
};

/** A block of a page's own words that gives most of a list's codes, or is made of little else, other words than its labels. */
function saidTwice(page: string, words: Words): string[] {
  const keys = Object.keys(words);
  const here = tables.flatMap(([name, table]) => {
    const shared = keys.filter((key) => typeof words[key] === 'string' && Object.hasOwn(table, key));
    // A sentence with a place to fill in is no name.
    const isName = (key: string): boolean => !String(words[key]).includes('{{');
    const isLabel = (key: string): boolean => words[key] === table[key]?.['zh-CN'] || words[key] === table[key]?.en;
    const differs = shared.filter((key) => isName(key) && !isLabel(key));
    const isThatList =
      shared.length >= 2 && (shared.length > keys.length / 2 || shared.length === Object.keys(table).length);
    const allowed = NO_NAMES[page]?.includes(name) === true;
    return isThatList && !allowed ? differs.map((key) => `${page}.${key}: ${String(words[key])} | ${name}`) : [];
  });
  return [...here, ...keys.flatMap((key) => within(page, key, words[key]))];
}
const within = (page: string, key: string, value: string | Words | undefined): string[] =>
  typeof value === 'object' ? saidTwice(`${page}.${key}`, value) : [];

describe('one label per code', () => {
  it.each([
    ['console', zh, en],
    ['helper', helper.zh, helper.en],
    ['family', family.zh, family.en],
    ['office', office.zh, office.en],
    ['pendant', pendant.zh, pendant.en],
    ['ui', ui.zh, ui.en],
  ] as const)('the %s names no list of codes in other words than its labels', (page, chinese, english) => {
    expect([...saidTwice(page, chinese), ...saidTwice(page, english)]).toEqual([]);
  });

  it('would find a list that is named twice', () => {
    const doubt = { 'clock-skew': '钟不准', 'no-position': '没有定位', 'no-id': '信号无编号' };
    expect(saidTwice('page', { doubt })).toEqual([
      'page.doubt.clock-skew: 钟不准 | DOUBT_LABELS',
      'page.doubt.no-position: 没有定位 | DOUBT_LABELS',
    ]);
  });
});
