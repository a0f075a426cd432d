import { createRequire } from 'node:module';
import type { SaxesOptions, SaxesParser } from 'saxes';

/** The parser of XML, loaded with the first file that is XML. */
export function saxesParser<T extends SaxesOptions>(options: T): SaxesParser<T> {
  const library = createRequire(import.meta.url)('saxes') as typeof import('saxes');
  return new library.SaxesParser(options);
}

/** What happens in XML; names are without their namespace's prefix. */
export interface XmlHandler {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Parses XML piece by piece. No entity of a document type is expanded, so that none can grow. */
export class XmlReader {
  readonly #parser = saxesParser({ position: false });
  readonly #decoder = new TextDecoder('utf-8');

  constructor({ open, close, text }: XmlHandler) {
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw error;
    });
    if (open !== undefined)
      parser.on('opentag', ({ name, attributes }) => {
        open(bare(name), attributes as Record<string, string>);
      });
    if (close !== undefined)
      parser.on('closetag', ({ name }) => {
        close(bare(name));
      });
    if (text !== undefined) {
      parser.on('text', text);
      parser.on('cdata', text);
    }
  }

  /** @throws Error of the parser where it is not XML */
  write(bytes: Buffer): void {
    this.#parser.write(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#parser.write(this.#decoder.decode());
    this.#parser.close();
  }
}

function bare(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** An attribute by its name without a prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const own = attributes[name];
  if (own !== undefined) return own;
  const key = Object.keys(attributes).find((one) => one.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}
