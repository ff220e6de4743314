import { useSay } from '@silverbell/web-ui';

/** Place of the ladders in the menu; their page comes here. */
export function LaddersPage() {
  const say = useSay();
  return (
    <main className="page-plain" aria-label={say('ladders.title')}>
      <h2>{say('ladders.title')}</h2>
    </main>
  );
}
