import type { AnswerOf } from '@silverbell/wire';
import { AUDIT_SUBJECT_KIND_LABELS } from '@silverbell/vocabulary';
import { dayAndTime, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import type { PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';

type Entry = AnswerOf<'audit'>['items'][number];
const DAY_MS = 86_400_000;
const instant = (at: number | null): string | undefined => (at === null ? undefined : new Date(at).toISOString());

export function AuditPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const columns: readonly Column<Entry>[] = [
    { key: 'at', title: t('audit.at'), cell: (one) => dayAndTime(one.at, timeZone) },
    { key: 'actor', title: t('audit.actor'), cell: (one) => one.actor.name },
    { key: 'action', title: t('audit.action'), cell: (one) => one.action },
    {
      key: 'subject',
      title: t('audit.subject'),
      cell: (one) => `${labelOf(AUDIT_SUBJECT_KIND_LABELS, one.subjectKind)} ${one.subjectId}`,
    },
    { key: 'region', title: t('audit.region'), cell: (one) => regionName(one.regionId) },
    {
      key: 'details',
      title: t('audit.details'),
      cell: (one) =>
        Object.entries(one.details)
          .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
          .join(' '),
      extra: true,
    },
  ];
  return (
    <ListPage
      list="audit"
      exportAs="audit"
      userId={user.id}
      title={t('audit.title')}
      note={t('audit.note')}
      route="audit"
      filters={[
        { key: 'subjectId', label: t('audit.subjectId'), of: 'words' },
        { key: 'actorId', label: t('audit.actorId'), of: 'words' },
        { key: 'from', label: t('audit.from'), of: 'words' },
        { key: 'to', label: t('audit.to'), of: 'words' },
      ]}
      columns={columns}
      rowKey={(one) => String(one.id)}
      read={({ subjectId, actorId, from, to }, cursor) => {
        const end = beginOfDay(to ?? '', timeZone);
        return api.call('audit', {
          query: {
            ...{ subjectId, actorId, cursor, limit: 100 },
            ...{ from: instant(beginOfDay(from ?? '', timeZone)), to: instant(end === null ? null : end + DAY_MS) },
          },
        });
      }}
    />
  );
}
