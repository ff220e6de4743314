/**
 * The closed subset of templates that real firmware sends in its discovery messages. There is no template engine here on purpose: what is
 * outside of it is said to be unsupported, and never guessed.
 */
export interface Template {
  readonly of: Expression;
  readonly choose: {
    readonly op: Operator | null;
    readonly than: Literal | null;
    readonly then: Literal;
    readonly otherwise: Literal;
  } | null;
}
type Literal = string | number | boolean;
type Operator = '==' | '!=' | '>' | '<' | '>=' | '<=';
interface Expression {
  /** `null`: the payload as it is; else the way into its JSON. */
  readonly path: readonly string[] | null;
  readonly filters: readonly ('int' | 'float' | 'round')[];
}

const STEP = String.raw`(?:\.[A-Za-z_]\w*|\[(?:'[^'\]]*'|"[^"\]]*"|\d+)\])`;
const FILTER = String.raw`\s*\|\s*(?:int|float|round)(?:\(\s*-?\d*\s*\))?`;
const EXPRESSION = String.raw`(?:value_json${STEP}+|value)(?:${FILTER})*`;
const LITERAL = String.raw`'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|True|False`;
const PLAIN = new RegExp(String.raw`^\{\{-?\s*(${EXPRESSION})\s*-?\}\}$`);
const CHOICE = new RegExp(
  String.raw`^\{\{-?\s*(${LITERAL})\s+if\s+\(?\s*(${EXPRESSION})\s*(?:(==|!=|>=|<=|>|<)\s*(${LITERAL}))?\s*\)?\s+else\s+(${LITERAL})\s*-?\}\}$`,
);
const MAX_LENGTH = 256;

function literal(text: string): Literal {
  if (/^['"]/.test(text)) return text.slice(1, -1);
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return Number(text);
}

function expression(text: string): Expression {
  const filters = [...text.matchAll(/\|\s*(int|float|round)/g)].map(([, name]) => name as 'int' | 'float' | 'round');
  const [base = ''] = text.split('|', 1);
  if (!base.startsWith('value_json')) return { path: null, filters };
  const steps = base.slice('value_json'.length).matchAll(/\.([A-Za-z_]\w*)|\['([^'\]]*)'\]|\["([^"\]]*)"\]|\[(\d+)\]/g);
  return { path: [...steps].map(([, a, b, c, d]) => a ?? b ?? c ?? d ?? ''), filters };
}

/** `null`: outside the subset. */
export function readTemplate(text: unknown): Template | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return null;
  const plain = PLAIN.exec(text.trim());
  if (plain) return { of: expression(plain[1] ?? ''), choose: null };
  const choice = CHOICE.exec(text.trim());
  if (!choice) return null;
  const [, then = '', of = '', op, than, otherwise = ''] = choice;
  return {
    of: expression(of),
    choose: {
      op: (op as Operator | undefined) ?? null,
      than: than === undefined ? null : literal(than),
      then: literal(then),
      otherwise: literal(otherwise),
    },
  };
}

function valueOf({ path, filters }: Expression, text: string, json: unknown): unknown {
  let value: unknown = path === null ? text : json;
  for (const step of path ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  for (const filter of filters) {
    // Of an object JSON may have made something no text can be made of.
    const number =
      typeof value === 'boolean' ? Number(value) : typeof value === 'object' ? NaN : parseFloat(String(value));
    value = Number.isNaN(number)
      ? 0
      : filter === 'int'
        ? Math.trunc(number)
        : filter === 'round'
          ? Math.round(number)
          : number;
  }
  return value;
}

function holds(op: Operator | null, value: unknown, than: Literal | null): boolean {
  if (op === null) return Boolean(value);
  if (op === '==') return value === than;
  if (op === '!=') return value !== than;
  if (typeof value !== 'number' || typeof than !== 'number') return false;
  return op === '>' ? value > than : op === '<' ? value < than : op === '>=' ? value >= than : value <= than;
}

/** What it makes of a payload, as text; `null`: nothing (the payload does not speak of it). */
export function render({ of, choose }: Template, text: string, json: unknown): string | null {
  const value = valueOf(of, text, json);
  if (value === undefined || value === null || typeof value === 'object') return null;
  return String(choose === null ? value : holds(choose.op, value, choose.than) ? choose.then : choose.otherwise);
}
