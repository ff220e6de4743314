import { Injectable } from '@nestjs/common';
/** A hash takes 19 MiB and a core: the other cores go on answering lists and taking presses. */
const AT_ONCE = 2;
/** One to two seconds of hashing; a login that comes then is told to try again. */
const MOST_WAITING = 48;
/** One address cannot fill the queue. */
const MOST_WAITING_OF_ADDRESS = 32;

export interface Login {
  readonly username: string;
  readonly address: string;
}
interface Waiting extends Login {
  readonly begin: () => void;
}

/** Passwords are checked two at a time, and of one account from one address one at a time: the next try sees how the last one ended. */
@Injectable()
export class LoginQueue {
  readonly #waiting: Waiting[] = [];
  readonly #running = new Set<string>();

  /** `null`: too many are waiting already, and nothing was begun. */
  run<Answer>({ username, address }: Login, work: () => Promise<Answer>): Promise<Answer> | null {
    const ofAddress = this.#waiting.filter((other) => other.address === address).length;
    if (this.#waiting.length >= MOST_WAITING || ofAddress >= MOST_WAITING_OF_ADDRESS) return null;
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        const key = keyOf({ username, address });
        this.#running.add(key);
        void work()
          .then(resolve, reject)
          .finally(() => {
            this.#running.delete(key);
            this.#next();
          });
      };
      this.#waiting.push({ username, address, begin });
      this.#next();
    });
  }

  #next(): void {
    while (this.#running.size < AT_ONCE) {
      const next = this.#waiting.findIndex((one) => !this.#running.has(keyOf(one)));
      if (next < 0) return;
      this.#waiting.splice(next, 1)[0]?.begin();
    }
  }
}

const keyOf = ({ username, address }: Login): string => JSON.stringify([username, address]);
