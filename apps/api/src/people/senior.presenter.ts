import type { AroundSenior, SeniorInList } from '@silverbell/adapter-postgres';
import { toIso, type Instant } from '@silverbell/kernel';
import {
  maskedIdNumber,
  maskedName,
  maskedPhone,
  type AuditRecord,
  type ConsentFile,
  type ContactFile,
  type SeniorFile,
} from '@silverbell/usecases';
import type { FileWarning } from '@silverbell/vocabulary';
import type { AnswerOf, HomeOnFile, SeniorOnFile, SeniorSummary } from '@silverbell/wire';
import type { FileSight } from './file-sight.js';
import { deviceLineOf } from './home.presenter.js';

const numberIn = (keeps: boolean, phone: string | null): string | null =>
  phone === null || keeps ? phone : maskedPhone(phone);

/** One line of a list: numbers are masked for everybody. */
export const seniorSummaryOf = ({ senior, homeLabel, age }: SeniorInList, sight: FileSight): SeniorSummary => ({
  ...{ id: senior.id, regionId: senior.regionId, age, gender: senior.gender, status: senior.status },
  name: sight.names ? senior.name : maskedName(senior.name),
  home: { id: senior.homeId, label: homeLabel },
  phone: numberIn(false, senior.phone),
  ...{ verifyBy: senior.verifyBy, dispatchFirst: senior.dispatchFirst, version: senior.version },
  ...{ careCategories: [...senior.careCategories], economicClass: senior.economicClass },
});

export const contactOnFileOf = (contact: ContactFile, sight: FileSight): AnswerOf<'addContact'> => ({
  ...{ id: contact.id, position: contact.position, relation: contact.relation, mayDecide: contact.mayDecide },
  name: sight.names ? contact.name : maskedName(contact.name),
  phone: numberIn(sight.keeps, contact.phone) ?? '',
  ...{ noticeLevel: contact.noticeLevel, canComeMinutes: contact.canComeMinutes, conflict: contact.conflict },
  ...{ guardianProof: contact.guardianProof, timeZone: contact.timeZone, hours: contact.hours },
});

export const consentOnFileOf = (consent: ConsentFile, sight: FileSight): AnswerOf<'giveConsent'> => ({
  ...{ id: consent.id, purpose: consent.purpose, capacity: consent.capacity, how: consent.how },
  givenBy: sight.names ? consent.givenBy : maskedName(consent.givenBy),
  givenAt: toIso(consent.givenAt),
  withdrawnAt: consent.withdrawnAt === null ? null : toIso(consent.withdrawnAt),
});

export interface SeniorPage {
  readonly line: SeniorInList;
  readonly around: AroundSenior;
  readonly homeFile: HomeOnFile;
  readonly readings: readonly (AuditRecord & { readonly actorName: string })[];
  readonly warnings: readonly FileWarning[];
}

export function seniorOnFileOf(page: SeniorPage, sight: FileSight): SeniorOnFile {
  const { line, around, homeFile, readings, warnings } = page;
  const { senior } = line;
  return {
    ...seniorSummaryOf(line, sight),
    phone: numberIn(sight.keeps, senior.phone),
    homeId: senior.homeId,
    masked: !sight.keeps,
    photoId: sight.keeps ? around.photoId : null,
    ...{ registrationRegionId: senior.registrationRegionId, registeredAt: senior.registeredAt },
    idNumber: senior.idNumber === null ? null : maskedIdNumber(senior.idNumber),
    birthDate: sight.names ? senior.birthDate : null,
    ...{ statusOn: senior.statusOn, statusReason: sight.keeps ? senior.statusReason : null },
    ...{ dispatchFirstReason: senior.dispatchFirstReason, languages: [...senior.languages] },
    ...healthOf(senior, sight),
    protectionFlags: sight.conflicts ? [...senior.protectionFlags] : [],
    away: around.away && {
      ...{ label: sight.names ? around.away.label : null, reason: around.away.reason },
      from: around.away.from === null ? null : toIso(around.away.from),
      until: toIso(around.away.until),
    },
    homeFile,
    // Who must not be told stands in no list of those who may not see it (H10).
    contacts: around.contacts
      .filter(({ conflict }) => !conflict || sight.conflicts)
      .map((contact) => contactOnFileOf(contact, sight)),
    consents: around.consents.map((consent) => consentOnFileOf(consent, sight)),
    devices: around.devices.map(deviceLineOf),
    incidents: around.incidents.map(({ number, raisedAt, ...incident }) => ({
      ...{ ...incident, number: String(number), raisedAt: toIso(raisedAt as Instant) },
    })),
    readings: sight.keeps ? readings.map(readingOf) : [],
    warnings: [...warnings],
  };
}

/** Supervisors and operators outside an incident read nothing of her health. */
const healthOf = (senior: SeniorFile, { keeps }: FileSight) => ({
  hearing: senior.hearing,
  dementia: keeps && senior.dementia,
  electricMedicalDevice: keeps ? senior.electricMedicalDevice : null,
  healthNotes: keeps ? senior.healthNotes : null,
  medication: keeps ? senior.medication : null,
  allergies: keeps ? senior.allergies : null,
  preferredHospital: keeps ? senior.preferredHospital : null,
  familyDoctor: keeps ? senior.familyDoctor : null,
  treatmentWishes: keeps ? senior.treatmentWishes : null,
  usuallyAtHome: keeps ? senior.usuallyAtHome : null,
  ability: keeps ? (senior.ability as SeniorOnFile['ability']) : null,
  aloneEvidence: keeps ? (senior.aloneEvidence as SeniorOnFile['aloneEvidence']) : null,
});

function readingOf({ action, actor, actorName, at, details }: SeniorPage['readings'][number]) {
  const { purpose, fields } = details;
  return {
    ...{ action, by: { id: actor, name: actorName }, at: toIso(at) },
    purpose: typeof purpose === 'string' ? purpose : null,
    fields: Array.isArray(fields) ? fields.map(String) : [],
  };
}
