import { writeXlsx } from '@silverbell/adapter-spreadsheet';
import { checkCharacterOf } from '@silverbell/usecases';

const HEADINGS = [
  '姓名',
  '身份证号',
  '村',
  '家庭住址',
  '经度',
  '纬度',
  '联系电话',
  '类别',
  '紧急联系人',
  '与老人关系',
  '紧急联系电话',
];
const DAY_MS = 86_400_000;
/** Homes stand some 50 m apart, as they do: an index over one place for all of them would be another measurement. */
const degrees = (from: number, step: number): string => (from + step * 0.0005).toFixed(6);
const two = (n: number): string => String(n).padStart(2, '0');

/** A list of fictional people as an office has it, two to a home, four in five with a contact; no county has their area code. */
export async function peopleFile(rows: number, villages: readonly string[]): Promise<Blob> {
  const pieces: Buffer[] = [];
  const columns = HEADINGS.map((title) => ({ title }));
  for await (const piece of writeXlsx([
    { name: '老年人', title: '老年人花名册', columns, rows: people(rows, villages), isTrusted: true },
  ]))
    pieces.push(piece);
  return new Blob([Buffer.concat(pieces)]);
}

function* people(rows: number, villages: readonly string[]): Generator<readonly (string | null)[]> {
  for (let n = 0; n < rows; n += 1) {
    const born = new Date(Date.UTC(1930, 0, 1) + (n % 12_000) * DAY_MS);
    const first = `349901${born.getUTCFullYear()}${two(born.getUTCMonth() + 1)}${two(born.getUTCDate())}${String(Math.floor(n / 12_000)).padStart(3, '0')}`;
    const home = Math.floor(n / 2);
    const hasContact = n % 5 !== 0;
    yield [
      ...[`虚构${n.toString(36)}`, first + checkCharacterOf(first), villages[home % villages.length] ?? ''],
      ...[`虚构路${home}号`, degrees(119.1, home % 997), degrees(30.2, Math.floor(home / 997) % 991)],
      ...[`0001${String(n).padStart(7, '0')}`, '独居'],
      ...(hasContact ? [`虚构友${n.toString(36)}`, '儿子', `0002${String(n).padStart(7, '0')}`] : [null, null, null]),
    ];
  }
}
