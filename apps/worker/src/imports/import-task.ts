import type { ImportJob } from '@silverbell/usecases';
import type { WorkerDeps } from '../worker.js';
import type { ImportKind } from '@silverbell/vocabulary';
import { commitImport } from './commit-import.js';
import { readImport } from './read-import.js';
import type { RowWriter } from './row-writer.js';
import { undoImport } from './undo-import.js';
import { deviceWriter } from './write-devices.js';
import { facilityWriter } from './write-facilities.js';
import { helperWriter } from './write-helpers.js';
import { peopleWriter } from './write-people.js';
import { regionWriter } from './write-regions.js';

const WRITERS: Readonly<Record<ImportKind, RowWriter>> = {
  regions: regionWriter,
  facilities: facilityWriter,
  people: peopleWriter,
  helpers: helperWriter,
  devices: deviceWriter,
};

/** One import, from wherever it stands to where it waits for a person. Done twice it does nothing more. */
export class ImportTask {
  constructor(private readonly deps: WorkerDeps) {}

  async run(id: string): Promise<void> {
    await this.deps.work.alone(id, async () => {
      const job = await this.deps.imports.find(id);
      if (job?.work != null) await this.#work(job);
    });
  }

  async #work(job: ImportJob): Promise<void> {
    const { logger } = this.deps;
    const facts = { import: job.id, kind: job.kind, work: job.work, from: job.position };
    logger.fact('info', 'import-work-begun', facts);
    if (job.work === 'read') await readImport(this.deps, job);
    if (job.work === 'commit') await commitImport(this.deps, job, WRITERS[job.kind]);
    if (job.work === 'undo') await undoImport(this.deps, job);
    logger.fact('info', 'import-work-ended', facts);
  }
}
