import { Button, Dialog } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, FieldValue, FormValues } from './field.js';
import { merged, mergeOf, type Side } from './merge.js';
import { isPlace } from './place.js';

interface ConflictDialogProps<Values> {
  readonly fields: readonly Field<Values>[];
  readonly before: Values;
  readonly mine: Values;
  readonly theirs: Values;
  readonly who: string | undefined;
  readonly onChosen: (values: Values) => void;
  readonly onClose: () => void;
}

/** Another person changed the record meanwhile: who, what, and one choice per field that differs. */
export function ConflictDialog<Values extends FormValues<Values>>(props: ConflictDialogProps<Values>) {
  const { t } = useTranslation('office');
  const { fields, mine, theirs, who } = props;
  const { differing, proposed } = mergeOf(props.before, mine, theirs);
  const [chosen, setChosen] = useState(proposed);
  return (
    <Dialog title={t('form.conflict')} open wide onClose={props.onClose}>
      <p>{who === undefined ? t('form.conflictUnknown') : t('form.conflictBy', { name: who })}</p>
      <table className="office-table">
        <thead>
          <tr>
            <th scope="col">{t('form.field')}</th>
            <th scope="col">{t('form.mine')}</th>
            <th scope="col">{t('form.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {fields
            .filter(({ key }) => differing.includes(key))
            .map((field) => (
              <tr key={field.key}>
                <th scope="row">{field.label}</th>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <label>
                      <input
                        type="radio"
                        name={field.key}
                        checked={chosen[field.key] === side}
                        onChange={() => setChosen((before): Record<string, Side> => ({ ...before, [field.key]: side }))}
                      />{' '}
                      <Shown field={field} value={(side === 'mine' ? mine : theirs)[field.key]} />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
      <div className="office-foot">
        <Button data-first onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button tone="primary" onClick={() => props.onChosen(merged(mine, theirs, chosen))}>
          {t('form.keepMerged')}
        </Button>
      </div>
    </Dialog>
  );
}

function Shown({ field, value }: { readonly field: Field<Record<string, FieldValue>>; readonly value: FieldValue }) {
  const { t } = useTranslation('office');
  const word = (code: string): string =>
    field.kind === 'choice' || field.kind === 'choices'
      ? (field.choices.find((one) => one.value === code)?.label ?? code)
      : code;
  if (typeof value === 'boolean') return <span>{t(value ? 'form.yes' : 'form.no')}</span>;
  if (isPlace(value)) return <span>{value.lat === '' ? t('form.nothing') : `${value.lat}, ${value.lng}`}</span>;
  const words = typeof value === 'string' ? word(value) : value.map(word).join(t('app.and'));
  return <span>{words === '' ? t('form.nothing') : words}</span>;
}
