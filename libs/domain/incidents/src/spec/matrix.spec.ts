import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CELLS, matrixTable, outcomeOf, ROWS, type Cell, type Outcome } from './matrix.js';

const WRITTEN_BY_THE_OWNER = [
  'give-verdict real',
  'give-verdict false-alarm',
  'set-destination',
  'make-offers wave',
  'make-offers named',
  'hold',
  'record-call',
  'record-agency-call',
  'decide-emergency',
  'close reassured',
];

/** What must come of it, written by hand from the safety case; the code is asked separately. */
function expected(name: string, { attention, verdict, response }: Cell): Outcome {
  const onTheWay = response === 'underway' || response === 'on-scene';
  if (attention === 'colleague’s' && WRITTEN_BY_THE_OWNER.includes(name)) return 'already-attended';
  switch (name) {
    case 'attend':
      return attention === 'mine' ? 'stays quiet' : attention === 'waiting' ? 'does' : 'already-attended';
    case 'release':
      return attention === 'mine' ? 'does' : attention === 'waiting' ? 'not-attended' : 'already-attended';
    case 'take-over':
      return attention === 'mine' ? 'stays quiet' : attention === 'waiting' ? 'does' : 'lead-only';
    case 'give-verdict real':
      return verdict === 'real' && attention === 'mine' ? 'stays quiet' : 'does';
    case 'give-verdict false-alarm': // nobody spoke with her, nobody saw her
    case 'close reassured':
      return 'proof-missing';
    case 'roll-call': // only an outage has names
      return 'name-not-listed';
    case 'make-offers wave':
      return response === 'searching' ? 'wave-running' : response === 'on-scene' ? 'already-on-scene' : 'does';
    case 'hold':
      return onTheWay ? 'does' : 'hold-needs-contact';
    case 'accept':
      return response === 'none' ? 'not-found' : response === 'searching' ? 'does' : 'stays quiet';
    case 'accept by another':
      return response === 'none' ? 'not-found' : response === 'searching' ? 'does' : 'offer-taken';
    case 'decline':
      return response === 'none' ? 'not-found' : response === 'searching' ? 'does' : 'offer-accepted';
    case 'depart':
      return !onTheWay ? 'not-found' : response === 'underway' ? 'does' : 'stays quiet';
    case 'arrive':
      return !onTheWay ? 'not-found' : response === 'underway' ? 'does' : 'stays quiet';
    case 'finish':
      return !onTheWay ? 'not-found' : response === 'underway' ? 'not-arrived' : 'does';
    case 'report-scene':
    case 'withdraw':
      return onTheWay ? 'does' : 'not-found';
    case 'stop-helper': // whoever was never asked has nothing to lose
      return response === 'none' ? 'stays quiet' : 'does';
    default:
      return 'does';
  }
}

describe('every attention × verdict × response × command', () => {
  it.each(ROWS.map((row) => [row.name, row] as const))('%s does, refuses or stays quiet as written', (name, row) => {
    const wrong = CELLS.filter((cell) => outcomeOf(row, cell) !== expected(name, cell)).map((cell) => ({
      ...cell,
      is: outcomeOf(row, cell),
      expected: expected(name, cell),
    }));
    expect(wrong).toEqual([]);
  });

  it('is the table of the README', () => {
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(matrixTable());
  });
});
