// A custom runtime as a shell script over the Runtime API, for the behaviours that cases describe.
import { CannotReplay } from '../verdict.ts';
import type { Behaviour } from '../replayable-case.ts';

/**
 * @param errorPayload What the runtime of the recorded language reports for an error: the platform passes it on as it
 *   is, which is what such a case fixes.
 */
export function shellBootstrap(behaviour: Behaviour, errorPayload: unknown): string {
  const { type, value } = behaviour;
  switch (type) {
    case 'returns':
      return loop(answer(`printf '%s' ${quoted(JSON.stringify(value))}`));
    case 'returnsEvent':
      return loop(`printf '%s\\n' "$EVENT"`, answer(`printf '%s' "$EVENT"`));
    case 'returnsNothing':
      return loop(`printf '%s\\n' "$EVENT"`, answer('printf null'));
    case 'returnsText':
      return loop(...text(behaviour.template ?? ''));
    case 'throws':
      return loop(
        `printf '%s' ${quoted(JSON.stringify(errorPayload))} | curl -sS -o /dev/null -X POST -H 'Content-Type: application/json' --data-binary @- "$API/runtime/invocation/$ID/error"`,
      );
    case 'exits':
      return loop(`exit ${behaviour.code ?? 0}`);
    case 'exitsAtInit':
      return `#!/bin/sh\nexit ${behaviour.code ?? 0}\n`;
    case 'crashesAtInit':
      return '#!/bin/sh\nkill -SEGV $$\n';
    default:
      throw new CannotReplay(`this program has no custom runtime for the behaviour ${type}`);
  }
}

function loop(...lines: readonly string[]): string {
  return [
    '#!/bin/sh',
    'set -eu',
    'API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01"',
    'while true; do',
    '  HEADERS="$(mktemp)"',
    '  EVENT="$(curl -sS -D "$HEADERS" "$API/runtime/invocation/next")"',
    `  ID="$(grep -i '^lambda-runtime-aws-request-id:' "$HEADERS" | cut -d: -f2 | tr -d '[:space:]')"`,
    '  rm -f "$HEADERS"',
    ...lines.map((line) => `  ${line}`),
    'done',
    '',
  ].join('\n');
}

function answer(printed: string): string {
  return `${printed} | curl -sS -o /dev/null -X POST --data-binary @- "$API/runtime/invocation/$ID/response"`;
}

/** The template holds one value of the event, found in its text by the last part of its path. */
function text(template: string): readonly string[] {
  const match = /^([^{}]*)\{[\w.]*?(\w+)\}([^{}]*)$/.exec(template);
  if (match === null) throw new CannotReplay(`this program fills in no template such as ${template}`);
  const [, before, name, after] = match;
  const body = `{"statusCode":200,"body":"${before}%s${after}"}`;
  return [
    `VALUE="$(printf '%s' "$EVENT" | sed -n 's/.*"${name}": *"\\([^"]*\\)".*/\\1/p')"`,
    answer(`printf ${quoted(body)} "$VALUE"`),
  ];
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
