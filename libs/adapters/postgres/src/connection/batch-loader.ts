/** While this many batches are being loaded, further keys wait for the next batch. A key that comes alone is loaded at once. */
const MAX_BATCHES_IN_FLIGHT = 2;
const MAX_BATCH_SIZE = 64;

interface PendingLoad<K, V> {
  readonly key: K;
  readonly resolve: (value: V) => void;
  readonly reject: (error: unknown) => void;
}

/** Loads keys that are asked for at the same time with one call of `loadMany`, which answers in the order of its keys. Nothing is cached. */
export class BatchLoader<K, V> {
  private readonly pending: PendingLoad<K, V>[] = [];
  private batchesInFlight = 0;

  constructor(private readonly loadMany: (keys: readonly K[]) => Promise<readonly V[]>) {}

  load(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.pending.push({ key, resolve, reject });
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.batchesInFlight < MAX_BATCHES_IN_FLIGHT && this.pending.length > 0) {
      const batch = this.pending.splice(0, MAX_BATCH_SIZE);
      this.batchesInFlight += 1;
      void this.settle(batch).finally(() => {
        this.batchesInFlight -= 1;
        this.dispatch();
      });
    }
  }

  private async settle(batch: readonly PendingLoad<K, V>[]): Promise<void> {
    try {
      const values = await this.loadMany(batch.map(({ key }) => key));
      for (const [n, { resolve }] of batch.entries()) resolve(values[n] as V);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      // one bad key must not fail the others: each is tried alone
      else await Promise.all(batch.map((one) => this.settle([one])));
    }
  }
}
