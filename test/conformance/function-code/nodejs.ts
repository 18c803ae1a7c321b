// JavaScript source for the behaviours that cases describe.
import { CannotReplay } from '../verdict.ts';
import type { Behaviour } from '../replayable-case.ts';

const text = (value: unknown): string => JSON.stringify(String(value));
const memberOfEvent = (path: string): string =>
  `event${path
    .split('.')
    .map((key) => `[${text(key)}]`)
    .join('')}`;

const printEvent = 'console.log(JSON.stringify(event));';

export function nodejsSource(behaviour: Behaviour): string {
  const { type, value } = behaviour;
  switch (type) {
    case 'returns':
      return handler(`return ${JSON.stringify(value)};`);
    case 'returnsEvent':
      return handler(printEvent, 'return event;');
    case 'returnsEventAsProxyBody':
      return handler(
        printEvent,
        'return { statusCode: 200, body: JSON.stringify(event), isBase64Encoded: false };',
      );
    case 'returnsProxyJs':
      return handler(printEvent, `return ${withExpression(value)};`);
    case 'returnsText':
      return handler(`return { statusCode: 200, body: ${filled(behaviour.template ?? '')} };`);
    case 'returnsNothing':
      return handler(printEvent);
    case 'returnsRequestId':
      return handler('return context.awsRequestId;');
    case 'returnsStringOfLength':
      return handler('console.log("generating bytes...");', `return "a".repeat(${Number(value)});`);
    case 'printsEventBody':
      return handler('console.log(event.body);', 'return { statusCode: 200 };');
    case 'sleepsSeconds':
      return handler(
        'console.log("starting wait");',
        `await new Promise((done) => setTimeout(done, 1000 * (event.wait ?? ${Number(value)})));`,
        'console.log("done waiting");',
        'return null;',
      );
    case 'throws':
      return thrownBy(behaviour, (thrown) => handler(thrown));
    case 'throwsAtInit':
      return thrownBy(behaviour, (thrown) => `${thrown}\n${handler()}`);
    case 'exits':
      return handler(`process.exit(${behaviour.code ?? 0});`);
    case 'exitsAtInit':
      return `process.exit(${behaviour.code ?? 0});\n${handler()}`;
    case 'crashesAtInit':
      return `process.kill(process.pid, "SIGSEGV");\n${handler()}`;
    default:
      throw new CannotReplay(`this program has no JavaScript code for the behaviour ${type}`);
  }
}

function handler(...lines: readonly string[]): string {
  return `exports.handler = async (event, context) => {\n${lines.map((line) => `  ${line}\n`).join('')}};\n`;
}

function thrownBy(behaviour: Behaviour, place: (thrown: string) => string): string {
  const { errorType = 'Error', errorMessage, errorMessageFromEvent } = behaviour;
  const message =
    errorMessageFromEvent === undefined
      ? errorMessage === undefined
        ? ''
        : text(errorMessage)
      : `"Error: " + ${memberOfEvent(errorMessageFromEvent)}`;
  const thrown = `throw new ${errorType}(${message});`;
  const builtIn = /^(?:Error|(?:Eval|Range|Reference|Syntax|Type|URI)Error)$/.test(errorType);
  if (builtIn) return place(thrown);
  const named = `class ${errorType} extends Error { constructor(message) { super(message); this.name = ${text(errorType)}; } }`;
  return `${named}\n${place(thrown)}`;
}

/** A proxy response whose `body` is an expression over the event. */
function withExpression(value: unknown): string {
  const members = Object.entries(value as Readonly<Record<string, unknown>>).map(
    ([name, member]) => `${text(name)}: ${name === 'body' ? String(member) : JSON.stringify(member)}`,
  );
  return `{ ${members.join(', ')} }`;
}

function filled(template: string): string {
  const parts = template.split(/(\{[\w.]+\})/).filter((part) => part !== '');
  return parts
    .map((part) => (/^\{[\w.]+\}$/.test(part) ? memberOfEvent(part.slice(1, -1)) : text(part)))
    .join(' + ');
}
