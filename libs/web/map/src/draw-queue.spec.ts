import { describe, expect, it } from '@jest/globals';
import { DrawQueue } from './draw-queue.js';

function queue() {
  const asked: (() => void)[] = [];
  const drawn: string[] = [];
  let nowMs = 0;
  const drawings = new DrawQueue({ next: (call) => asked.push(call), nowMs: () => nowMs });
  return {
    drawn,
    drawings,
    asked,
    draws: (name: string, tookMs: number) =>
      drawings.add(() => {
        drawn.push(name);
        nowMs += tookMs;
      }),
    frame: () => asked.shift()?.(),
  };
}

describe('drawings that can wait', () => {
  it('are drawn in their order, as many as fit into half a frame', () => {
    const { draws, drawn, frame } = queue();
    for (const name of ['a', 'b', 'c', 'd']) draws(name, 4);
    expect(drawn).toEqual([]);
    frame();
    expect(drawn).toEqual(['a', 'b']);
    frame();
    expect(drawn).toEqual(['a', 'b', 'c', 'd']);
  });

  it('take a frame each where one is longer than that', () => {
    const { draws, drawn, frame } = queue();
    for (const name of ['long', 'longer']) draws(name, 40);
    frame();
    expect(drawn).toEqual(['long']);
    frame();
    expect(drawn).toEqual(['long', 'longer']);
  });

  it('ask for one frame at a time, and for none when all is drawn', () => {
    const { draws, asked, frame } = queue();
    draws('a', 1);
    draws('b', 1);
    expect(asked).toHaveLength(1);
    frame();
    expect(asked).toHaveLength(0);
  });

  it('are left out when they are not wanted any more', () => {
    const { draws, drawn, drawings, frame } = queue();
    draws('a', 1);
    drawings.clear();
    frame();
    expect(drawn).toEqual([]);
    draws('b', 1);
    frame();
    expect(drawn).toEqual(['b']);
  });
});
