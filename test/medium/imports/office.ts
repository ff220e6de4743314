import { writeXlsx, type Sheet } from '@silverbell/adapter-spreadsheet';
import { JsonLogger } from '@silverbell/adapter-runtime';
import { startWorker, type RunningWorker } from '@silverbell/worker';
import type { TestDatabase } from '@silverbell/testing-world';
import type { ImportOnWire } from '@silverbell/wire';
import { ApiStage, type Answer } from '../api/api-stage.js';

export interface RowOnWire {
  readonly row: number;
  readonly sheet: string;
  readonly column: string | null;
  readonly cell: string | null;
  readonly code: string;
  readonly sentence: string;
}

const WITHIN_MS = 30_000;

/** An api and a worker over one database, and an officer who sends files. */
export class Office extends ApiStage {
  readonly workerLog: string[] = [];
  private worker: RunningWorker | null = null;

  async opens(database?: Promise<TestDatabase>): Promise<void> {
    await this.starts({}, database);
    await this.startsWorker();
  }

  async startsWorker(): Promise<void> {
    const { settings, databaseUrl } = this.request;
    const destination = { write: (line: string) => void this.workerLog.push(line) };
    const logger = new JsonLogger({ process: 'worker', level: 'info', destination });
    this.worker = await startWorker({ settings, databaseUrl, logger, clock: this.clock });
  }

  async stopsWorker(): Promise<void> {
    await this.worker?.stop();
    this.worker = null;
  }

  async closes(): Promise<void> {
    await this.stopsWorker();
    await this.stops();
  }

  async sends(
    kind: string,
    file: { readonly name: string; readonly bytes: BlobPart },
    {
      as: username = 'admin',
      fields = {},
      headers = {},
    }: { as?: string; fields?: Record<string, string>; headers?: Record<string, string> } = {},
  ): Promise<Answer<{ id: string }>> {
    const form = new FormData();
    // As browsers and curl do it: the file may come before the fields.
    form.set('file', new Blob([file.bytes]), file.name);
    for (const [name, value] of Object.entries({ kind, datum: 'wgs84', ...fields })) form.set(name, value);
    const response = await fetch(`${this.origin}/api/v1/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.tokenOf(username)}`, ...headers },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as { id: string }, headers: response.headers };
  }

  csv(kind: string, text: string, fields: Record<string, string> = {}): Promise<string> {
    return this.#id(this.sends(kind, { name: `${kind}.csv`, bytes: text }, { fields }));
  }

  async xlsx(kind: string, ...sheets: Sheet[]): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of writeXlsx(sheets.map((sheet) => ({ ...sheet, isTrusted: true })))) pieces.push(piece);
    return this.#id(this.sends(kind, { name: `${kind}.xlsx`, bytes: Buffer.concat(pieces) as BlobPart }));
  }

  async state(id: string): Promise<ImportOnWire> {
    const { body, status } = await this.ask<ImportOnWire>('GET', `/api/v1/imports/${id}`, { as: 'admin' });
    if (status !== 200) throw new Error(`import ${id}: ${String(status)} ${JSON.stringify(body)}`);
    return body;
  }

  /** Waits until the import is in this state; another one that waits for a person is an error. */
  async until(id: string, state: ImportOnWire['state'], withinMs = WITHIN_MS): Promise<ImportOnWire> {
    const give = Date.now() + withinMs;
    for (;;) {
      const now = await this.state(id);
      if (now.state === state) return now;
      if (now.state === 'failed' || Date.now() > give)
        throw new Error(`${state} was expected: ${JSON.stringify(now)} ${this.workerLog.slice(-5).join('')}`);
      // Nothing is pushed to a program: it asks again, below what an account may ask in a second.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async rows(id: string, state = 'rejected', language = 'zh-CN'): Promise<readonly RowOnWire[]> {
    const { body } = await this.ask<{ items: RowOnWire[] }>('GET', `/api/v1/imports/${id}/rows?state=${state}`, {
      ...{ as: 'admin', headers: { 'accept-language': language } },
    });
    return body.items;
  }

  async commits(id: string): Promise<ImportOnWire> {
    await this.until(id, 'checked');
    await this.ask('POST', `/api/v1/imports/${id}/commit`, { as: 'admin', body: {} });
    return this.until(id, 'committed');
  }

  async undoes(id: string): Promise<ImportOnWire> {
    await this.ask('POST', `/api/v1/imports/${id}/undo`, { as: 'admin', body: {} });
    return this.until(id, 'undone');
  }

  async exports(
    body: Readonly<Record<string, unknown>>,
    as = 'admin',
    language = 'zh-CN',
  ): Promise<{ readonly id: string; readonly inFull: boolean; readonly href: string; readonly rows: number }> {
    const begun = await this.ask<{ id: string }>('POST', '/api/v1/exports', {
      ...{ as, body: { purpose: 'service', ...body }, headers: { 'accept-language': language } },
    });
    if (begun.status !== 201) throw new Error(`the export was refused: ${JSON.stringify(begun.body)}`);
    const { id } = begun.body;
    for (const give = Date.now() + WITHIN_MS; ;) {
      const { body: now } = await this.ask<{ state: string; href: string | null; inFull: boolean; rows: number }>(
        'GET',
        `/api/v1/exports/${id}`,
        { as },
      );
      if (now.href !== null) return { id, ...now, href: now.href };
      if (Date.now() > give) throw new Error(`no file: ${JSON.stringify(now)} ${this.workerLog.slice(-5).join('')}`);
      // As above: a program asks again.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async fetches(href: string, as = 'admin'): Promise<{ readonly headers: Headers; readonly bytes: Buffer }> {
    const response = await fetch(this.origin + href, {
      headers: { authorization: `Bearer ${await this.tokenOf(as)}` },
    });
    if (!response.ok) throw new Error(`${href}: ${String(response.status)} ${await response.text()}`);
    return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  async #id(sent: Promise<Answer<{ id: string }>>): Promise<string> {
    const { status, body } = await sent;
    if (status !== 201) throw new Error(`the upload was refused: ${String(status)} ${JSON.stringify(body)}`);
    return body.id;
  }
}
