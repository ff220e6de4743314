import { expect, it } from '@jest/globals';
import { previewFields } from './preview-fields.js';

it('a preview shows the fields that some row fills, in the order of the template', () => {
  const fields = ['name', 'phone', 'address'].map((name) => ({ name, heading: name.toUpperCase() }));
  const row = (...filled: string[]) => ({
    preview: { change: 'new' as const, makes: [], differs: [], values: filled.map((field) => ({ field, value: 'x' })) },
  });
  expect(previewFields(fields, [row('address'), {}, row('address', 'name')]).map(({ name }) => name)).toEqual([
    ...['name', 'address'],
  ]);
});
