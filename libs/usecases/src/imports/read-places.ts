import { cleanText } from './cells.js';
import { LEVEL_WORDS } from './code-words.js';
import type { FacilityDraft, RegionDraft } from './drafts.js';
import type { RowOf } from './read-row.js';
import type { RowReader } from './row-reader.js';

const LEVEL_LETTERS = /(街道|社区|自治县|嘎查|苏木|村|镇|乡|县|区|旗|市|盟)$/;

/** The level that a name says (清水村: 村), when no column does. */
const levelOfName = (name: string): string => LEVEL_LETTERS.exec(name)?.[1] ?? '';

export function readRegion(reader: RowReader): RowOf<RegionDraft> {
  const name = reader.required('name', 60).replace(/\s/g, '');
  const given = reader.text('levelName', 20);
  const levelName = given ?? levelOfName(name);
  const number = reader.number('levelNo', { from: 1, to: 9 });
  const levelNo = number ?? LEVEL_WORDS.get(levelName.toLowerCase()) ?? null;
  if (levelName === '' && levelNo === null) reader.fault('missing', 'levelName', 'levelNo', 'name');
  const parent = reader.text('parent') ?? null;
  const centre = reader.position() ?? null;
  if (centre === null) reader.warn('place-of-region', 'lng', 'coordinates');
  const draft = {
    id: reader.id(),
    name,
    levelNo,
    levelName: levelName === '' ? name.slice(-1) : levelName,
    parent,
    centre,
  };
  return { draft, key: `${parent === null ? '' : cleanText(parent)}/${name}`, same: null };
}

export function readFacility(reader: RowReader): RowOf<FacilityDraft> {
  const region = reader.region();
  const name = reader.required('name', 200);
  const type = reader.required('type', 80);
  const capacity = reader.number('capacity', { from: 0, to: 100_000 });
  const level = reader.number('level', { from: 1, to: 9 });
  const draft = {
    ...{ id: reader.id(), regionId: region?.id ?? '', type, name, level, parent: reader.text('parent') },
    ...{ operator: reader.text('operator'), phone: reader.phone(), addressWords: reader.text('address') },
    ...{ position: reader.position(region), functions: reader.list('functions'), hours: reader.text('hours') },
    capacity: capacity === undefined ? undefined : Math.round(capacity),
  };
  return { draft, key: region ? `${region.id}/${type}/${name}` : null, same: null };
}
