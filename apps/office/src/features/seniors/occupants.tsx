import type { SeniorOnFile } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api } from '../../shared/app-client.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { refreshFile } from './refresh-file.js';
import type { FileProps } from './senior-file.js';

type Occupant = SeniorOnFile['homeFile']['occupants'][number];

/** As the route takes it: a person on file by her id, another one by name. */
const asWritten = ({ seniorId, name, relation, isChild }: Occupant) =>
  seniorId === null ? { name, relation, isChild } : { seniorId, relation, isChild };

/** Everybody who lives in the home: a helper who comes at night must know whom to look for (H05). */
export function Occupants({ senior, may }: FileProps) {
  const { t } = useTranslation('office');
  const { id, occupants } = senior.homeFile;
  const [adding, open, close] = useOpenDialog<'add'>();
  const write = useRouteMutation(api, 'writeOccupants', { onSuccess: refreshFile });
  return (
    <>
      <PlainTable
        name={t('seniors.occupants')}
        heads={[t('seniors.occupantName'), t('seniors.relation'), t('seniors.isChild'), '']}
        items={occupants}
        rowKey={(one) => one.id}
        cells={(one) => [
          one.name,
          one.relation,
          t(one.isChild ? 'form.yes' : 'form.no'),
          may ? (
            <Button
              tone="quiet"
              busy={write.isPending}
              aria-label={t('seniors.removeOccupantOf', { name: one.name })}
              onClick={() =>
                write.mutate({
                  params: { id },
                  body: { occupants: occupants.filter((other) => other !== one).map(asWritten) },
                })
              }
            >
              {t('seniors.removeContact')}
            </Button>
          ) : null,
        ]}
      />
      <ProblemMessage problem={write.error} />
      {may ? (
        <div className="office-foot">
          <Button onClick={() => open('add')}>{t('seniors.addOccupant')}</Button>
        </div>
      ) : null}
      {adding === null ? null : (
        <ActDialog
          title={t('seniors.addOccupant')}
          fields={[
            { key: 'name', label: t('seniors.occupantName'), kind: 'text', required: true },
            { key: 'relation', label: t('seniors.relation'), kind: 'text', required: true },
            { key: 'isChild', label: t('seniors.isChild'), kind: 'tick' },
          ]}
          initial={{ name: '', relation: '', isChild: false }}
          route="writeOccupants"
          inputOf={({ name, relation, isChild }) => ({
            params: { id },
            body: {
              occupants: [
                ...occupants.map(asWritten),
                { name: String(name), relation: String(relation), isChild: isChild === true },
              ],
            },
          })}
          onDone={() => {
            refreshFile();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
