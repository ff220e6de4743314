import type { BodyOf } from '@silverbell/wire';
import { ALERT_KIND_LABELS, type AlertKind } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { useDraft } from '@silverbell/web-session';
import {
  Button,
  choicesOf,
  Dialog,
  Form,
  ProblemMessage,
  SelectField,
  TextArea,
  TextField,
  NOTE_LENGTH,
  SHORT_LENGTH,
} from '@silverbell/web-ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHomeSearch } from '../../shared/use-home-search.js';
import { api, drafts, live } from '../../shared/app-client.js';
import pieces from '../../shared/pieces.module.css';

interface NewIncidentProps {
  /** The home that was looked up before, if one was. */
  readonly about: { readonly home?: { readonly homeId: string; readonly label: string } };
  readonly onClose: () => void;
  readonly onOpened: (id: string) => void;
}

const EMPTY: {
  readonly kind: AlertKind;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly homeId: string;
  readonly note: string;
} = { kind: 'sos', callerNumber: '', callerName: '', homeId: '', note: '' };

/** A telephone call becomes an incident; a caller may know nothing and still need help. */
export function NewIncidentDialog({ about, onClose, onOpened }: NewIncidentProps) {
  const { t } = useTranslation('console');
  const { isPending, error, mutate } = useRouteMutation(api, 'openIncident', {
    onSuccess: async ({ id }) => {
      await live.refresh();
      onOpened(id);
      over();
    },
  });
  const [filled, write, forget] = useDraft(drafts, 'new-incident', EMPTY);
  useEffect(() => {
    if (about.home !== undefined) write({ homeId: about.home.homeId });
  }, [about.home]);
  const { kind, callerNumber, callerName, homeId, note } = filled;
  const over = (): void => {
    forget();
    onClose();
  };
  const send = (): void => {
    const entered = Object.entries(filled)
      .map(([field, value]) => [field, value.trim()])
      .filter(([, value]) => value !== '');
    mutate({ body: Object.fromEntries(entered) as BodyOf<'openIncident'> });
  };
  const kinds = choicesOf(ALERT_KIND_LABELS, ['cancel', 'test']);
  return (
    <Dialog title={t('form.newTitle')} open onClose={over}>
      <Form name={t('form.newTitle')} onSend={send}>
        <p className="sb-hint">{t('form.newHint')}</p>
        <SelectField
          data-first
          label={t('form.kind')}
          value={kind}
          choices={kinds}
          onValueChange={(value) => write({ kind: value })}
        />
        <TextField
          label={t('form.callerNumber')}
          type="tel"
          value={callerNumber}
          onValueChange={(value) => write({ callerNumber: value })}
        />
        <TextField
          label={t('form.callerName')}
          value={callerName}
          longest={SHORT_LENGTH}
          onValueChange={(value) => write({ callerName: value })}
        />
        <HomeField value={homeId} lookedUp={about.home} onChoose={(id) => write({ homeId: id })} />
        <TextArea
          label={t('form.note')}
          value={note}
          longest={NOTE_LENGTH}
          onValueChange={(value) => write({ note: value })}
        />
        <ProblemMessage problem={error} />
        <div className={pieces.dialogButtons}>
          <Button onClick={over}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" busy={isPending}>
            {t('form.newSubmit')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Finds the home a caller speaks of: words in, a short list out, one of them chosen. */
function HomeField({
  value,
  lookedUp,
  onChoose,
}: {
  value: string;
  /** The home that was found before this form was opened. */
  lookedUp: { readonly homeId: string; readonly label: string } | undefined;
  onChoose: (homeId: string) => void;
}) {
  const { t } = useTranslation('console');
  const search = useHomeSearch();
  const { found } = search;
  const searchHome = (): void => {
    if (search.isEmpty) return;
    onChoose('');
    search.find();
  };
  const choices = (found ?? []).map((one) => ({
    value: one.id,
    label: `${one.seniors.map((each) => each.name).join('、')} · ${one.address}`,
  }));
  return (
    <>
      <div className={pieces.searchLine}>
        <TextField
          label={t('form.homeQuery')}
          value={search.query}
          onValueChange={search.setQuery}
          onKeyDown={(event) => {
            // Enter looks the home up; it must not open the incident half filled in. Nor while a Chinese word is being composed.
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            searchHome();
          }}
        />
        <Button busy={search.busy} onClick={searchHome}>
          {t('form.homeSearch')}
        </Button>
      </div>
      <ProblemMessage problem={search.problem} />
      {found === null && lookedUp !== undefined && value === lookedUp.homeId ? (
        <p role="status">{t('form.homeIs', { home: lookedUp.label })}</p>
      ) : null}
      {found === null ? null : found.length === 0 ? (
        <p role="status">{t('form.homeNone')}</p>
      ) : (
        <SelectField
          label={t('form.home')}
          value={value}
          placeholder={t('form.homeUnknown')}
          choices={choices}
          onValueChange={onChoose}
        />
      )}
    </>
  );
}
