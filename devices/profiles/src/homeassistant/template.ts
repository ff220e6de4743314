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
  readonly filters: readonly Filter[];
}
type Filter = (typeof FILTERS)[number];
/** `is_defined` and `default` say what becomes of a payload that does not speak of it: nothing, here as without them. */
const FILTERS = ['int', 'float', 'round', 'is_defined', 'default', 'upper', 'lower', 'trim', 'string', 'bool'] as const;

const STEP = String.raw`(?:\.get\(\s*(?:'[^']*'|"[^"]*")\s*\)|\.[A-Za-z_]\w*|\[(?:'[^'\]]*'|"[^"\]]*"|\d+)\])`;
const FILTER = String.raw`\s*\|\s*(?:${FILTERS.join('|')})(?:\(\s*(?:-?\d*|'[^']*'|"[^"]*"|true|false|none)\s*\))?`;
const EXPRESSION = String.raw`(?:value_json${STEP}+|value)(?:${FILTER})*`;
const LITERAL = String.raw`'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|True|False`;
const PLAIN = new RegExp(String.raw`^\{\{-?\s*(${EXPRESSION})\s*-?\}\}$`);
const CHOICE = new RegExp(
  String.raw`^\{\{-?\s*(${LITERAL})\s+if\s+\(?\s*(${EXPRESSION})\s*(?:(==|!=|>=|<=|>|<)\s*(${LITERAL}))?\s*\)?\s+else\s+(${LITERAL})\s*-?\}\}$`,
);
const IN_BLOCKS = new RegExp(
  String.raw`^\{%-?\s*if\s+\(?\s*(${EXPRESSION})\s*(?:(==|!=|>=|<=|>|<)\s*(${LITERAL}))?\s*\)?\s*-?%\}\s*([^{}%]*?)\s*\{%-?\s*else\s*-?%\}\s*([^{}%]*?)\s*\{%-?\s*endif\s*-?%\}$`,
);
const IIF = new RegExp(
  String.raw`^\{\{-?\s*\(?\s*(${EXPRESSION})\s*(?:(==|!=|>=|<=|>|<)\s*(${LITERAL}))?\s*\)?\s*\|\s*iif\(\s*(${LITERAL})\s*,\s*(${LITERAL})\s*\)\s*-?\}\}$`,
);
const PATHS = new RegExp(String.raw`value_json(${STEP}+)`, 'g');
const MAX_LENGTH = 256;

function literal(text: string): Literal {
  if (/^['"]/.test(text)) return text.slice(1, -1);
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return Number(text);
}

const pathOf = (steps: string): string[] =>
  [
    ...steps.matchAll(
      /\.get\(\s*(?:'([^']*)'|"([^"]*)")\s*\)|\.([A-Za-z_]\w*)|\['([^'\]]*)'\]|\["([^"\]]*)"\]|\[(\d+)\]/g,
    ),
  ].map((found) => found.slice(1).find((step) => step !== undefined) ?? '');

function expression(text: string): Expression {
  const [base = '', ...rest] = text.split('|');
  const filters = rest.flatMap((filter) => FILTERS.find((name) => name === /^\s*(\w+)/.exec(filter)?.[1]) ?? []);
  return base.startsWith('value_json')
    ? { path: pathOf(base.slice('value_json'.length)), filters }
    : { path: null, filters };
}

interface Choice {
  readonly of: string;
  readonly op: string | undefined;
  readonly than: string | undefined;
  readonly then: Literal;
  readonly otherwise: Literal;
}

function choiceIn(text: string): Choice | null {
  const choice = CHOICE.exec(text);
  if (choice) {
    const [, then = '', of = '', op, than, otherwise = ''] = choice;
    return { of, op, than, then: literal(then), otherwise: literal(otherwise) };
  }
  const iif = IIF.exec(text);
  const [, of = '', op, than, then = '', otherwise = ''] = iif ?? IN_BLOCKS.exec(text) ?? [];
  if (of === '') return null;
  return iif ? { of, op, than, then: literal(then), otherwise: literal(otherwise) } : { of, op, than, then, otherwise };
}

/** `null`: outside the subset. */
export function readTemplate(text: unknown): Template | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return null;
  const plain = PLAIN.exec(text.trim());
  if (plain) return { of: expression(plain[1] ?? ''), choose: null };
  const choice = choiceIn(text.trim());
  if (!choice) return null;
  const { of, op, than, then, otherwise } = choice;
  return {
    of: expression(of),
    choose: {
      op: (op as Operator | undefined) ?? null,
      than: than === undefined ? null : literal(than),
      then,
      otherwise,
    },
  };
}

/** The parts of a payload that a template beyond the subset speaks of. */
export function mentionedIn(text: unknown): readonly (readonly string[])[] {
  if (typeof text !== 'string') return [];
  return [...text.slice(0, 4 * MAX_LENGTH).matchAll(PATHS)].slice(0, 8).map(([, steps = '']) => pathOf(steps));
}

export function partOf(path: readonly string[], json: unknown): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function valueOf({ path, filters }: Expression, text: string, json: unknown): unknown {
  let value = path === null ? text : partOf(path, json);
  if (value === undefined) return undefined;
  for (const filter of filters) value = filtered(filter, value);
  return value;
}

function filtered(filter: Filter, value: unknown): unknown {
  // Of an object JSON may have made something no text can be made of.
  const plain = typeof value === 'object' ? null : String(value as string | number | boolean);
  switch (filter) {
    case 'is_defined':
    case 'default':
      return value;
    case 'upper':
      return plain?.toUpperCase();
    case 'lower':
      return plain?.toLowerCase();
    case 'trim':
      return plain?.trim();
    case 'string':
      return plain;
    case 'bool':
      return plain === null ? null : /^(true|yes|on|1)$/i.test(plain);
    case 'int':
    case 'float':
    case 'round': {
      const number = typeof value === 'boolean' ? Number(value) : plain === null ? NaN : parseFloat(plain);
      if (Number.isNaN(number)) return 0;
      return filter === 'int' ? Math.trunc(number) : filter === 'round' ? Math.round(number) : number;
    }
  }
}

function matches(op: Operator | null, value: unknown, than: Literal | null): boolean {
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
  return String(choose === null ? value : matches(choose.op, value, choose.than) ? choose.then : choose.otherwise);
}
