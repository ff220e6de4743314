import type { HomeCard } from '@silverbell/adapter-postgres';
import { ageYears } from '@silverbell/usecases';
import { toIso, type Instant } from '@silverbell/kernel';
import type { PersonCard } from '@silverbell/wire';

export interface CardReader {
  /** Only leads see who must not be told, and what the senior is protected from (H10). */
  readonly seesConflicts: boolean;
  /** For the operator who attends the incident: the code word of each senior. */
  readonly codeWords: ReadonlyMap<string, string>;
}

/** What an operator reads out to 120 or to a helper. Supervisors and auditors look at incidents, not at people's health. */
export function personCardOf(card: HomeCard, reader: CardReader, now: Instant): PersonCard {
  return {
    home: {
      id: card.id,
      label: card.label,
      address: card.addressWords,
      lat: card.lat,
      lng: card.lng,
      ...{ floorNo: card.floorNo, hasLift: card.hasLift },
      hazards: [...card.hazards],
      entry: card.entryNote,
      ambulancePoint: card.nearestRoad
        ? `${card.nearestRoad.lat.toFixed(5)}, ${card.nearestRoad.lng.toFixed(5)}`
        : null,
      ambulanceAt: card.nearestRoad,
    },
    people: card.people.map((person) => ({
      id: person.id,
      name: person.name,
      age: person.birthDate === null ? null : ageYears(person.birthDate, now),
      birthDate: person.birthDate,
      sex: person.gender,
      photoId: person.photoId,
      status: person.status,
      // No call goes to a person who died.
      phone: person.status === 'deceased' ? null : person.phone,
      verifyBy: person.verifyBy,
      dispatchFirst: person.dispatchFirst,
      dispatchFirstReason: person.dispatchFirstReason,
      languages: [...person.languages],
      ...{ hearing: person.hearing, dementia: person.dementia, electricDevice: person.electricMedicalDevice },
      ...{ health: person.healthNotes, medication: person.medication, allergies: person.allergies },
      ...{ hospital: person.preferredHospital, doctor: person.familyDoctor, usuallyAtHome: person.usuallyAtHome },
      ...{ careCategories: [...person.careCategories], economicClass: person.economicClass },
      careWishes: person.treatmentWishes,
      codeWord: person.id === null ? null : (reader.codeWords.get(person.id) ?? null),
      protection: reader.seesConflicts ? [...person.protectionFlags] : [],
    })),
    contacts: card.contacts
      .filter((contact) => reader.seesConflicts || !contact.conflict)
      .map((contact) => ({
        id: contact.id,
        name: contact.name,
        relation: contact.relation,
        phone: contact.phone,
        order: contact.position,
        mayDecide: contact.mayDecide,
        guardian: contact.guardianProof !== null,
        noticeLevel: contact.noticeLevel,
        comesInMinutes: contact.canComeMinutes,
        conflict: contact.conflict,
      })),
    // A key holder in conflict is not called for the key.
    keys: card.keys
      .filter((key) => reader.seesConflicts || !key.conflict)
      .map((key) => ({
        holder: key.holderName,
        phone: key.phone,
        fitTestedAt: key.fitTestedAt === null ? null : toIso(key.fitTestedAt),
        fits: key.fits !== false,
        mayUse: key.consentUse,
        conflict: key.conflict,
      })),
    devices: card.devices.map((device) => ({
      id: device.id,
      role: device.role,
      room: device.room,
      lastSeenAt: device.lastSeenAt === null ? null : toIso(device.lastSeenAt),
    })),
    pairedHelpers: card.pairedHelpers.map(({ id, name }) => ({ id, name })),
    emergencyNumbers: card.emergencyNumbers.map(emergencyNumberOf),
  };
}

export const emergencyNumberOf = ({
  checkedAt,
  ...number
}: HomeCard['emergencyNumbers'][number]): PersonCard['emergencyNumbers'][number] => ({
  ...number,
  checkedAt: checkedAt === null ? null : toIso(checkedAt),
});
