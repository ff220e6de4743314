import type { ReactNode } from 'react';

/** A list of facts; what is not on file is a dash, never left out. */
export function Facts({ of }: { readonly of: readonly (readonly [label: string, fact: ReactNode])[] }) {
  return (
    <dl className="office-facts">
      {of.map(([label, fact]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{fact === null || fact === undefined || fact === '' ? '—' : fact}</dd>
        </div>
      ))}
    </dl>
  );
}
