import type { Basemap, MapTier } from '@silverbell/web-map';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from './app-client.js';

/** The base map, read once for every map on the page: its lowest tier, what may be drawn above it, and which of them it is in words. */
export function useBasemap() {
  const { t } = useTranslation('console');
  const drawn = useQuery({
    queryKey: routeKey('basemap', {}),
    // The contract leaves the features open: GeoJSON.
    queryFn: async () => (await api.call('basemap', {})) as Basemap,
    refetchInterval: (query) => (query.state.status === 'error' ? 30_000 : false),
  });
  // The frame of the page asks for it; here it is only looked at.
  const meta = useQuery({ ...routeQuery(api, 'meta', {}), enabled: false }).data;
  const caption = (tier: MapTier): string => {
    const lost = meta?.map.tiles != null && tier !== 'tiles' ? `${t('map.tilesLost')} · ` : '';
    if (tier === 'tiles') return t('map.tiles');
    if (tier === 'plain' && drawn.isError) return lost + t('map.missing');
    if (meta?.demo === true) return lost + t(tier === 'file' ? 'map.demo' : 'map.demoPlain');
    return lost + t(tier === 'file' ? 'map.file' : 'map.plain');
  };
  return { basemap: drawn.data ?? null, sources: meta?.map, caption };
}
