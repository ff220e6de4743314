import {
  PROBLEM_LABELS,
  REFUSAL_LABELS,
  type Label,
  type Language,
  type ProblemSlug,
  type RefusalSlug,
} from '@silverbell/vocabulary';

/** What an answer may refuse with. */
export type Slug = ProblemSlug | RefusalSlug;

/** What a refusal is to HTTP. Everything a rule of an incident says no to is a 409 unless it is listed here. */
const STATUS: Readonly<Partial<Record<Slug, number>>> = {
  'invalid-request': 400,
  'not-json': 400,
  'too-large': 413,
  'file-too-large': 413,
  'not-logged-in': 401,
  'login-failed': 401,
  'code-required': 401,
  'code-wrong': 403,
  'password-change-required': 403,
  'totp-required': 403,
  'password-wrong': 403,
  'grant-to-oneself': 403,
  'invitation-wrong': 403,
  'invitation-over': 409,
  'guardian-proof-missing': 422,
  'second-person-needed': 403,
  'password-too-common': 422,
  'roles-exclude-each-other': 422,
  'role-twice': 422,
  'organisation-login-unavailable': 503,
  'organisation-login-failed': 401,
  'organisation-account-unknown': 403,
  'service-account': 422,
  'scope-unknown': 422,
  'scope-without-role': 422,
  'key-expiry': 422,
  'outside-key-scope': 403,
  'role-without-person': 422,
  'too-many-logins': 429,
  'too-many-requests': 429,
  'not-allowed': 403,
  'account-suspended': 403,
  'own-account': 403,
  'party-to-this': 403,
  'not-found': 404,
  'may-not-decide': 403,
  'review-of-another': 403,
  'clock-skewed': 422,
  'upload-too-late': 422,
  'order-other-day': 422,
  'times-out-of-order': 422,
  'worker-unknown': 422,
  'plan-days': 422,
  'visit-of-another': 403,
  'meal-hours': 422,
  'meal-other-time': 422,
  'visit-other-period': 422,
  'excuse-days': 422,
  'plan-times': 422,
  'plan-of-calls': 422,
  'order-in-past': 422,
  'made-up-for-what': 422,
  'stale-version': 412,
  'idempotency-key-reused': 422,
  'file-missing': 400,
  'attachment-too-large': 413,
  'attachment-kind': 415,
  'attachment-broken': 422,
  'attachments-full': 409,
  'import-over': 410,
  'export-over': 410,
  'export-too-large': 422,
  'training-seat': 403,
  'training-seat-kept': 403,
  'drill-end-past': 422,
  'drill-too-long': 422,
  'drill-outside-region': 422,
  'practice-outcome': 422,
  'proof-missing': 422,
  'hold-too-long': 422,
  'reason-missing': 422,
  'recognition-missing': 422,
  'door-tag-wrong': 422,
  'destination-unknown': 422,
  'home-unknown': 422,
  'place-nowhere': 422,
  'id-number-invalid': 422,
  'id-number-other-birth-date': 422,
  'id-number-other-gender': 422,
  'birth-date-ahead': 422,
  'status-ahead': 422,
  'contact-unknown': 422,
  'occupant-elsewhere': 422,
  'occupant-without-name': 422,
  'too-many-reveals': 429,
  'device-unknown': 422,
  'device-model-unknown': 422,
  'device-of-another-role': 422,
  'owner-unknown': 422,
  'number-unreadable': 422,
  'no-extension': 422,
  'task-due-past': 422,
  'exchange-unreachable': 503,
  'no-recording': 404,
  'no-softphone': 404,
  'region-unknown': 422,
  'region-level': 422,
  'region-cycle': 422,
  'helper-under-18': 422,
  'facility-unknown': 422,
  'facility-cycle': 422,
  'setting-value': 422,
  'setting-not-here': 422,
  'setting-in-past': 422,
  'four-eyes': 403,
  'outside-person-needed': 403,
  'duplicate-of-what': 422,
  'calendar-day-twice': 422,
  'calendar-sheet': 422,
  'calendar-other-year': 422,
  'item-unknown': 422,
  'catalogue-item-parts': 422,
  'assessors-two': 422,
  'record-days': 422,
  'credit-code-invalid': 422,
  'manager-unknown': 422,
  'provider-unknown': 422,
  'contract-days': 422,
  'worker-no-carer': 422,
  'certificate-twice': 422,
  'certificate-days': 422,
  'entitlement-days': 422,
  'village-only': 422,
  'item-by-hour': 422,
  'item-subsidised': 422,
  'shift-in-past': 422,
  'feature-off': 403,
  'referral-same-place': 422,
  'calendar-place-unknown': 422,
  'channel-code-wrong': 422,
  'rule-twice': 422,
  'no-sign-hours': 422,
  'morning-times': 422,
  'water-litres': 422,
  'away-ends-before': 422,
  'away-over': 422,
  'away-too-long': 422,
  'away-too-far-ahead': 422,
  'weather-not-yet': 422,
  'weather-too-old': 422,
  'ladder-beyond-limits': 422,
  'ladder-unchanged': 422,
  'ladder-effect-in-past': 422,
  busy: 503,
  unavailable: 503,
  internal: 500,
};
export const statusOf = (slug: Slug): number => STATUS[slug] ?? 409;

/** Refusals of rules that the contract knows by another name. */
const OUTSIDE_NAMES: ReadonlyMap<string, Slug> = new Map([['version-changed', 'stale-version']]);
const LABELS: Readonly<Record<Slug, Label>> = { ...PROBLEM_LABELS, ...REFUSAL_LABELS };
const isSlug = (slug: string): slug is Slug => Object.hasOwn(LABELS, slug);

/** The slug that a caller is told for the refusal of a rule; `internal` for one that has no sentence, which a spec finds first. */
export function slugOf(refused: string): Slug {
  const slug = OUTSIDE_NAMES.get(refused) ?? refused;
  return isSlug(slug) ? slug : 'internal';
}

export const sentenceOf = (slug: Slug, language: Language): string => LABELS[slug][language];

/** Chinese unless the caller prefers English (RFC 9110, 12.5.4). */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((p) => /^\s*q=([0-9.]+)\s*$/.exec(p)?.[1]).find((found) => found !== undefined);
      return { tag: tag.trim(), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, q }) => q > 0 && (/^zh\b/.test(tag) || /^en\b/.test(tag)))
    .sort((a, b) => b.q - a.q)[0];
  return wanted?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
