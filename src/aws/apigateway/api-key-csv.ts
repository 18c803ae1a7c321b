// The file of API keys that ImportApiKeys takes: `Name,key,description,Enabled,usageplanIds`, the order free.
import { assertKeyName, assertKeyValue, textOrNull } from './api-key.ts';
import { badRequest } from './errors.ts';

export interface KeyRow {
  readonly name: string;
  readonly key: string;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
}

/** Varco's own bound. */
const rowsMax = 10_000;

/** @throws AwsError BadRequestException; AWS's words for a file without its columns are unknown. */
export function readKeyRows(text: string): readonly KeyRow[] {
  const [header, ...rows] = readCsv(text);
  const columns = (header ?? []).map((name) => name.trim().toLowerCase());
  if (!columns.includes('name') || !columns.includes('key')) {
    throw badRequest('Invalid API Key file: the columns Name and Key are required');
  }
  if (rows.length > rowsMax)
    throw badRequest(`Invalid API Key file: more than ${rowsMax} API Keys are specified`);
  return rows.map((row) => {
    const cell = (name: string): string => row[columns.indexOf(name)]?.trim() ?? '';
    assertKeyName(cell('name'));
    assertKeyValue(cell('key'));
    return {
      name: cell('name'),
      key: cell('key'),
      description: textOrNull(cell('description')),
      enabled: cell('enabled').toLowerCase() === 'true',
      usagePlanIds: cell('usageplanids')
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    };
  });
}

const field = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;

/** Cells may stand in quotes, doubled ones within. Empty lines count for nothing. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, cell, end] of text.replace(/^\uFEFF/, '').matchAll(field)) {
    if (whole === '' && row.length === 0) break;
    row.push(cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!);
    if (end === ',') continue;
    if (row.some((value) => value.trim() !== '')) rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}
