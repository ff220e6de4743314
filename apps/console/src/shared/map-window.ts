import { useCallback, useEffect, useRef, useState } from 'react';

/** What the desk and the window that holds its map tell each other. */
type MapMessage =
  { readonly type: 'here' } | { readonly type: 'gone' } | { readonly type: 'opened'; readonly id: string | null };

/** A window says that it is there so often; a window that crashed is missed after three times of this. */
const HERE_EVERY_MS = 2_000;
const MISSED_AFTER_MS = 3 * HERE_EVERY_MS;

const channelOf = (me: string): BroadcastChannel => new BroadcastChannel(`silverbell.console.map.${me}`);

/** At the desk: whether another window of this person holds the map, and a way to open one. The incident that is open is the same in both. */
export function useMapWindow(
  me: string,
  selectedId: string | null,
  onSelect: (id: string | null) => void,
): { readonly away: boolean; readonly open: () => void } {
  const [away, setAway] = useState(false);
  const channel = useRef<BroadcastChannel | null>(null);
  const latest = useRef({ selectedId, onSelect });
  latest.current = { selectedId, onSelect };
  useEffect(() => {
    const own = channelOf(me);
    channel.current = own;
    let missed: ReturnType<typeof setTimeout> | undefined;
    let there = false;
    const become = (now: boolean): void => {
      clearTimeout(missed);
      if (now) missed = setTimeout(() => become(false), MISSED_AFTER_MS);
      if (now && !there) own.postMessage({ type: 'opened', id: latest.current.selectedId } satisfies MapMessage);
      there = now;
      setAway(now);
    };
    own.onmessage = ({ data }: MessageEvent<MapMessage>) => {
      if (data.type === 'opened') latest.current.onSelect(data.id);
      else become(data.type === 'here');
    };
    return () => {
      clearTimeout(missed);
      own.close();
      channel.current = null;
    };
  }, [me]);
  useEffect(() => channel.current?.postMessage({ type: 'opened', id: selectedId } satisfies MapMessage), [selectedId]);
  const open = useCallback(() => {
    window.open('/console/map-window', 'silverbell-map', 'popup,width=1280,height=900');
  }, []);
  return { away, open };
}

/** In the window of the map: the case that is open at the desk, and a way to open another one there. */
export function useDesk(me: string): { readonly selectedId: string | null; readonly select: (id: string) => void } {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    const own = channelOf(me);
    channel.current = own;
    const tell = (message: MapMessage): void => own.postMessage(message);
    own.onmessage = ({ data }: MessageEvent<MapMessage>) => {
      if (data.type === 'opened') setSelectedId(data.id);
    };
    tell({ type: 'here' });
    const timer = setInterval(() => tell({ type: 'here' }), HERE_EVERY_MS);
    const leave = (): void => tell({ type: 'gone' });
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      leave();
      own.close();
      channel.current = null;
    };
  }, [me]);
  const select = useCallback((id: string) => {
    setSelectedId(id);
    channel.current?.postMessage({ type: 'opened', id } satisfies MapMessage);
  }, []);
  return { selectedId, select };
}
