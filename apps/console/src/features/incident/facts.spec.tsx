import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { TimelineEntry } from '@silverbell/wire';
import { cleanup, screen } from '@testing-library/react';
import i18next from 'i18next';
import { en, zh } from '../../app/messages.js';
import { timelineMessage } from '../../shared/timeline-messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';
import { Facts } from './facts.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const reported = (seq: number, at: string, data: object): TimelineEntry => ({
  ...{ seq, type: 'scene-reported', at, by: { id: 'h-1', name: '王海涛', kind: 'person' } },
  data: { helper: { id: 'h-1', name: '王海涛' }, ...data },
});
const shut = reported(7, '2026-11-28T06:36:02.000Z', { code: 'no-access' });
const entered = reported(9, '2026-11-28T06:40:12.000Z', { code: 'entry', entry: 'key' });

describe('how a helper got in (H17)', () => {
  it('is a fact with the way, who said it and when', () => {
    shown(<Facts incident={incidentOf({ timeline: [shut, entered] })} me="me" timeZone="Asia/Shanghai" />);
    expect(screen.getByText('入户方式').closest('div')?.textContent).toBe('入户方式钥匙 · 王海涛 · 14:40:12');
  });

  it('is a line of the timeline, too', () => {
    const t = i18next.getFixedT(null, 'console');
    expect(timelineMessage(entered, incidentOf(), t, 'Asia/Shanghai')).toBe('王海涛 现场情况：入户方式：钥匙');
  });

  it('is no fact before she reported it', () => {
    shown(<Facts incident={incidentOf({ timeline: [shut] })} me="me" timeZone="Asia/Shanghai" />);
    expect(screen.queryByText('入户方式')).toBeNull();
  });
});
