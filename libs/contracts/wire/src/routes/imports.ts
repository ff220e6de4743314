import type { ImportKind, Role } from '@silverbell/vocabulary';
import { ENDPOINTS } from '../endpoints.js';
import {
  importList,
  importMade,
  importOnWire,
  importRequest,
  importRowList,
  importRowsQuery,
  mapImportColumnsRequest,
  nothing,
} from '../http/index.js';
import type { Route } from './route.js';
import { KEEP_FACILITIES, KEEP_FILES, KEEP_PLACES, look, words } from './shape.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Who keeps a list may import it; within one's own regions, as everywhere. */
export const MAY_IMPORT: Readonly<Record<ImportKind, readonly Role[]>> = {
  regions: KEEP_PLACES,
  facilities: KEEP_FACILITIES,
  helpers: KEEP_FACILITIES,
  people: KEEP_FILES,
  devices: KEEP_FILES,
};

/** Files of the office on their way in and out. Which kinds an account may import is a matter of the lists they write to. */
export const IMPORT_ROUTES = {
  beginImport: {
    ...ENDPOINTS.beginImport,
    roles: KEEP_FILES,
    body: importRequest,
    multipart: true,
    response: importMade,
    status: 201,
    idempotent: true,
    tag: 'imports',
    summary: words('上传要导入的文件', 'Upload a file to import; it is read and checked, and nothing is written yet'),
    problems: ['file-missing', 'file-too-large'],
  },
  imports: look('imports', KEEP_FILES, 'imports', importList, words('导入记录', 'Imports, newest first')),
  import: look('import', KEEP_FILES, 'imports', importOnWire, words('导入的状态', 'How far an import has come')),
  importRows: {
    ...look(
      'importRows',
      KEEP_FILES,
      'imports',
      importRowList,
      words('逐行结果、原因，及写入前的预览', 'Rows of an import, with reasons; of accepted ones what they become'),
    ),
    query: importRowsQuery,
    problems: ['import-over'],
  },
  mapImportColumns: {
    ...ENDPOINTS.mapImportColumns,
    roles: KEEP_FILES,
    body: mapImportColumnsRequest,
    response: importOnWire,
    status: 200,
    tag: 'imports',
    summary: words(
      '改正列的对应，重新检查',
      'Say what columns are to be taken for; the file is read and checked again',
    ),
    problems: ['import-not-checked', 'import-over'],
  },
  commitImport: {
    ...ENDPOINTS.commitImport,
    roles: KEEP_FILES,
    body: nothing,
    response: importOnWire,
    status: 200,
    tag: 'imports',
    summary: words('确认导入可用的行', 'Write the rows that were accepted'),
    problems: ['import-not-checked', 'import-over'],
  },
  undoImport: {
    ...ENDPOINTS.undoImport,
    roles: KEEP_FILES,
    body: nothing,
    response: importOnWire,
    status: 200,
    tag: 'imports',
    summary: words('撤销导入（已在使用的保留）', 'Undo an import; what is in use by now stays, with its reason'),
    problems: ['import-not-committed', 'import-over'],
  },
  importTemplate: {
    ...look('importTemplate', KEEP_FILES, 'imports', nothing, words('下载导入模板', 'A template to fill in')),
    response: null,
    produces: XLSX,
    problems: ['not-found'],
  },
} as const satisfies Record<string, Route>;
