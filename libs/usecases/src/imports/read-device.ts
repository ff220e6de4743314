import { readName } from './cells.js';
import { DEVICE_PROFILE_WORDS, DEVICE_ROLE_WORDS } from './code-words.js';
import type { DeviceDraft } from './drafts.js';
import { readIdentity } from './read-identity.js';
import type { RowOf } from './read-row.js';
import type { RowReader } from './row-reader.js';

/** A device, and where it is: in a home by its number or address, or with a senior. Without either it goes into the stock. */
export function readDevice(reader: RowReader): RowOf<DeviceDraft> {
  const written = reader.id();
  if (written === undefined && reader.cell('id') === undefined) reader.fault('missing', 'id');
  const role = reader.code('role', DEVICE_ROLE_WORDS);
  if (role === undefined && reader.cell('role') === undefined) reader.fault('missing', 'role');
  const profile = reader.code('profile', DEVICE_PROFILE_WORDS) ?? (role === 'watch' ? 'watch' : 'native');
  const { idNumber } = readIdentity(reader);
  const name = reader.text('name', 100);
  const addressWords = reader.text('address') ?? null;
  const hasRegion = ['county', 'town', 'village', 'region'].some((field) => reader.text(field) !== undefined);
  const region = hasRegion ? reader.region() : undefined;
  const hubId = reader.id('hubId');
  const childName = reader.text('childName', 100);
  const read = name === undefined ? undefined : readName(name);
  if (read?.isTwo === true) reader.fault('two-people', 'name');
  const id = withPrefix(written ?? '', profile);
  const draft: DeviceDraft = {
    ...{ id, role: role ?? 'sos-button', profile, regionId: region?.id ?? null, homeId: reader.id('homeId') ?? null },
    addressWords,
    senior: idNumber === undefined && read === undefined ? null : { idNumber, name: read?.name },
    room: reader.text('room', 80),
    behind: hubId === undefined ? undefined : { hubId, name: childName ?? id },
  };
  return { draft, key: id === '' ? null : id, same: null };
}

/** A watch reports under its number with this prefix. */
const withPrefix = (id: string, profile: string): string =>
  profile === 'watch' && id !== '' && !id.startsWith('watch:') ? `watch:${id}` : id;
