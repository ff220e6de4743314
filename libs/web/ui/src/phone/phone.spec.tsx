import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { startI18n } from '../i18n.js';
import { en, zh } from '../messages.js';
import { Countdown, NoteField, PhoneButton, PhoneTop, Steps, TEXT_SIZES, textSizes } from './index.js';

beforeAll(() => startI18n('phone-test' as never, { zh, en } as never));
afterEach(cleanup);

describe('the parts of a phone page', () => {
  it('the text grows with each press, 18 22 26 30, and begins again', async () => {
    textSizes.choose(18);
    render(<PhoneTop title="银铃助老" demo />);
    const seen: string[] = [];
    for (const _ of TEXT_SIZES) {
      await userEvent.click(screen.getByRole('button', { name: /^字号/ }));
      seen.push(document.documentElement.style.fontSize);
    }
    expect(seen).toEqual(['22px', '26px', '30px', '18px']);
  });

  it('a busy button keeps the focus and does nothing twice', async () => {
    let presses = 0;
    render(
      <PhoneButton busy onClick={() => (presses += 1)}>
        我到了
      </PhoneButton>,
    );
    const button = screen.getByRole('button', { name: '正在提交…' });
    await userEvent.click(button);
    expect([presses, document.activeElement === button, button.getAttribute('aria-busy')]).toEqual([0, true, 'true']);
  });

  it('the steps name the one that is now', () => {
    render(<Steps label="进度" steps={['接单', '出发', '到场']} at={1} />);
    expect(screen.getByRole('list', { name: '进度' }).querySelector('[aria-current="step"]')?.textContent).toBe(
      '2出发',
    );
  });

  it('a countdown that is over is an empty ring, never a full one', () => {
    const { container } = render(
      <Countdown share={-0.4} digits="00:00">
        已过时
      </Countdown>,
    );
    expect(container.querySelectorAll('circle')[1]?.getAttribute('stroke-dasharray')).toBe('0 233');
  });

  it('a note shows right-to-left text in its own direction and says when it is too long', async () => {
    function Page() {
      const [text, setText] = useState('');
      return <NoteField label="说明" value={text} max={5} onValueChange={setText} />;
    }
    render(<Page />);
    const field = screen.getByRole('textbox', { name: '说明' });
    await userEvent.type(field, '一二三四五六七');
    expect(field.getAttribute('dir')).toBe('auto');
    expect(screen.getByText('最多 5 个字，还要删去 2 个。')).toBeTruthy();
  });
});
