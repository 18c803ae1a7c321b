// A template as read from its file: YAML or JSON, its sections found, its lines known.
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf, UserError } from '../core/errors.ts';
import { templateBytesMax, templateNestingMax } from '../core/limits.ts';
import { displayPath } from './find-template.ts';
import { createPositions, type PositionRecorder, type Positions } from './positions.ts';
import { withIncludes } from './template-includes.ts';
import { parseYaml, TemplateSyntaxError } from './template-yaml.ts';
import { isList, isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

export interface TemplateFile {
  /** Absolute. */
  readonly path: string;
  /** The folder relative paths in the template start from. */
  readonly folder: string;
  readonly body: TemplateMap;
  readonly positions: Positions;
  /** Files that the template includes, absolute. */
  readonly includes: ReadonlySet<string>;
  /** `template.yaml:12` for a map, list or key; without a line where that is unknown. */
  where(value?: object | null, key?: string): string;
}

/**
 * @throws UserError where the file is missing, too large, neither YAML nor JSON (with the line), or no template of
 * CloudFormation.
 */
export async function readTemplate(path: string): Promise<TemplateFile> {
  const absolute = resolve(path);
  const shown = displayPath(absolute);
  const text = await readText(absolute, shown);
  const { body: written, positions } = parse(text, absolute, shown);
  const includes = new Set<string>();
  const body = text.includes('AWS::Include')
    ? await withIncludes(written, {
        folder: dirname(absolute),
        positions,
        where: (value) => placeIn(positions, shown, value),
        // Lines of an included file are not told: what is wrong in it is told of the place that includes it.
        parse: (content, file) => parse(content, file, displayPath(file)).body,
        files: includes,
      })
    : written;
  if (!isMap(body))
    throw new UserError(`${shown} is no template: it should hold a map with a Resources section.`);
  refuseOtherDocuments(body, shown);
  return {
    path: absolute,
    folder: dirname(absolute),
    body,
    positions,
    includes,
    where: (value, key) => placeIn(positions, shown, value, key),
  };
}

function placeIn(positions: Positions, shown: string, value?: object | null, key?: string): string {
  if (value === undefined || value === null) return shown;
  const line = (key === undefined ? null : positions.lineOfKey(value, key)) ?? positions.lineOf(value);
  return line === null ? shown : `${shown}:${line}`;
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > templateBytesMax)
      throw new UserError(`${shown} is larger than ${templateBytesMax} bytes, the most a template may have.`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      `${shown} cannot be read (${messageOf(cause)}): name a template file, or a folder that holds one.`,
      { cause },
    );
  }
}

interface Parsed {
  readonly body: TemplateValue;
  readonly positions: Positions;
}

function parse(text: string, path: string, shown: string): Parsed {
  if (text.trimStart().startsWith('{')) {
    try {
      return parseJson(text);
    } catch (cause) {
      // A flow-style YAML map starts with a brace too; only a file that calls itself JSON must be JSON.
      if (path.endsWith('.json')) {
        throw new UserError(
          `${shown}${lineOfJsonError(text, cause)} is not valid JSON (${messageOf(cause)}): mend it there.`,
          { cause },
        );
      }
    }
  }
  try {
    const positions = createPositions();
    return { body: parseYaml(text, positions), positions };
  } catch (cause) {
    if (!(cause instanceof TemplateSyntaxError)) throw cause;
    throw new UserError(`${shown}:${cause.line} is not a valid template (${cause.message}): mend it there.`, {
      cause,
    });
  }
}

/** JSON.parse is fast and knows no lines: they are read off a second parse when a message needs one. */
function parseJson(text: string): Parsed {
  const body = JSON.parse(text) as TemplateValue;
  refuseDepth(body, 0);
  const positions = createPositions((record) => {
    const again = createPositions();
    try {
      copyLines(body, parseYaml(text, again), again, record);
    } catch (cause) {
      // A JSON text that YAML does not take (a tab as indentation, say) goes without lines.
      if (!(cause instanceof TemplateSyntaxError)) throw cause;
    }
  });
  return { body, positions };
}

function refuseDepth(value: TemplateValue, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > templateNestingMax) throw new TemplateSyntaxError(1, 'it is nested too deeply');
  for (const item of Object.values(value)) refuseDepth(item, depth + 1);
}

function copyLines(
  value: TemplateValue,
  twin: TemplateValue,
  lines: Positions,
  record: PositionRecorder,
): void {
  if (isList(value) && isList(twin)) {
    record.value(value, lines.lineOf(twin) ?? 1);
    for (const [index, item] of value.entries()) copyLines(item, twin[index]!, lines, record);
  } else if (isMap(value) && isMap(twin)) {
    record.value(value, lines.lineOf(twin) ?? 1);
    for (const [key, item] of Object.entries(value)) {
      record.key(value, key, lines.lineOfKey(twin, key) ?? 1);
      copyLines(item, twin[key]!, lines, record);
    }
  }
}

function lineOfJsonError(text: string, cause: unknown): string {
  const position = /position (\d+)/.exec(messageOf(cause))?.[1];
  return position === undefined ? '' : `:${text.slice(0, Number(position)).split('\n').length}`;
}

/** Someone who names a document of another kind should hear which kind it is. */
function refuseOtherDocuments(body: TemplateMap, shown: string): void {
  if (own(body, 'Resources') !== undefined) return;
  if (own(body, 'openapi') !== undefined || own(body, 'swagger') !== undefined) {
    throw new UserError(
      `${shown} is an OpenAPI document: name a SAM or CloudFormation template with an API that has it as its Body or DefinitionUri.`,
    );
  }
  if (own(body, 'provider') !== undefined && own(body, 'service') !== undefined) {
    throw new UserError(
      `${shown} is a Serverless Framework project, which Varco does not read yet: name a SAM or CloudFormation template.`,
    );
  }
  throw new UserError(`${shown} has no Resources section: add one, or name another template.`);
}
