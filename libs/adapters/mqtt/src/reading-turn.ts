/**
 * While more than a thousand connections have something to read, libuv goes on reading for tens of thousands of them before it comes to timers and
 * immediates: at 20,000 heartbeats a second on a busy machine `received` was three seconds late. So a connection that speaks when this many
 * heartbeats were read in one turn of the loop is not read from until another turn, which lets as many go on.
 */
const MOST_IN_ONE_TURN = 50;

export class ReadingTurn {
  private read = 0;
  private isUnderWay = false;
  private readonly waiting: (() => void)[] = [];

  /** Counts one message that was read. `true`: its connection has to wait, and `goOn` is called when it may be read from again. */
  isOver(goOn: () => void): boolean {
    this.begin();
    this.read += 1;
    if (this.read <= MOST_IN_ONE_TURN) return false;
    this.waiting.push(goOn);
    return true;
  }

  private begin(): void {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    setImmediate(() => {
      this.isUnderWay = false;
      this.read = 0;
      for (const goOn of this.waiting.splice(0, MOST_IN_ONE_TURN)) goOn();
      if (this.waiting.length > 0) this.begin();
    });
  }
}
