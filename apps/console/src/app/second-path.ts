import type { IncidentSummary } from '@silverbell/wire';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../shared/app-client.js';
import { urgentAt, waits, type Desk } from './alarm.js';

const OCTAGON = `data:image/svg+xml,${encodeURIComponent(
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path fill='#b3001b' d='M5 1h6l4 4v6l-4 4H5l-4-4V5z'/><path fill='#fff' d='M7 4h2v5H7zm0 6h2v2H7z'/></svg>",
)}`;

/** The icon of the tab is an octagon while a P1 waits, and the bell again afterwards. */
export function showIcon(urgent: boolean): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon === null) return;
  icon.dataset['calm'] ??= icon.href;
  icon.href = urgent ? OCTAGON : icon.dataset['calm'];
}

/** Inside the press that starts the duty: browsers ask her only there. Refused or not there, the other paths are left. */
export function askForNotices(): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'default') return;
  void Promise.resolve(Notification.requestPermission()).catch(() => undefined);
}

export interface NoticeWords {
  readonly title: string;
  readonly body: string;
}

/** A notification of the browser for each P1 that is heard at this desk while the page is not being looked at. */
export class AlarmNotice {
  readonly #told = new Set<string>();
  #shown: Notification | null = null;

  look(urgent: readonly string[], { title, body }: NoticeWords): void {
    for (const id of [...this.#told]) if (!urgent.includes(id)) this.#told.delete(id);
    if (urgent.length === 0) return this.close();
    if (document.hasFocus() || urgent.every((id) => this.#told.has(id))) return;
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
    for (const id of urgent) this.#told.add(id);
    this.close();
    try {
      this.#shown = new Notification(title, { body, tag: 'silverbell-p1', requireInteraction: true });
      this.#shown.onclick = () => {
        window.focus();
        this.close();
      };
    } catch {
      // Some browsers have notifications in service workers only; sound, title and icon are left.
    }
  }

  close(): void {
    this.#shown?.close();
    this.#shown = null;
  }
}

/** Beside the sound, for a screen that is hidden or mute: title and icon of the tab, and a notification. None of them has a name or an address (H19). */
export function useSecondPath(cases: ReadonlyMap<string, IncidentSummary>, desk: Desk, onDuty: boolean): void {
  const { t } = useTranslation('console');
  const all = useMemo(() => [...cases.values()], [cases]);
  const waiting = all.filter((one) => one.attention.state === 'waiting').length;
  const urgent = all.filter((one) => one.severity === 1 && waits(one)).length;
  useEffect(() => {
    const title = t('app.title');
    document.title =
      urgent > 0
        ? t('app.titleUrgent', { n: urgent })
        : waiting > 0
          ? t('app.titleCount', { n: waiting, title })
          : title;
    showIcon(urgent > 0);
  }, [urgent, waiting, t]);

  const notice = useRef(new AlarmNotice());
  useEffect(() => {
    const look = (): void => {
      const heard = onDuty ? urgentAt(all, desk, clock.second()) : [];
      notice.current.look(
        heard.map(({ id }) => id),
        { title: t('app.titleUrgent', { n: heard.length }), body: t('app.noticeBody') },
      );
    };
    look();
    return clock.subscribe(look);
  }, [all, desk, onDuty, t]);
  useEffect(() => {
    const { current } = notice;
    return () => {
      current.close();
      showIcon(false);
    };
  }, []);
}
