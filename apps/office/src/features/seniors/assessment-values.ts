import type { AnswerOf } from '@silverbell/wire';
import type { FieldValue } from '../../shared/form/field.js';

export type Assessment = AnswerOf<'assessments'>['items'][number];
type Values = Readonly<Record<string, FieldValue>>;

const textOf = (values: Values, key: string): string => String(values[key] ?? '').trim();
/** Each line as its first word and the rest of it. */
const pairsOf = (text: string): readonly (readonly [string, string])[] =>
  text
    .split('\n')
    .map((line) => line.normalize('NFKC').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [first = '', ...rest] = line.split(/[\s,、:]+/);
      return [first, rest.join(' ')] as const;
    });

/** As it is sent; a score that is no number is none, to be refused by name. */
export const assessmentBody = (values: Values) => ({
  ...{ scheme: textOf(values, 'scheme'), schemeVersion: textOf(values, 'schemeVersion') },
  ...{ level: Number(values['level']), on: textOf(values, 'on'), validUntil: textOf(values, 'validUntil') },
  assessors: [
    ...([1, 2] as const).map((n) => ({
      name: textOf(values, `name${String(n)}`),
      office: textOf(values, `office${String(n)}`),
    })),
    ...pairsOf(textOf(values, 'others')).map(([name, office]) => ({ name, office })),
  ],
  scores: Object.fromEntries(pairsOf(textOf(values, 'scores')).map(([item, score]) => [item, scoreOf(score)])),
});
const scoreOf = (written: string): number => (written === '' ? NaN : Number(written));

/** `进食 5、洗澡 3` of the scores that are on file. */
export const scoresInWords = ({ scores }: Pick<Assessment, 'scores'>, and: string): string =>
  Object.entries(scores)
    .map(([item, score]) => `${item} ${String(score)}`)
    .join(and);
