import { SaxesParser } from 'saxes';
import { SheetRefused } from './sheet.js';

export interface Tag {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}
export interface XmlEvents {
  onOpen(tag: Tag): void;
  onText(text: string): void;
  onClose(name: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Feeds a part to the parser piece by piece. Entities of its own are not known to it, so that none can unfold. */
export class XmlReader {
  readonly #parser = new SaxesParser();
  readonly #decoder = new TextDecoder('utf-8');

  constructor(events: XmlEvents) {
    this.#parser.on('error', () => {
      throw new SheetRefused('broken-file');
    });
    this.#parser.on('opentag', ({ name, attributes }) => events.onOpen({ name: local(name), attributes }));
    this.#parser.on('text', (text) => events.onText(text));
    this.#parser.on('cdata', (text) => events.onText(text));
    this.#parser.on('closetag', ({ name }) => events.onClose(local(name)));
  }

  write(piece: Uint8Array): void {
    this.#parser.write(this.#decoder.decode(piece, { stream: true }));
  }

  close(): void {
    this.#parser.write(this.#decoder.decode());
    this.#parser.close();
  }
}

export async function readXml(pieces: AsyncIterable<Uint8Array>, events: XmlEvents): Promise<void> {
  const reader = new XmlReader(events);
  for await (const piece of pieces) reader.write(piece);
  reader.close();
}
