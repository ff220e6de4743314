import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { writeXlsx } from '@silverbell/adapter-spreadsheet';
import { officeFiles, type CountyOptions } from './county.js';

const USAGE = `npm run make:spreadsheets -- --seniors N --helpers N --devices N --seed N [--out FOLDER]
Fictional spreadsheets of a county office, with the faults such files have, for POST /api/v1/imports (datum wgs84):
regions.xlsx, facilities.xlsx, people.xlsx, helpers.xlsx, devices.xlsx.
  --seniors 14584   rows that can be imported; one in 200 more cannot
  --helpers 60
  --devices 400
  --seed 1          the same seed writes the same rows
  --out ./spreadsheets
Status 0: written. 2: wrong usage.`;

const MOST = 1_000_000;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): (CountyOptions & { readonly out: string }) | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seniors: { type: 'string', default: '14584' },
        helpers: { type: 'string', default: '60' },
        devices: { type: 'string', default: '400' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string', default: 'spreadsheets' },
      },
    });
    const whole = (name: 'seniors' | 'helpers' | 'devices' | 'seed'): number => {
      const text = values[name];
      if (!/^\d{1,10}$/.test(text) || (name !== 'seed' && Number(text) > MOST))
        throw new Error(`--${name} ${text} is no such number`);
      return Number(text);
    };
    return {
      ...{ seniors: whole('seniors'), helpers: whole('helpers'), devices: whole('devices'), seed: whole('seed') },
      out: values.out,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export async function makeSpreadsheets(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}\n`);
    return 2;
  }
  const folder = resolve(options.out);
  mkdirSync(folder, { recursive: true });
  for (const [kind, { name, title, headings, rows }] of Object.entries(officeFiles(options))) {
    const sheet = { name, title, columns: headings.map((heading) => ({ title: heading })), rows };
    await pipeline(
      writeXlsx([{ ...sheet, notes: ['填报单位：县民政局（虚构）'] }]),
      createWriteStream(join(folder, `${kind}.xlsx`)),
    );
    process.stderr.write(`${kind}.xlsx\n`);
  }
  process.stdout.write(`${folder}\n`);
  return 0;
}
