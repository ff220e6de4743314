import { toIso, type Instant } from '@silverbell/kernel';
import { EXPORT_LIST_LABELS, REVEAL_PURPOSE_LABELS, type ExportFormat, type ExportList } from '@silverbell/vocabulary';
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

interface Said {
  readonly region: string;
  readonly by: string;
  readonly at: Instant;
  readonly timeZone: string;
}

/** `2026-11-29 10:30` where the people of this platform live. */
const minuteOf = (at: Instant, timeZone: string): string =>
  new Date(toIso(at)).toLocaleString('sv-SE', { timeZone }).slice(0, 16);

export function frameOf(
  { list, format, purpose, language, inFull }: Pick<ExportJob, 'list' | 'format' | 'purpose' | 'language' | 'inFull'>,
  { region, by, at, timeZone }: Said,
): ExportFrame {
  const [name, why] = [EXPORT_LIST_LABELS[list][language], REVEAL_PURPOSE_LABELS[purpose][language]];
  const minute = minuteOf(at, timeZone);
  const day = minute.slice(0, 10);
  const fileName = fileNameOf(region, list, format, minute);
  if (language === 'en')
    return {
      ...{
        fileName,
        title: `${region}: ${name}`,
        number: 'no.',
        total: 'total',
        footer: `Exported by ${by}, ${minute}`,
      },
      notes: [
        `Unit: rows; as of ${day}; region: ${region}; made on ${day}; purpose: ${why}${inFull ? '' : '; masked'}`,
      ],
    };
  return {
    ...{ fileName, title: `${region}${name}名册`, number: '序号', total: '合计', footer: `导出人：${by}　${minute}` },
    notes: [
      `单位：条　期间：截至${day}　区划：${region}　制表日期：${day}　用途：${why}${inFull ? '' : '　（已脱敏）'}`,
    ],
  };
}

const fileNameOf = (region: string, list: ExportList, format: ExportFormat, minute: string): string =>
  `${region}_${EXPORT_LIST_LABELS[list]['zh-CN']}_截至${minute.slice(0, 10)}_${minute.slice(11).replace(':', '')}.${format}`.replace(
    /[\\/:*?"<>|\s]/g,
    '',
  );
