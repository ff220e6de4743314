import { Route, Routes } from 'react-router';
import type { PageProps } from '../../shared/page-props.js';
import { CalendarPage } from './calendar-page.js';
import { CataloguePage } from './catalogue-page.js';
import { ItemForm } from './item-form.js';
import { CalendarForm } from './calendar-form.js';
import { SettingsPage } from './settings-page.js';

/** What daytime care stands on: the services, the working days, and the dated settings. */
export function CareGroundPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<CataloguePage {...props} />} />
      <Route path="new" element={<ItemForm />} />
      <Route path="calendar" element={<CalendarPage {...props} />} />
      <Route path="calendar/:year" element={<CalendarForm />} />
      <Route path="settings" element={<SettingsPage {...props} />} />
    </Routes>
  );
}
