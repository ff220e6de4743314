import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import type { Entry } from './entry.js';
import type { EntryStore } from './outbox.store.js';

interface Tables extends DBSchema {
  entry: { key: string; value: Entry };
}

/** 2: a report names its subject, which may be a service order; before, it named its assignment. */
const VERSION = 2;

/** In the IndexedDB of this telephone, under the name of the app. */
export class IndexedDbEntryStore implements EntryStore {
  readonly #name: string;
  #opened: Promise<IDBPDatabase<Tables>> | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  async all(): Promise<readonly Entry[]> {
    return (await this.#open()).getAll('entry');
  }

  async put(entry: Entry): Promise<void> {
    await (await this.#open()).put('entry', entry, entry.id);
  }

  async remove(id: string): Promise<void> {
    await (await this.#open()).delete('entry', id);
  }

  #open(): Promise<IDBPDatabase<Tables>> {
    this.#opened ??= openDB<Tables>(this.#name, VERSION, {
      upgrade: (db, from, _, transaction) => {
        if (from === 0) db.createObjectStore('entry');
        else void nameSubjects(transaction.objectStore('entry'));
      },
    });
    return this.#opened;
  }
}

async function nameSubjects(entries: IDBPObjectStore<Tables, 'entry'[], 'entry', 'versionchange'>): Promise<void> {
  for (const { assignmentId, ...entry } of (await entries.getAll()) as (Entry & { assignmentId: string })[])
    await entries.put({ ...entry, subjectId: assignmentId }, entry.id);
}
