import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../shared/messages.js';
import { LessonList } from './lesson-list.js';

beforeAll(() => startI18n('pendant', { zh, en }));
afterEach(cleanup);

describe('a lesson of the pendant', () => {
  it('lights, vibrates and speaks as the device would', async () => {
    const said: string[] = [];
    const felt: unknown[] = [];
    Object.assign(globalThis, {
      speechSynthesis: { cancel: () => undefined, speak: ({ text }: { text: string }) => said.push(text) },
      SpeechSynthesisUtterance: class {
        constructor(readonly text: string) {}
      },
    });
    Object.assign(navigator, { vibrate: (pattern: unknown) => felt.push(pattern) });
    const onTry = jest.fn();
    render(<LessonList onTry={onTry} />);
    await userEvent.click(screen.getByRole('button', { name: /已有人前往/ }));
    expect(onTry).toHaveBeenCalledWith(3);
    expect(said).toEqual(['已有人前往']);
    expect(felt).toEqual([[150, 120, 150, 120, 150]]);
  });
});
