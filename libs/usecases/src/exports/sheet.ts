import { toIso, type Instant } from '@silverbell/kernel';
import {
  EXPORT_LIST_LABELS,
  REVEAL_PURPOSE_LABELS,
  type ExportFormat,
  type ExportList,
  type Language,
} from '@silverbell/vocabulary';
import type { ExportJob } from './port.js';

/** What stands around the rows of an export (CR-78). */
export interface ExportFrame {
  readonly fileName: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly number: string;
  readonly total: string;
  /** Printed on every page. */
  readonly footer: string;
}

interface ExportCaption {
  readonly region: string;
  /** Whose rows they are where they lie in all of its regions; `null`: they are of the region. */
  readonly provider: string | null;
  readonly by: string;
  readonly at: Instant;
  readonly timeZone: string;
}

type Framed = Pick<ExportJob, 'list' | 'format' | 'filter' | 'purpose' | 'language' | 'inFull'>;

/** `2026-11-29 10:30` where the people of this platform live. */
export const minuteOf = (at: Instant, timeZone: string): string =>
  new Date(toIso(at)).toLocaleString('sv-SE', { timeZone }).slice(0, 16);

export function frameOf(
  { list, format, filter, purpose, language, inFull }: Framed,
  { region, provider, by, at, timeZone }: ExportCaption,
): ExportFrame {
  const name = EXPORT_LIST_LABELS[list][language];
  const minute = minuteOf(at, timeZone);
  const day = minute.slice(0, 10);
  const period = periodOf(filter, day);
  const whose = provider ?? region;
  const fileName = fileNameOf(whose, list, format, { period: period['zh-CN'], minute });
  if (language === 'en')
    return {
      ...{
        fileName,
        title: `${whose}: ${name}`,
        number: 'no.',
        total: 'total',
        footer: `Exported by ${by}, ${minute}`,
      },
      notes: [
        `Unit: rows; ${period.en}; region: ${provider === null ? region : 'all of the provider'}; made on ${day}${whyOf(purpose, 'en', '; purpose: ')}${inFull ? '' : '; masked'}`,
      ],
    };
  return {
    ...{ fileName, title: `${whose}${name}名册`, number: '序号', total: '合计', footer: `导出人：${by}　${minute}` },
    notes: [
      `单位：条　期间：${period['zh-CN']}　区划：${provider === null ? region : '服务组织全部区划'}　制表日期：${day}${whyOf(purpose, 'zh-CN', '　用途：')}${inFull ? '' : '　（已脱敏）'}`,
    ],
  };
}

const whyOf = (purpose: ExportJob['purpose'], language: Language, before: string): string =>
  purpose === null ? '' : before + REVEAL_PURPOSE_LABELS[purpose][language];

/** The days that were asked for; a list without days is as it stands today. */
function periodOf({ from, to }: ExportJob['filter'], day: string): Readonly<Record<Language, string>> {
  if (from === undefined) return { 'zh-CN': `截至${to ?? day}`, en: `as of ${to ?? day}` };
  return to === undefined
    ? { 'zh-CN': `${from}起`, en: `from ${from}` }
    : { 'zh-CN': `${from}至${to}`, en: `${from} to ${to}` };
}

const fileNameOf = (
  whose: string,
  list: ExportList,
  format: ExportFormat,
  { period, minute }: { readonly period: string; readonly minute: string },
): string =>
  `${whose}_${EXPORT_LIST_LABELS[list]['zh-CN']}_${period}_${minute.slice(11).replace(':', '')}.${format}`.replace(
    /[\\/:*?"<>|\s]/g,
    '',
  );
