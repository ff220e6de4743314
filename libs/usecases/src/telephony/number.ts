/** A number as it can be compared and dialled. */
export interface ReadNumber {
  /** As it is dialled inside the country: a mobile number has 11 digits, a land line its area code. */
  readonly digits: string;
  readonly extension: string | null;
  readonly kind: 'mobile' | 'land-line' | 'service' | 'foreign' | 'other';
}

const ANONYMOUS = /^(anonymous|unknown|private|restricted|unavailable|匿名|未知|隐藏号码)$/i;
const MOBILE = /^1[3-9]\d{9}$/;
const LAND_LINE = /^0[1-9]\d{8,10}$/;
const LOCAL = /^[2-9]\d{6,7}$/;

/**
 * Reads a number as an exchange or a person writes it. Full-width digits come from Chinese keyboards, 转 is "extension"; +86, 0086 and the
 * trunk 0 before a mobile number go; a local number takes the area code of the centre. `null`: the caller hides her number, or no
 * telephone could dial this.
 */
export function readNumber(raw: string | null, areaCode: string | null = null): ReadNumber | null {
  const plain = (raw ?? '').normalize('NFKC').trim();
  if (plain === '' || ANONYMOUS.test(plain)) return null;
  const [main = '', extension, ...rest] = plain.split(/\s*(?:转|分机|;?ext[.=]?|x|#)\s*/i);
  const dialled = main.replace(/[\s().\-–—/]/g, '');
  if (rest.length > 0 || !/^\+?\d{3,20}$/.test(dialled)) return null;
  if (extension !== undefined && !/^\d{1,8}$/.test(extension)) return null;
  return { ...inCountry(dialled, areaCode), extension: extension ?? null };
}

function inCountry(dialled: string, areaCode: string | null): Omit<ReadNumber, 'extension'> {
  const abroad = /^(?:\+|00)(\d+)$/.exec(dialled)?.[1];
  if (abroad !== undefined && !abroad.startsWith('86') && !/^0*$/.test(abroad.slice(0, 1)))
    return { digits: `00${abroad}`, kind: 'foreign' };
  const national = abroad?.startsWith('86') === true ? abroad.slice(2) : dialled.replace(/^86(?=1[3-9]\d{9}$)/, '');
  const withoutTrunk = national.replace(/^0(?=1[3-9]\d{9}$)/, '');
  if (MOBILE.test(withoutTrunk)) return { digits: withoutTrunk, kind: 'mobile' };
  if (LAND_LINE.test(national)) return { digits: national, kind: 'land-line' };
  // an area code loses its 0 behind the code of the country
  if (abroad !== undefined && LAND_LINE.test(`0${national}`)) return { digits: `0${national}`, kind: 'land-line' };
  if (LOCAL.test(national) && areaCode !== null) return { digits: `${areaCode}${national}`, kind: 'land-line' };
  return { digits: national, kind: /^\d{3,6}$/.test(national) ? 'service' : 'other' };
}

/** The link that a softphone or a mobile opens (RFC 3966); `null`: no telephone can dial it. */
export function telLink(number: string): string | null {
  const read = readNumber(number);
  if (read === null) return null;
  const digits = read.kind === 'foreign' ? `+${read.digits.slice(2)}` : read.digits;
  return read.extension === null ? `tel:${digits}` : `tel:${digits};ext=${read.extension}`;
}
