/** The station cannot start, and the person at the keyboard can change that: `message` is one sentence for them. */
export class StationRefused extends Error {
  override readonly name = 'StationRefused';
}
