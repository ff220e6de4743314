import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { labelOf, language } from '@silverbell/web-ui';
import { ambulanceWords } from '../../shared/places/ambulance-words.js';

/** A line of what is read to the crew; `what` is the name of its row. */
export interface ReadOutRow {
  readonly what: 'place' | 'people' | 'state' | 'history' | 'entry' | 'meets';
  readonly say: readonly string[];
}

const filled = (parts: readonly (string | null | undefined)[]): string[] =>
  parts.filter((part): part is string => part !== null && part !== undefined && part !== '');

/** Answers of the protocol card that tell the crew something: what was said, in the words of the card. */
function answersOf({ protocol }: Incident): string[] {
  return protocol.flatMap(({ card, cardVersion, question, answer }) => {
    const asked = labels.protocolQuestionOf(card, cardVersion, question);
    const choice = asked?.choices.find(({ code }) => code === answer);
    return choice === undefined || ['who', 'ambulance', 'police'].includes(question) ? [] : [choice.label[language()]];
  });
}

/** Who is there or on the way and can lead the crew to the door, the one who arrived first. */
export const meetsCrew = ({ response }: Incident): string[] =>
  (['arrived', 'departed', 'accepted'] as const).flatMap((state) =>
    response.assignments
      .filter((one) => one.state === state)
      .map(({ helper }) => `${helper.name}（${labelOf(labels.ASSIGNMENT_STATE_LABELS, state)}）`),
  );

/** Place first, then who, what, what is known of her, how the crew comes in and who meets it (H16). What is not on file is not there. */
export function readOutOf(incident: Incident): readonly ReadOutRow[] {
  const { person, destination, home, kinds, regionName } = incident;
  const address = person?.home?.address ?? home?.label;
  const elsewhere =
    destination === null || destination.choice === 'home'
      ? null
      : `${labelOf(labels.DESTINATION_CHOICE_LABELS, destination.choice)} ${destination.label} ${destination.lat.toFixed(5)}, ${destination.lng.toFixed(5)}`;
  const people = person?.people ?? [];
  const rows: ReadOutRow[] = [
    { what: 'place', say: filled([elsewhere, address === undefined ? null : `${regionName} ${address}`]) },
    {
      what: 'people',
      say: people.map((one) =>
        filled([one.name, one.sex === null ? null : labelOf(labels.GENDER_LABELS, one.sex), ageOf(one.age)]).join(
          ' · ',
        ),
      ),
    },
    { what: 'state', say: [...kinds.map((kind) => labelOf(labels.ALERT_KIND_LABELS, kind)), ...answersOf(incident)] },
    { what: 'history', say: people.flatMap((one) => filled([one.health, one.medication, one.allergies])) },
    {
      what: 'entry',
      say: filled([
        person?.home ? ambulanceWords(person.home) : null,
        person?.home?.ambulancePoint,
        ...(person?.keys ?? []).filter(({ conflict, mayUse }) => !conflict && mayUse).map(({ holder }) => holder),
        person?.home?.entry,
        ...(person?.home?.hazards ?? []).map((code) => labelOf(labels.HAZARD_LABELS, code)),
      ]),
    },
    { what: 'meets', say: meetsCrew(incident) },
  ];
  return rows.filter(({ say }) => say.length > 0);
}

const ageOf = (age: number | null): string | null =>
  age === null ? null : language() === 'en' ? `aged ${String(age)}` : `${String(age)} 岁`;

/** The same in one line, for the record of the call. */
export const toldOf = (incident: Incident): string =>
  readOutOf(incident)
    .map(({ say }) => say.join('、'))
    .join('；');
