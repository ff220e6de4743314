import type { AlertKind } from '@silverbell/vocabulary';
import { isPlainText } from './bytes.js';
import { kindOfBeginning, kindsOfWord } from './kind-words.js';
import { readAlertKind, severityOf } from './kinds.js';
import type { Member } from './reader/tolerant.js';

/** What a message names as its kind. */
export interface ReportedKinds {
  /** The one that decides; `unspecified` when nothing is known. */
  readonly kind: AlertKind;
  /** Others that it names as well and that are alarms of their own. */
  readonly also: readonly AlertKind[];
  /** The words, where they are not simply the name of `kind`. */
  readonly word: string | null;
  readonly known: boolean;
  /** The word stood in a list. */
  readonly wrapped: boolean;
}

/** Where help must stay outside comes first: who is asked first must know it. */
const OUTSIDE_ONLY: ReadonlySet<AlertKind> = new Set(['smoke', 'heat', 'gas', 'carbon-monoxide']);
const SILENT: ReadonlySet<AlertKind> = new Set(['panic']);
/** Two messages in one happen; more kinds than this are noise. */
const MAX_ALSO = 3;
const rank = (kind: AlertKind): number => severityOf(kind) * 2 - (OUTSIDE_ONLY.has(kind) ? 1 : 0);

const valuesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]).slice(0, 8) : [value];

function kindsOf({ value, cut }: Pick<Member, 'value' | 'cut'>): readonly AlertKind[] {
  return valuesOf(value).flatMap((word) => {
    const kinds = kindsOfWord(word);
    if (kinds.length > 0 || !cut || typeof word !== 'string') return kinds;
    const begun = kindOfBeginning(word);
    return begun === null ? [] : [begun];
  });
}

/** A whole message of one word counts only for what pages now. */
const urgent = (kinds: readonly AlertKind[]): readonly AlertKind[] => kinds.filter((kind) => severityOf(kind) === 1);

/** Of several kinds those that count: what sounds before what is silent, a person before the state of a device, a name before "something". */
function decidingOf(kinds: readonly AlertKind[]): readonly AlertKind[] {
  const persons = kinds.filter((kind) => severityOf(kind) <= 2);
  const sounding = persons.filter((kind) => !SILENT.has(kind));
  const named = sounding.filter((kind) => kind !== 'unspecified');
  return [named, sounding, persons].find((some) => some.length > 0) ?? kinds;
}

/**
 * The kinds a message names: the values of its keys `kind`, else the one word it consists of. Named several, one that sounds decides about the sound
 * against one that is silent, and an alarm about a person leaves the state of a device to be shown only.
 */
export function readKinds(members: readonly Pick<Member, 'value' | 'cut'>[], bare: string | null): ReportedKinds {
  const found = bare === null ? members.flatMap(kindsOf) : urgent(kindsOfWord(bare));
  const distinct = [...new Set(found)];
  const words = (
    bare === null ? members.flatMap(({ value }) => valuesOf(value)) : found.length > 0 ? [bare] : []
  ).filter((word): word is string => isPlainText(word, 64));
  const [kind = 'unspecified', ...also] = [...decidingOf(distinct)].sort((a, b) => rank(a) - rank(b));
  const [only, second] = new Set(words);
  const word =
    second === undefined && (only === undefined || readAlertKind(only) === kind)
      ? null
      : [...new Set(words)].join(' / ').slice(0, 200);
  return {
    kind,
    also: also.slice(0, MAX_ALSO),
    word: word,
    known: found.length > 0,
    wrapped: members.some(({ value }) => Array.isArray(value)),
  };
}
