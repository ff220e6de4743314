const MAX_REMEMBERED = 50_000;

/** Keeps the newest; a fleet that is larger than this forgets whom it heard of longest ago. */
export function remember<K, V>(memory: Map<K, V>, key: K, value: V): void {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size <= MAX_REMEMBERED) return;
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    return;
  }
}
