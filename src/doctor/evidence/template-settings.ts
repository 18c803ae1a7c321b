// Settings in a piece of a template, whichever tool it is for: SAM, CloudFormation, Serverless, Terraform, a Dockerfile, JSON.

export interface TemplateSettings {
  readonly text: string;
  /** In order; keys in lower case without `_` and `-`, so that `source_arn` and `SourceArn` are one. */
  readonly settings: readonly (readonly [key: string, value: string])[];
}

const linesMax = 5000;
// `Key: value`, `"key": "value",`, `key = "value"`, `KEY value` of a Dockerfile, all with a list's dash in front.
const setting = /^\s*(?:-\s+)?["']?([A-Za-z_][\w.:-]{0,80}?)["']?\s*(?:[:=]|=>)\s*(.*?)\s*,?\s*$/;
const inner =
  /["']?([A-Za-z_][\w-]{0,60})["']?\s*[:=]\s*(\[[^\]]{0,300}\]|"[^"]{0,300}"|'[^']{0,300}'|[^\s,{}[\]"']{1,200})/g;
// `--integration-http-method POST` of a command.
const option = /--([a-z][a-z-]{1,60})[ =]+([^\s-]\S{0,200})/g;
const lineCharactersMax = 2000;
const instruction = /^\s*(FROM|ENTRYPOINT|CMD|WORKDIR|COPY|ADD|RUN|ENV|USER)\s+(.+)$/;

/** Never throws. */
export function readTemplateSettings(text: string): TemplateSettings {
  const settings: [string, string][] = [];
  for (const line of text.split('\n').slice(0, linesMax)) {
    const docker = instruction.exec(line);
    if (docker !== null) {
      settings.push([docker[1]!.toLowerCase(), docker[2]!.trim()]);
      continue;
    }
    for (const [, name, value] of line.length > lineCharactersMax ? [] : line.matchAll(option))
      settings.push([keyOf(name!), unquoted(value!)]);
    const found = setting.exec(line);
    if (found !== null) settings.push([keyOf(found[1]!), unquoted(found[2]!)]);
    // `x = { a: 1, b: 2 }` on one line holds several.
    const brace = line.indexOf('{');
    if (brace === -1 || line.length > lineCharactersMax) continue;
    for (const [, name, value] of line.slice(brace).matchAll(inner))
      settings.push([keyOf(name!), unquoted(value!)]);
  }
  return { text, settings };
}

function unquoted(value: string): string {
  return value.replace(/^["']|["']$/g, '');
}

function keyOf(key: string): string {
  return key.toLowerCase().replaceAll(/[_-]/g, '');
}

/** The first value under one of the keys; undefined where there is none. */
export function settingOf(
  template: TemplateSettings | undefined,
  ...keys: readonly string[]
): string | undefined {
  return template?.settings.find(([key]) => keys.includes(key))?.[1];
}

export function settingsOf(
  template: TemplateSettings | undefined,
  ...keys: readonly string[]
): readonly string[] {
  return (template?.settings ?? []).filter(([key]) => keys.includes(key)).map(([, value]) => value);
}
