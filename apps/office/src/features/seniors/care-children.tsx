import type { AnswerOf } from '@silverbell/wire';
import { Button } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import type { CareRecordProps } from './care-file.js';
import { refreshCareFile } from './refresh-file.js';

type Child = NonNullable<AnswerOf<'children'>['children']>[number];
type Values = Readonly<Record<string, FieldValue>>;
/** `at`: of which child in the list. */
type Act =
  { readonly what: 'add' } | { readonly what: 'none' } | { readonly what: 'change' | 'remove'; readonly at: number };

/** Her children, where each of them lives and whether it can look after her: what it is taken from that she lives alone (CR-14). */
export function Children({ file, senior, may }: CareRecordProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [dialog, open, close] = useOpenDialog<Act>();
  const { children, livesAlone } = file.children;
  const items = (children ?? []).map((child, at) => ({ child, at }));
  // Their names are shown to those alone who see hers.
  const nameOf = ({ child, at }: (typeof items)[number]): string =>
    senior.masked ? t('careFile.childNo', { n: at + 1 }) : child.name;
  const known = (is: boolean | null, yes: string, no: string): string =>
    is === null ? t('careFile.notKnown') : is ? yes : no;
  const placeOf = ({ community }: Child): string =>
    community === null
      ? t('careFile.notKnown')
      : 'regionId' in community
        ? regionName(community.regionId)
        : community.words;
  return (
    <Card
      title={t('careFile.childrenAlone')}
      note={t('careFile.aloneIs', { verdict: known(livesAlone, t('form.yes'), t('form.no')) })}
    >
      {items.length === 0 ? (
        <p className="pad quiet">{t(children === null ? 'careFile.notStated' : 'careFile.noneStated')}</p>
      ) : (
        <PlainTable
          name={t('careFile.childrenAlone')}
          heads={[
            ...[t('careFile.childName'), t('careFile.livesAt'), t('careFile.capable'), t('careFile.incapableProof')],
            ...(may ? [t('careFile.changeChild')] : []),
          ]}
          items={items}
          rowKey={({ at }) => String(at)}
          cells={(one) => [
            nameOf(one),
            placeOf(one.child),
            known(one.child.capable, t('careFile.can'), t('careFile.cannot')),
            one.child.proof ?? '—',
            ...(may
              ? [
                  <span key="acts">
                    {(['change', 'remove'] as const).map((what) => (
                      <Button
                        key={what}
                        tone="quiet"
                        aria-label={t(`careFile.${what}ChildOf`, { name: nameOf(one) })}
                        onClick={() => open({ what, at: one.at })}
                      >
                        {t(`careFile.${what}Child`)}
                      </Button>
                    ))}
                  </span>,
                ]
              : []),
          ]}
        />
      )}
      {may ? (
        <div className="office-foot no-print">
          <Button onClick={() => open({ what: 'add' })}>{t('careFile.addChild')}</Button>
          {children === null ? <Button onClick={() => open({ what: 'none' })}>{t('careFile.stateNone')}</Button> : null}
        </div>
      ) : null}
      {dialog === null ? null : (
        <ChildDialog
          act={dialog}
          seniorId={senior.id}
          stated={file.children}
          onEnd={() => {
            // After a refusal, too: another person may have written down a child meanwhile.
            refreshCareFile();
            close();
          }}
        />
      )}
    </Card>
  );
}

interface ChildDialogProps {
  readonly act: Act;
  readonly seniorId: string;
  readonly stated: AnswerOf<'children'>;
  readonly onEnd: () => void;
}

/** The whole list is sent each time, at the version that was read. */
function ChildDialog({ act, seniorId, stated, onEnd }: ChildDialogProps) {
  const { t } = useTranslation('office');
  const before: readonly Child[] = stated.children ?? [];
  const child = 'at' in act ? before[act.at] : undefined;
  const fields = useChildFields();
  const sends = (children: Child[]) => ({ params: { id: seniorId }, body: { children } });
  const shared = { route: 'setChildren', version: stated.version, onDone: onEnd, onClose: onEnd } as const;
  if (act.what === 'none')
    return (
      <ActDialog
        {...shared}
        title={t('careFile.stateNone')}
        note={t('careFile.stateNoneWhy')}
        fields={[]}
        initial={{}}
        inputOf={() => sends([])}
      />
    );
  if (act.what === 'remove')
    return (
      <ActDialog
        {...shared}
        title={t('careFile.removeChildOf', { name: child?.name ?? '—' })}
        note={t('careFile.removeChildWhy')}
        fields={[]}
        initial={{}}
        inputOf={() => sends(before.filter((_, n) => n !== act.at))}
      />
    );
  return (
    <ActDialog
      {...shared}
      title={act.what === 'add' ? t('careFile.addChild') : t('careFile.changeChildOf', { name: child?.name ?? '—' })}
      fields={fields}
      initial={valuesOf(child)}
      wrongTogether={({ regionId, words }) => (regionId !== '' && words !== '' ? t('careFile.livesTwice') : null)}
      inputOf={(values) =>
        sends(
          act.what === 'add'
            ? [...before, childOf(values)]
            : before.map((one, n) => (n === act.at ? childOf(values) : one)),
        )
      }
    />
  );
}

function useChildFields(): readonly Field<Record<string, FieldValue>>[] {
  const { t } = useTranslation('office');
  return [
    { key: 'name', label: t('careFile.childName'), kind: 'text', required: true },
    { key: 'regionId', label: t('careFile.livesIn'), kind: 'region', hint: t('careFile.livesHint') },
    { key: 'words', label: t('careFile.livesElsewhere'), kind: 'text' },
    {
      ...{ key: 'capable', label: t('careFile.capable'), kind: 'choice', hint: t('careFile.capableHint') },
      choices: [
        { value: 'yes', label: t('careFile.can') },
        { value: 'no', label: t('careFile.cannot') },
      ],
    },
    { key: 'proof', label: t('careFile.incapableProof'), kind: 'words' },
  ];
}

function valuesOf(child: Child | undefined): Values {
  const community = child?.community ?? null;
  const capable = child?.capable ?? null;
  return {
    ...{ name: child?.name ?? '', capable: capable === null ? '' : capable ? 'yes' : 'no', proof: child?.proof ?? '' },
    regionId: community !== null && 'regionId' in community ? community.regionId : '',
    words: community !== null && 'words' in community ? community.words : '',
  };
}

function childOf(values: Values): Child {
  const regionId = orNone(values['regionId'] ?? '');
  const words = orNone(values['words'] ?? '');
  const capable = values['capable'];
  return {
    name: String(values['name']),
    community: regionId !== undefined ? { regionId } : words !== undefined ? { words } : null,
    capable: capable === 'yes' ? true : capable === 'no' ? false : null,
    proof: orNone(String(values['proof'] ?? '').trim()) ?? null,
  };
}
