import { Archive } from './archive.js';
import { LONGEST_CELL, MOST_COLUMNS, SheetRefused, type Cell, type FileBytes, type SheetRow } from './sheet.js';
import { readWorkbook, type Workbook } from './workbook.js';
import { XmlReader, type Tag, type XmlEvents } from './xml.js';

/** Every row of every sheet that has a filled cell, some hundred at a time. */
export async function* readXlsx(file: FileBytes): AsyncGenerator<readonly SheetRow[]> {
  const archive = await Archive.open(file);
  const workbook = await readWorkbook(archive);
  for (const { name, part } of workbook.sheets) {
    const sheet = new SheetReader(name, workbook);
    const reader = new XmlReader(sheet);
    for await (const piece of archive.unpack(part)) {
      reader.write(piece);
      const rows = sheet.take();
      if (rows.length > 0) yield rows;
    }
    reader.close();
    const rest = sheet.take();
    if (rest.length > 0) yield rest;
  }
}

/** `AB12` is column 27. A cell without a place stands behind the one before it. */
function columnOf(place: string | undefined, before: number): number {
  if (place === undefined) return before + 1;
  let column = 0;
  for (let at = 0; at < place.length && at < 4; at += 1) {
    const letter = place.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + (letter - 64);
  }
  return column === 0 ? before + 1 : column - 1;
}

class SheetReader implements XmlEvents {
  #rows: SheetRow[] = [];
  #row = 0;
  #cells: (Cell | undefined)[] = [];
  #column = -1;
  #type = '';
  #style = 0;
  #formula = false;
  #text = '';
  #inText = false;

  constructor(
    private readonly sheet: string,
    private readonly workbook: Workbook,
  ) {}

  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  onOpen({ name, attributes }: Tag): void {
    switch (name) {
      case 'row':
        this.#row = Number(attributes['r'] ?? this.#row + 1) || this.#row + 1;
        this.#cells = [];
        this.#column = -1;
        return;
      case 'c':
        this.#column = columnOf(attributes['r'], this.#column);
        this.#type = attributes['t'] ?? 'n';
        this.#style = Number(attributes['s'] ?? -1);
        this.#formula = false;
        this.#text = '';
        return;
      case 'f':
        this.#formula = true;
        return;
      case 'v':
      case 't':
        this.#inText = true;
        return;
      default:
    }
  }

  onText(text: string): void {
    if (this.#inText && this.#text.length <= LONGEST_CELL) this.#text += text;
  }

  onClose(name: string): void {
    if (name === 'v' || name === 't') this.#inText = false;
    if (name === 'c') this.#endCell();
    if (name === 'row' && this.#cells.length > 0)
      this.#rows.push({ sheet: this.sheet, row: this.#row, cells: this.#cells });
  }

  #endCell(): void {
    const cell = this.#cell();
    if (cell === undefined) return;
    if (this.#column >= MOST_COLUMNS) throw new SheetRefused('too-many-columns');
    this.#cells[this.#column] = cell;
  }

  #cell(): Cell | undefined {
    if (this.#formula) return { kind: 'formula', text: '' };
    const text = this.#text;
    switch (this.#type) {
      case 's': {
        const shared = this.workbook.texts.at(Number(text));
        if (shared === undefined) throw new SheetRefused('broken-file');
        return textCell(shared);
      }
      case 'inlineStr':
      case 'str':
        return textCell(text.length > LONGEST_CELL ? null : text);
      case 'b':
        return text === '' ? undefined : { kind: 'boolean', text: text === '1' ? 'true' : 'false' };
      case 'e':
        return { kind: 'error', text: '' };
      case 'd':
        return text === '' ? undefined : { kind: 'date', text: text.slice(0, 10) };
      default:
        return this.#number(text.trim());
    }
  }

  #number(text: string): Cell | undefined {
    if (text === '') return undefined;
    if (text.length > LONGEST_CELL) return { kind: 'too-long', text: '' };
    const value = Number(text);
    if (!Number.isFinite(value)) return textCell(text);
    const isDate = this.workbook.dateStyles.has(this.#style);
    const date = isDate ? dateOfSerial(value, this.workbook.from1904) : null;
    return date === null ? { kind: 'number', text: plainNumber(text, value) } : { kind: 'date', text: date };
  }
}

const textCell = (text: string | null): Cell | undefined =>
  text === null ? { kind: 'too-long', text: '' } : text.trim() === '' ? undefined : { kind: 'text', text };

/** A telephone number kept as 1.3800001111E10 is said in digits. */
const plainNumber = (text: string, value: number): string =>
  /e/i.test(text) && Number.isSafeInteger(value) ? String(value) : text;

const DAY_MS = 86_400_000;
const LAST_SERIAL = 2_958_465;

/** The day of a serial number; the calendar of 1900 has a 29 February that never was (60). */
export function dateOfSerial(serial: number, from1904: boolean): string | null {
  const whole = Math.floor(serial);
  if (whole < (from1904 ? 0 : 1) || whole > LAST_SERIAL || (!from1904 && whole === 60)) return null;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  return new Date(epoch + whole * DAY_MS).toISOString().slice(0, 10);
}
