import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** One message as it passed, wherever that was. */
export interface Passed {
  /** An MQTT topic, or the namespace of a socket. */
  readonly where: string;
  /** Of a socket: the name of the event. */
  readonly event: string | null;
  readonly payload: unknown;
  /** Of MQTT, as it was published. */
  readonly qos?: 0 | 1 | 2;
}

interface Message {
  readonly name: string;
  readonly payload?: object;
}
interface Channel {
  readonly address: string;
  readonly messages: Readonly<Record<string, Message>>;
}
interface Operation {
  readonly channel: { readonly $ref: string };
  readonly messages: readonly { readonly $ref: string }[];
  readonly bindings?: { readonly mqtt?: { readonly qos: number } };
}
export interface AsyncApi {
  readonly asyncapi: string;
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** The published document as a judge of what really passed. Knows nothing of our code: it reads the document alone. */
export class PublishedWords {
  /** `channel message`, as often as it was seen. */
  readonly seen = new Map<string, number>();
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(readonly document: AsyncApi) {
    const isTime = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);
    this.#ajv.addFormat('date-time', isTime);
  }

  /** References of the document that lead nowhere. */
  loose(): string[] {
    const { operations } = this.document;
    const refs = Object.values(operations).flatMap(({ channel, messages }) => [
      channel.$ref,
      ...messages.map(({ $ref }) => $ref),
    ]);
    return refs.filter((ref) => this.#at(ref) === undefined);
  }

  /** `null`: as the document says. Otherwise what is wrong with it, in words. */
  fault({ where, event, payload, qos }: Passed): string | null {
    const channel = Object.entries(this.document.channels).find(([, { address }]) => fits(address, where));
    if (channel === undefined) return `${where}: no channel of the document`;
    const [name, { messages }] = channel;
    const said = Object.entries(messages).find(([, message]) => event === null || message.name === event);
    if (said === undefined) return `${where}: ${event ?? ''} is no message of ${name}`;
    const [key, message] = said;
    this.seen.set(`${name} ${key}`, (this.seen.get(`${name} ${key}`) ?? 0) + 1);
    if (message.payload === undefined) return null;
    const check = this.#check(`${name} ${key}`, message.payload);
    if (!check(payload))
      return `${where} ${event ?? ''}: ${this.#ajv.errorsText(check.errors)} in ${JSON.stringify(payload)}`;
    const bound = this.#operationOf(name)?.bindings?.mqtt?.qos;
    if (qos !== undefined && bound !== undefined && qos !== bound)
      return `${where}: QoS ${String(qos)}, the document says ${String(bound)}`;
    return null;
  }

  #check(key: string, schema: object): ValidateFunction {
    const check = this.#checks.get(key) ?? this.#ajv.compile(schema);
    this.#checks.set(key, check);
    return check;
  }

  #operationOf(channel: string): Operation | undefined {
    return Object.values(this.document.operations).find((one) => one.channel.$ref === `#/channels/${channel}`);
  }

  #at(ref: string): unknown {
    return ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], this.document);
  }
}

const fits = (address: string, where: string): boolean =>
  new RegExp(
    `^${address
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace('{below}', '.+')
      .replace(/\{\w+\}/g, '[^/]+')}$`,
  ).test(where);
