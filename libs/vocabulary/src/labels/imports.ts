import type * as codes from '../codes/imports.js';
import { label, type Labels } from '../label.js';

export const IMPORT_KIND_LABELS: Labels<codes.ImportKind> = {
  regions: label('区划', 'Regions'),
  facilities: label('养老服务设施', 'Facilities'),
  people: label('老年人及住所、联系人', 'Homes, seniors and contacts'),
  helpers: label('助老员', 'Helpers'),
  devices: label('设备', 'Devices'),
};

export const IMPORT_STATE_LABELS: Labels<codes.ImportState> = {
  reading: label('正在读取和检查', 'Being read and checked'),
  checked: label('已检查，等待确认导入', 'Checked; waits to be committed'),
  committing: label('正在写入', 'Being written'),
  committed: label('已导入', 'Imported'),
  undone: label('已撤销', 'Undone'),
  failed: label('文件无法导入', 'The file cannot be imported'),
};

export const IMPORT_ROW_STATE_LABELS: Labels<codes.ImportRowState> = {
  accepted: label('可导入', 'Accepted'),
  rejected: label('不导入', 'Rejected'),
  written: label('已写入', 'Written'),
  unchanged: label('已在册，未改动', 'On file already, unchanged'),
  undone: label('已撤销', 'Undone'),
  kept: label('保留（已在使用）', 'Kept: in use by now'),
};

export const IMPORT_FAILURE_LABELS: Labels<codes.ImportFailure> = {
  'not-a-spreadsheet': label(
    '这不是电子表格文件，请用 .xlsx 或 .csv',
    'This is no spreadsheet; please use .xlsx or .csv',
  ),
  'not-what-its-name-says': label(
    '文件内容与扩展名不符，请检查是否选错文件',
    'The file is not what its name says; please check whether it is the right one',
  ),
  'old-or-locked-workbook': label(
    '旧版 .xls 或加密的工作簿无法读取，请去掉密码并另存为 .xlsx',
    'An old .xls or a locked workbook cannot be read; please remove the password and save it as .xlsx',
  ),
  'broken-file': label(
    '文件已损坏，请重新保存后再上传',
    'The file is damaged; please save it anew and upload it again',
  ),
  'unzipped-too-large': label('文件解压后超过 1 GB，未读取', 'The file unpacks to more than 1 GiB and was not read'),
  'too-many-columns': label(
    '表格超过 200 列，请删去多余的列',
    'The table has more than 200 columns; please remove some',
  ),
  'too-many-texts': label(
    '表格中的文字太多，请分成几个文件',
    'The table holds too many texts; please split it into several files',
  ),
  'no-rows': label('文件中没有数据行', 'The file has no rows'),
  'no-headings': label(
    '没有找到表头，请使用模板，或指明各列的含义',
    'No headings were found; please use the template or say what the columns mean',
  ),
};

export const IMPORT_FAULT_LABELS: Labels<codes.ImportFault> = {
  missing: label('此项必填，现为空', 'This is required and empty'),
  'cell-too-long': label('单元格超过 2,000 字', 'The cell has more than 2,000 characters'),
  formula: label('单元格是公式，请粘贴为数值', 'The cell is a formula; please paste its value'),
  'cell-error': label('单元格是错误值', 'The cell holds an error'),
  'code-unknown': label('不在可选值之内', 'This is none of the possible values'),
  'number-unreadable': label('无法识别为数字', 'This is no number'),
  'date-unreadable': label('无法识别为日期，请写成 1950-03-15', 'This is no date; please write 1950-03-15'),
  'date-impossible': label('日期不可能（太早或在将来）', 'The date is impossible: too early, or in the future'),
  'text-too-long': label('文字太长', 'The text is too long'),
  'id-invalid': label(
    '编号只能用字母、数字、点、横线、下划线，最多 64 位',
    'An id has letters, digits, dots, hyphens and underscores, at most 64',
  ),
  'id-taken': label('编号已被其他记录使用', 'The id belongs to another record'),
  'two-people': label('一个单元格写了两个人，请分成两行', 'Two people in one cell; please use two rows'),
  'phone-form': label('电话号码中有不能识别的字符', 'The phone number has characters that belong to none'),
  'id-number-fifteen': label(
    '15 位身份证号已停用，请填写 18 位号码',
    'Numbers of 15 digits are no longer valid; please write the one of 18',
  ),
  'id-number-form': label('身份证号应为 18 位', 'An identity number has 18 characters'),
  'id-number-date': label('身份证号中的出生日期不存在', 'The birth date in the identity number does not exist'),
  'id-number-check': label('身份证号校验位不对，请核对', 'The check digit of the identity number is wrong'),
  'birth-date-differs': label('出生日期与身份证号不一致', 'The birth date differs from the identity number'),
  'gender-differs': label('性别与身份证号不一致', 'The gender differs from the identity number'),
  'two-birthdays': label(
    '同一个人在文件中有两个出生日期，两行均不导入',
    'The same person has two birth dates in this file; both rows are refused',
  ),
  'twice-in-file': label('与前面的某一行重复', 'The same as an earlier row'),
  'region-missing': label('没有写所属区划', 'No region is given'),
  'region-unknown': label('找不到这个区划，或不在您的管辖范围', 'There is no such region, or it is not within yours'),
  'region-ambiguous': label('有几个同名区划，请同时写上级', 'Several regions have this name; please add the one above'),
  'region-cycle': label('上级区划互为上下级', 'These regions are above each other in a circle'),
  'region-level': label('级别必须低于上级区划', 'The level must be below that of the region above'),
  'region-inactive': label('该区划已停用', 'The region is no longer active'),
  'region-root': label('不能新建没有上级的区划', 'A region without one above it cannot be added'),
  'place-unreadable': label('坐标无法识别', 'The coordinates cannot be read'),
  'place-nowhere': label('坐标不是有效位置（例如 0/0）', 'The coordinates are no place (0/0, for example)'),
  'parent-unknown': label('找不到上级设施', 'The facility above is not known'),
  'home-unknown': label('找不到这个住所', 'The home is not known'),
  'senior-unknown': label('找不到这位老人', 'The senior is not known'),
  'person-deceased': label('此身份证号属于已故人员', 'The identity number belongs to a deceased person'),
  'too-young': label('助老员须年满 18 岁', 'A helper must be 18 or older'),
  'hub-unknown': label('找不到所属网关', 'Its hub is not known'),
  refused: label('未被接受', 'This was not accepted'),
};

export const IMPORT_WARNING_LABELS: Labels<codes.ImportWarning> = {
  'place-of-region': label(
    '没有坐标，暂用区划中心，请在地图上补充',
    'No coordinates: the centre of the region stands in',
  ),
  'village-missing': label('没有写村（社区），先记在上一级', 'No village is given: recorded one level above'),
  'outside-boundary': label('坐标在区划边界之外', 'The place lies outside the boundary of its region'),
  'far-from-centre': label(
    '坐标离区划中心超过 50 公里',
    'The place lies more than 50 km from the centre of its region',
  ),
  'phone-odd': label('电话号码位数不常见，请核对', 'The phone number has an unusual number of digits'),
  'id-number-area': label('身份证号的地区代码未知', 'The area code of the identity number is not known'),
};

export const IMPORT_KEPT_REASON_LABELS: Labels<codes.ImportKeptReason> = {
  'has-incidents': label('已有求助事件，不能撤销', 'There are incidents by now'),
  'has-device': label('已绑定设备，请先退回设备', 'A device is bound; please return it first'),
  'changed-since': label('导入后已被修改，不能撤销', 'It was changed after the import'),
  'in-use': label('已有其他记录引用，不能撤销', 'Other records refer to it by now'),
};

export const IMPORT_CHANGE_LABELS: Labels<codes.ImportChange> = {
  new: label('新建', 'New'),
  changed: label('补充', 'Added to'),
  unchanged: label('不改动', 'Unchanged'),
  open: label('写入时确定', 'Known when written'),
  refused: label('不能写入', 'Will be refused'),
};

export const IMPORT_RECORD_LABELS: Labels<codes.ImportRecord> = {
  region: label('区划', 'region'),
  facility: label('设施', 'facility'),
  home: label('住所', 'home'),
  senior: label('老年人', 'senior'),
  contact: label('联系人', 'contact'),
  helper: label('助老员', 'helper'),
  device: label('设备', 'device'),
};
