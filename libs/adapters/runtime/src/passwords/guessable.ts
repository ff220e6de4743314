/**
 * How much there is to guess: repetitions (`aaaa`, `abcabc`), runs (`1234`, `fedc`, `qwerty`) and words that everybody tries count
 * as one or two signs each.
 */
export function effectiveLength(text: string): number {
  const bare = WORDS.reduce(
    (rest, word) => rest.replaceAll(word, '\u0001'),
    unitOf(text.normalize('NFKC').toLowerCase()),
  );
  const signs = [...bare];
  return signs.filter((sign, n) => n < 2 || !continues(signs[n - 2] ?? '', signs[n - 1] ?? '', sign)).length;
}

/** What a secret of the platform must resist: 64 bits, as 16 random letters and digits have with room to spare. */
const FEWEST_BITS = 64;
export function isWeakSecret(secret: string): boolean {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];
  const sizes = [26, 26, 10, 32];
  const alphabet = classes.reduce((sum, one, n) => sum + (one.test(secret) ? (sizes[n] ?? 0) : 0), 0);
  const distinct = new Set(secret).size;
  return distinct < 8 || effectiveLength(secret) * Math.log2(Math.max(2, alphabet)) < FEWEST_BITS;
}

/** Of what is left after repetitions, runs and known words. */
const FEWEST_SIGNS = 5;
/** A password that lists of stolen ones begin with: a well-known one, or nothing but its pieces. */
export const isCommonPassword = (password: string): boolean => effectiveLength(password) < FEWEST_SIGNS;

const ROWS = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];
/** The same step on as before, or the next key. */
function continues(one: string, two: string, three: string): boolean {
  const [a = 0, b = 0, c = 0] = [one, two, three].map((sign) => sign.codePointAt(0));
  const step = b - a;
  if (Math.abs(step) <= 1 && c - b === step) return true;
  const keys = one + two + three;
  return ROWS.some((row) => row.includes(keys) || row.includes([...keys].reverse().join('')));
}

/** `abcabcab` is `abc`, said more than twice. */
function unitOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (
      text ===
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .slice(0, text.length)
    )
      return text.slice(0, length);
  return text;
}

/** The words that lists of stolen passwords are made of (of each list's first thousand), and those of this house; longest first. */
const WORDS = [
  ...[
    'administrator',
    'silverbell',
    'changeme',
    'password',
    'passw0rd',
    'p@ssw0rd',
    'pa55word',
    'p@ssword',
    'iloveyou',
  ],
  ...[
    '5201314',
    '1314520',
    '147258369',
    '123123',
    '112233',
    '121212',
    '131313',
    '159357',
    '168168',
    '518518',
    '520520',
  ],
  ...['superman', 'sunshine', 'princess', 'football', 'baseball', 'starwars', 'computer', 'internet', 'whatever'],
  ...[
    'trustno1',
    'letmein',
    'welcome',
    'monkey',
    'dragon',
    'master',
    'shadow',
    'michael',
    'jordan',
    'freedom',
    'hello',
  ],
  ...['secret', 'admin', 'login', 'guest', 'access', 'default', 'example', 'system', 'server', 'manager', 'operator'],
  ...[
    '1314',
    'woaini',
    'wodemima',
    'mima',
    'nihao',
    'zhongguo',
    'china',
    'beijing',
    'shanghai',
    'test',
    'demo',
    'root',
    'user',
    'pass',
  ],
  ...['hotline', '12349', 'care', 'senior', 'pendant', 'helper', 'abc', 'love', 'key', '2020', '2021', '2022', '2023'],
  ...['2024', '2025', '2026', '2027', 'this is', 'the', 'my'],
].sort((a, b) => b.length - a.length);
