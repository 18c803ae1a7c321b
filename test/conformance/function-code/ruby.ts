// Ruby source for the behaviours that cases describe.
import { CannotReplay } from '../verdict.ts';
import type { Behaviour } from '../replayable-case.ts';

export function rubySource(behaviour: Behaviour): string {
  const { type, value } = behaviour;
  switch (type) {
    case 'returns':
      return handler(`JSON.parse(${literal(JSON.stringify(value))})`);
    case 'returnsEvent':
      return handler('puts event.to_json', 'event');
    case 'returnsEventAsProxyBody':
      return handler(
        'puts event.to_json',
        '{ statusCode: 200, body: event.to_json, isBase64Encoded: false }',
      );
    case 'returnsNothing':
      return handler('puts event.to_json', 'nil');
    case 'throws': {
      const { errorType = 'RuntimeError', errorMessage = '', errorMessageFromEvent } = behaviour;
      const message =
        errorMessageFromEvent === undefined
          ? literal(errorMessage)
          : `"Error: " + event[${literal(errorMessageFromEvent)}]`;
      return handler(`raise ${errorType}, ${message}`);
    }
    default:
      throw new CannotReplay(`this program has no Ruby code for the behaviour ${type}`);
  }
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}

function handler(...lines: readonly string[]): string {
  return `require 'json'\n\ndef handler(event:, context:)\n${lines.map((line) => `  ${line}\n`).join('')}end\n`;
}
