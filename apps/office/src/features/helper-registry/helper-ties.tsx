import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';

interface HelperTiesProps extends PageProps {
  readonly may: boolean;
}
/** A protection officer sees conflicts too, but no list of helpers: she has no way to this page. */
const seeingConflicts = ['lead'];

const refresh = (): void => {
  for (const route of ['helpers', 'helper', 'helperConflicts'] as const)
    void queries.invalidateQueries({ queryKey: routeKey(route) });
};

/** Where a helper is asked first (SR-73), and where she is never sent (H10); the second is for leads. */
export function HelperTies({ user, may }: HelperTiesProps) {
  const { t } = useTranslation('office');
  const { id = '' } = useParams();
  const result = useQuery(routeQuery(api, 'helper', { params: { id } }));
  return (
    <PageFrame title={result.data === undefined ? t('helpers.ties') : t('helpers.tiesOf', { name: result.data.name })}>
      <p>
        <Link to="/helpers">{t('helpers.title')}</Link>
      </p>
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <>
          <Pairs id={id} name={result.data.name} homes={result.data.pairedHomes} may={may} />
          {hasOneOf(user, seeingConflicts) ? <Conflicts id={id} name={result.data.name} /> : null}
        </>
      )}
    </PageFrame>
  );
}

interface TiesProps {
  readonly id: string;
  readonly name: string;
}

function Pairs({ id, name, homes, may }: TiesProps & { readonly homes: readonly string[]; readonly may: boolean }) {
  const { t } = useTranslation('office');
  const [adding, open, close] = useOpenDialog<'pair'>();
  const end = useRouteMutation(api, 'unpairHelper', { onSuccess: refresh });
  return (
    <Card title={t('helpers.pairs')} note={t('helpers.pairsNote')}>
      <PlainTable
        name={t('helpers.pairs')}
        heads={[t('helpers.home'), t('helpers.actions')]}
        items={homes}
        rowKey={(homeId) => homeId}
        cells={(homeId) => [
          <HomeName key="home" id={homeId} />,
          may ? (
            <Button
              key="end"
              tone="quiet"
              busy={end.isPending}
              onClick={() => end.mutate({ params: { id }, body: { homeId } })}
            >
              {t('helpers.unpair')}
            </Button>
          ) : null,
        ]}
      />
      <ProblemMessage problem={end.error} />
      {may ? (
        <div className="office-foot">
          <Button onClick={() => open('pair')}>{t('helpers.pair')}</Button>
        </div>
      ) : null}
      {adding === null ? null : (
        <ActDialog
          title={t('helpers.pairOf', { name })}
          fields={[{ key: 'homeId', label: t('helpers.home'), kind: 'home', required: true }]}
          initial={{ homeId: '' }}
          route="pairHelper"
          inputOf={({ homeId }) => ({ params: { id }, body: { homeId: String(homeId) } })}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      )}
    </Card>
  );
}

function HomeName({ id }: { readonly id: string }) {
  const home = useQuery(routeQuery(api, 'home', { params: { id } })).data;
  return home === undefined ? id : `${home.label} · ${home.address}`;
}

function Conflicts({ id, name }: TiesProps) {
  const { t } = useTranslation('office');
  const [adding, open, close] = useOpenDialog<'conflict'>();
  const result = useQuery(routeQuery(api, 'helperConflicts', { params: { id } }));
  const end = useRouteMutation(api, 'endConflict', { onSuccess: refresh });
  return (
    <Card title={t('helpers.conflicts')} note={t('helpers.conflictsNote')}>
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <PlainTable
          name={t('helpers.conflicts')}
          heads={[t('helpers.against'), t('helpers.actions')]}
          items={result.data.items}
          rowKey={(one) => one.id}
          cells={(one) => [
            t(one.seniorId === null ? 'helpers.wholeHome' : 'helpers.person', { name: one.name }),
            <Button
              key="end"
              tone="quiet"
              busy={end.isPending}
              onClick={() =>
                end.mutate({
                  params: { id },
                  body: one.seniorId === null ? { homeId: one.homeId ?? '' } : { seniorId: one.seniorId },
                })
              }
            >
              {t('helpers.endConflict')}
            </Button>,
          ]}
        />
      )}
      <ProblemMessage problem={end.error} />
      <div className="office-foot">
        <Button onClick={() => open('conflict')}>{t('helpers.conflict')}</Button>
      </div>
      {adding === null ? null : (
        <ActDialog
          title={t('helpers.conflictOf', { name })}
          fields={[
            { key: 'seniorId', label: t('helpers.senior'), kind: 'senior' },
            { key: 'homeId', label: t('helpers.home'), kind: 'home' },
          ]}
          initial={{ seniorId: '', homeId: '' }}
          route="noteConflict"
          inputOf={({ seniorId, homeId }) => ({
            params: { id },
            body: orNone(seniorId ?? '') ? { seniorId: String(seniorId) } : { homeId: String(homeId) },
          })}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      )}
    </Card>
  );
}
