import { describe, expect, it } from '@jest/globals';
import { dateOf, isEmpty, numberOrNone, orNone, tidy, wrongWith } from './field.js';
import { mergeOf } from './merge.js';
import { NO_PLACE, pasted, pointOf, typedInto } from './place.js';

describe('a field of a form', () => {
  it.each([
    ['19471112', '1947-11-12'],
    ['1947.11.2', '1947-11-02'],
    ['1947年3月12日', '1947-03-12'],
    ['１９４７-11-12 ', '1947-11-12'],
    ['去年', '去年'],
  ])('takes the date %j as %j', (written, date) => {
    expect(dateOf(written)).toBe(date);
  });

  it('loses blanks and full-width digits as a number, and nothing as a password', () => {
    expect(tidy({ kind: 'phone' }, ' １３８００１３８０００ ')).toBe('13800138000');
    expect(tidy({ kind: 'password' }, ' a b ')).toBe(' a b ');
  });

  it('is left out of the body when nothing was written', () => {
    expect([orNone(''), orNone('x'), numberOrNone(''), numberOrNone('3'), numberOrNone('x')]).toEqual([
      ...[undefined, 'x', undefined, 3, undefined],
    ]);
    expect([isEmpty(''), isEmpty([]), isEmpty(false), isEmpty(NO_PLACE)]).toEqual([true, true, false, true]);
  });
});

describe('coordinates', () => {
  it('are taken as map pages copy them, whichever comes first', () => {
    expect(pasted('30.25, 119.03')).toEqual({ lat: '30.25', lng: '119.03' });
    expect(pasted('119.03，30.25')).toEqual({ lat: '30.25', lng: '119.03' });
    expect(pasted('东经')).toBeNull();
  });

  it('are no place until both are numbers on the globe', () => {
    expect(pointOf({ ...NO_PLACE, lat: '30.25', lng: '119.03' })).toEqual({ lat: 30.25, lng: 119.03 });
    for (const [lat, lng] of [
      ['', '119'],
      ['x', '119'],
      ['91', '119'],
    ] as const)
      expect(pointOf({ ...NO_PLACE, lat, lng })).toBeNull();
  });
});

describe('a position that is typed', () => {
  const typed = (words: string) => typedInto(NO_PLACE, words);

  it.each(['30.25', '30.25;119.03', '30,25 119,03', '东经119.03 北纬30.25', '30.25,1199.03', '200,100'])(
    'as %j is no place and not nothing: the form is not sent, and keeps the words',
    (words) => {
      for (const required of [true, false]) expect(wrongWith({ required }, typed(words))).toBe('place.unreadable');
      expect(typedInto(typed(words), '30.25,119.03')).toEqual(typed('30.25,119.03'));
    },
  );

  it('and emptied again is nothing; a place that can be read is sent', () => {
    const emptied = typedInto(typed('30.25'), ' ');
    expect([wrongWith({}, emptied), wrongWith({ required: true }, emptied)]).toEqual([null, 'form.required']);
    expect(wrongWith({ required: true }, typed('30.25,119.03'))).toBeNull();
  });
});

describe('two people at one record', () => {
  it('are asked field by field where values differ; the change of one side is proposed', () => {
    const before = { name: '周', phone: '000-1', note: 'a', flags: ['x'] };
    const mine = { name: '周月娥', phone: '000-1', note: 'b', flags: ['x'] };
    const theirs = { name: '周', phone: '000-2', note: 'c', flags: ['x'] };
    expect(mergeOf(before, mine, theirs)).toEqual({
      differing: ['name', 'phone', 'note'],
      proposed: { name: 'mine', phone: 'theirs', note: 'mine' },
    });
  });
});
