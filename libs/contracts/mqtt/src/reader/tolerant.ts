/** One `key: value` at the top level, in the order of the text; the same key may come twice. */
export interface Member {
  readonly key: string;
  readonly value: unknown;
  /** The text ended inside of this value. */
  readonly cut: boolean;
}

export interface Tolerant {
  /** Of every object at the top level, or inside a list there. */
  readonly members: readonly Member[];
  readonly objects: number;
}

const MAX_DEPTH = 16;
const MAX_MEMBERS = 512;
const MAX_OBJECTS = 16;

const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”"“',
  '”': '”"',
  '‘': "’'‘",
  '’': "’'",
  '＂': '＂',
};
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
// What stands behind the end of a string. Any other quote belongs to the words inside of it.
const AFTER_STRING = /^\s*(?:$|[,:;=}\])&，：；]|["'“”‘’＂`]?[\w-]{1,32}["'“”‘’＂`]?\s*[:：])/u;
const LOOK_AHEAD = 80;
const NESTED = /["'“”‘’＂`]\s*(?:=>|[:=：])\s*$/u;
const SEPARATORS = /[\s,;，；&\0-\u001f\ufeff\ufffd]/u;
const NOT_A_NUMBER = /^[-+]?(?:nan|inf|infinity|1\.#(?:qnan|snan|ind|inf))/i;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** A bare word or number: what the field's printf makes of a value it does not have is not a number. */
function bareValue(token: string): unknown {
  const lower = token.toLowerCase();
  if (lower === 'true') return true;
  if (lower === 'false') return false;
  if (['null', 'none', 'undefined', 'nil', ''].includes(lower)) return null;
  if (NUMBER.test(token)) return Number(token);
  return NOT_A_NUMBER.test(token) ? Number.NaN : token;
}

/**
 * Reads text that was meant to be JSON: single, curly or missing quotes, missing or trailing commas, `nan`, raw line ends, garbage before,
 * between and behind, an end in the middle. Never throws; every character is looked at a bounded number of times.
 */
export class TolerantReader {
  private at = 0;
  private count = 0;

  constructor(private readonly text: string) {}

  /** Every object there is, one after another. */
  objects(): Tolerant {
    const members: Member[] = [];
    let objects = 0;
    for (let open = this.nextOpen(); open !== -1 && objects < MAX_OBJECTS; open = this.nextOpen()) {
      this.at = open;
      // The value of a key whose own object lost its beginning: what it says is not said by the message.
      if (NESTED.test(this.text.slice(Math.max(0, open - LOOK_AHEAD), open))) this.value(2);
      else if (this.text[open] === '{') {
        objects += 1;
        this.object(1, (member) => members.push(member));
      }
      // A list is looked through: what stands in it is at the top level for us.
      else this.at += 1;
    }
    return { members, objects };
  }

  /**
   * Every `key: value` of a text whose frame is lost, with how deep it stands. The outermost ones are those of the message: a text cut off in
   * front closes more than it opens.
   */
  scan(): readonly Member[] {
    const found: { readonly member: Member; readonly depth: number }[] = [];
    let depth = 0;
    while (this.at < this.text.length && found.length < MAX_MEMBERS) {
      const here = this.text[this.at] ?? '';
      if (here === '{' || here === '[') depth += 1;
      if (here === '}' || here === ']') depth -= 1;
      if ('{}[]'.includes(here) || SEPARATORS.test(here)) {
        this.at += 1;
        continue;
      }
      const key = this.key();
      if (key === null || !this.colon()) continue;
      const begin = this.at;
      const value = this.value(MAX_DEPTH - 2);
      found.push({ member: { key, ...value }, depth });
      // What is nested is walked through as well, to keep the count of the braces.
      if (typeof value.value === 'object' && value.value !== null) this.at = begin;
    }
    const outermost = Math.min(...found.map((each) => each.depth));
    return found.filter((each) => each.depth === outermost).map(({ member }) => member);
  }

  private nextOpen(): number {
    for (let at = this.at; at < this.text.length; at += 1) if ('{['.includes(this.text[at] ?? ' ')) return at;
    return -1;
  }

  private object(depth: number, take: (member: Member) => void): void {
    this.at += 1;
    while (this.at < this.text.length) {
      const here = this.text[this.at] ?? '';
      if (here === '}') {
        this.at += 1;
        return;
      }
      if (this.count >= MAX_MEMBERS) {
        this.at = this.text.length;
        return;
      }
      if (SEPARATORS.test(here)) this.at += 1;
      else if (here === '{' || here === '[') this.value(depth + 1);
      else {
        const key = this.key();
        if (key === null || !this.colon()) continue;
        this.count += 1;
        take({ key, ...this.value(depth + 1) });
      }
    }
  }

  private fieldsOf(depth: number): Record<string, unknown> {
    const fields = Object.create(null) as Record<string, unknown>;
    this.object(depth, ({ key, value }) => {
      fields[key] = value;
    });
    return fields;
  }

  private list(depth: number): readonly unknown[] {
    this.at += 1;
    const items: unknown[] = [];
    while (this.at < this.text.length && items.length < MAX_MEMBERS) {
      const here = this.text[this.at] ?? '';
      if (here === '}') return items;
      if (SEPARATORS.test(here) || here === ']') {
        this.at += 1;
        if (here === ']') return items;
      } else {
        const before = this.at;
        items.push(this.value(depth + 1).value);
        if (this.at === before) this.at += 1;
      }
    }
    return items;
  }

  /** Moves on by at least one character. */
  private key(): string | null {
    const here = this.text[this.at] ?? '';
    if (Object.hasOwn(CLOSING, here)) return this.string().value.trim();
    const match = /^[^\s:=：,;&"'“”‘’＂`{}[\]]{1,64}/u.exec(this.text.slice(this.at, this.at + 64));
    this.at += match?.[0].length ?? 1;
    if (match === null) return null;
    // The first quote of the key was lost, or ended the value before it.
    if (Object.hasOwn(CLOSING, this.text[this.at] ?? '')) this.at += 1;
    return match[0];
  }

  private colon(): boolean {
    const match = /^\s*(?:=>|[:=：])/u.exec(this.text.slice(this.at, this.at + LOOK_AHEAD));
    if (match === null) return false;
    this.at += match[0].length;
    return true;
  }

  private value(depth: number): { readonly value: unknown; readonly cut: boolean } {
    while (/[\s\0]/.test(this.text[this.at] ?? '')) this.at += 1;
    const here = this.text[this.at] ?? '';
    if (here === '{' || here === '[') {
      if (depth > MAX_DEPTH) {
        this.at = this.text.length;
        return { value: undefined, cut: true };
      }
      const value = here === '{' ? this.fieldsOf(depth) : this.list(depth);
      return { value, cut: this.at >= this.text.length && !'}]'.includes(this.text.at(-1) ?? '') };
    }
    if (Object.hasOwn(CLOSING, here)) return this.string();
    const match = /^[^,;&"“”{}[\]\r\n，；]*/u.exec(this.text.slice(this.at, this.at + 256));
    const token = match?.[0] ?? '';
    this.at += token.length;
    const cut = this.at >= this.text.length;
    const value = bareValue(token.trim());
    // 4 may have been the beginning of 41.
    return { value: cut && typeof value === 'number' ? undefined : value, cut: cut && typeof value !== 'boolean' };
  }

  private string(): { readonly value: string; readonly cut: boolean } {
    const closing = CLOSING[this.text[this.at] ?? ''] ?? '"';
    this.at += 1;
    let value = '';
    while (this.at < this.text.length) {
      const here = this.text[this.at] ?? '';
      this.at += 1;
      if (here === '\\') value += this.escaped();
      else if (closing.includes(here) && AFTER_STRING.test(this.text.slice(this.at, this.at + LOOK_AHEAD)))
        return { value, cut: false };
      else value += here;
    }
    return { value: value.replace(/[\s}\]]+$/, ''), cut: true };
  }

  private escaped(): string {
    const here = this.text[this.at] ?? '';
    const code = here === 'u' ? /^[0-9a-f]{4}/i.exec(this.text.slice(this.at + 1, this.at + 5)) : null;
    this.at += code === null ? 1 : 5;
    if (code !== null) return String.fromCharCode(Number.parseInt(code[0], 16));
    return ESCAPED[here] ?? here;
  }
}
