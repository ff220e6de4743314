import { isRefusal, type Datum } from '@silverbell/kernel';
import type { ImportFault, ImportWarning } from '@silverbell/vocabulary';
import {
  cleanText,
  isNothing,
  isReadable,
  readDate,
  readName,
  readNumber,
  readPhone,
  readYesNo,
  splitList,
} from './cells.js';
import { placeOnFile, placeWarnings } from '../regions/index.js';
import type { IndexedRegion, RegionIndex } from './region-index.js';
import type { CellFault, CellWarning, SheetCell } from './port.js';

export interface ReadingContext {
  /** YYYY-MM-DD where the office is. */
  readonly today: string;
  readonly datum: Datum;
  readonly regions: RegionIndex;
}

export interface WrittenPosition {
  readonly lat: number;
  readonly lng: number;
  readonly datum: Datum;
}

const ID = /^[A-Za-z0-9._-]{1,64}$/;
const EARLIEST = 125;

/** The cells of one row by field; gathers everything that is wrong with it, so that a person mends a row once. */
export class RowReader {
  readonly faults: CellFault[] = [];
  readonly warnings: CellWarning[] = [];
  readonly #column = new Map<string, number>();

  constructor(
    fields: readonly (string | null)[],
    private readonly cells: readonly (SheetCell | undefined)[],
    readonly context: ReadingContext,
  ) {
    for (const [column, field] of fields.entries()) if (field !== null) this.#column.set(field, column);
  }

  has(field: string): boolean {
    return this.#column.has(field);
  }

  /** `field`: at its cell; several: at the first that is there. */
  fault(code: ImportFault, ...fields: readonly string[]): void {
    const column = this.#columnOf(fields);
    if (!this.faults.some((one) => one.column === column && one.code === code)) this.faults.push({ column, code });
  }

  warn(code: ImportWarning, ...fields: readonly string[]): void {
    this.warnings.push({ column: this.#columnOf(fields), code });
  }

  /** `undefined`: empty, or not to be read (which is a fault already). */
  cell(field: string): SheetCell | undefined {
    const column = this.#column.get(field);
    const cell = column === undefined ? undefined : this.cells[column];
    if (cell === undefined) return undefined;
    if (isReadable(cell.kind)) return isNothing(cell.text) ? undefined : cell;
    const code = cell.kind === 'formula' ? 'formula' : cell.kind === 'too-long' ? 'cell-too-long' : 'cell-error';
    this.fault(code, field);
    return undefined;
  }

  text(field: string, most = 200): string | undefined {
    const cell = this.cell(field);
    if (cell === undefined) return undefined;
    const text = cleanText(cell.text);
    if (text.length > most) this.fault('text-too-long', field);
    return text;
  }

  required(field: string, most = 200): string {
    const before = this.faults.length;
    const text = this.text(field, most);
    if (text === undefined && this.faults.length === before) this.fault('missing', field);
    return text ?? '';
  }

  id(field = 'id'): string | undefined {
    const text = this.text(field)?.replace(/\.0+$/, '');
    if (text !== undefined && !ID.test(text)) this.fault('id-invalid', field);
    return text;
  }

  name(field = 'name'): string {
    const { name, isTwo } = readName(this.required(field, 100));
    if (isTwo) this.fault('two-people', field);
    return name;
  }

  phone(field = 'phone'): string | undefined {
    const text = this.text(field, 2_000);
    if (text === undefined) return undefined;
    const read = readPhone(text);
    if (read === null) this.fault('phone-form', field);
    else if (read.odd) this.warn('phone-odd', field);
    return read?.phone;
  }

  yesNo(field: string): boolean | undefined {
    const cell = this.cell(field);
    if (cell === undefined) return undefined;
    const answer = readYesNo(cell.text);
    if (answer === null) this.fault('code-unknown', field);
    return answer ?? undefined;
  }

  number(field: string, { from, to }: { readonly from: number; readonly to: number }): number | undefined {
    const cell = this.cell(field);
    if (cell === undefined) return undefined;
    const value = readNumber(cell.text);
    if (value === null || value < from || value > to) this.fault('number-unreadable', field);
    return value ?? undefined;
  }

  /** A birth date: neither in the future nor longer ago than people live. */
  birthDate(field = 'birthDate'): string | undefined {
    const date = this.date(field);
    if (date === undefined) return undefined;
    const earliest = `${String(Number(this.context.today.slice(0, 4)) - EARLIEST)}${this.context.today.slice(4)}`;
    if (date > this.context.today || date < earliest) this.fault('date-impossible', field);
    return date;
  }

  date(field: string): string | undefined {
    const cell = this.cell(field);
    if (cell === undefined) return undefined;
    const date = readDate(cell);
    if (date === null) this.fault('date-unreadable', field);
    return date ?? undefined;
  }

  /** By its label in either language, an everyday word, or the code itself. */
  code<Code extends string>(field: string, codes: ReadonlyMap<string, Code>): Code | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const code = codes.get(text.toLowerCase());
    if (code === undefined) this.fault('code-unknown', field);
    return code;
  }

  codes<Code extends string>(field: string, codes: ReadonlyMap<string, Code>): readonly Code[] | undefined {
    const cell = this.cell(field);
    if (cell === undefined) return undefined;
    const found = splitList(cell.text).map((one) => codes.get(one.toLowerCase()));
    if (found.includes(undefined)) this.fault('code-unknown', field);
    return [...new Set(found.flatMap((one) => (one === undefined ? [] : [one])))];
  }

  list(field: string): readonly string[] | undefined {
    const cell = this.cell(field);
    return cell === undefined ? undefined : splitList(cell.text).slice(0, 20);
  }

  /** `undefined`: nothing is given, or what is given is no place (a fault). Doubtful where it lies: a warning. */
  position(region?: IndexedRegion): WrittenPosition | undefined {
    const { datum } = this.context;
    const both = this.text('coordinates');
    const written = both === undefined ? [this.text('lng'), this.text('lat')] : both.split(/[,\s;]+/);
    if (written.every((one) => one === undefined)) return undefined;
    const [one, other] = written.map((text) => (text === undefined ? null : readNumber(text)));
    const fields = both === undefined ? ['lng', 'lat'] : ['coordinates'];
    if (one == null || other == null || written.length !== 2) {
      this.fault('place-unreadable', ...(both === undefined && one != null ? ['lat'] : fields));
      return undefined;
    }
    // In one cell either may come first; in China the longitude is the larger one.
    const [lng, lat] = Math.abs(one) < Math.abs(other) && Math.abs(one) <= 60 ? [other, one] : [one, other];
    if (Math.abs(lat) > 90 || Math.abs(lng) > 180 || (lat === 0 && lng === 0)) {
      this.fault('place-nowhere', ...fields);
      return undefined;
    }
    const point = placeOnFile({ lat, lng, datum });
    if (isRefusal(point)) this.fault('place-nowhere', ...fields);
    else if (region)
      for (const one of placeWarnings(point, datum, region))
        // The datum was said of the whole file, and is no news at a cell.
        if (one !== 'datum-unknown') this.warn(one, ...fields);
    return { lat, lng, datum };
  }

  /** The region of a row, from the narrowest of its columns. */
  region(): IndexedRegion | undefined {
    const whole = this.text('region');
    const parts = ['county', 'town', 'village'].flatMap((field) => {
      const text = this.text(field);
      return text === undefined ? [] : [{ field, text }];
    });
    const words = [...parts.map(({ text }) => text), ...(whole === undefined ? [] : [whole])];
    const found = this.context.regions.find(words);
    const narrowest = whole === undefined ? (parts.at(-1)?.field ?? 'village') : 'region';
    if (typeof found === 'string') {
      this.fault(found, narrowest, 'region', 'village', 'town');
      return undefined;
    }
    if (whole === undefined && narrowest !== 'village' && this.has('village')) this.warn('village-missing', 'village');
    return found;
  }

  #columnOf(fields: readonly string[]): number | null {
    for (const field of fields) {
      const column = this.#column.get(field);
      if (column !== undefined) return column;
    }
    return null;
  }
}
