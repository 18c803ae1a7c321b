// Python source for the behaviours that cases describe.
import { CannotReplay } from '../verdict.ts';
import type { Behaviour } from '../replayable-case.ts';

/** A text that Python and JSON write the same way. */
const text = (value: unknown): string => JSON.stringify(String(value));
const json = (value: unknown): string => `json.loads(${text(JSON.stringify(value))})`;
const memberOfEvent = (path: string): string =>
  `event${path
    .split('.')
    .map((key) => `[${text(key)}]`)
    .join('')}`;

const printEvent = 'print(json.dumps(event))';

export function pythonSource(behaviour: Behaviour): string {
  const { type, value } = behaviour;
  switch (type) {
    case 'returns':
      return handler(['json'], `return ${json(value)}`);
    case 'returnsEvent':
      return handler(['json'], printEvent, 'return event');
    case 'returnsEventAsProxyBody':
      return handler(
        ['json'],
        printEvent,
        'return {"statusCode": 200, "body": json.dumps(event), "isBase64Encoded": False}',
      );
    case 'returnsText':
      return handler([], `return {"statusCode": 200, "body": ${filled(behaviour.template ?? '')}}`);
    case 'returnsNothing':
      return handler(['json'], printEvent);
    case 'returnsRequestId':
      return handler([], 'return context.aws_request_id');
    case 'returnsStringOfLength':
      return handler([], 'print("generating bytes...")', `return "a" * ${Number(value)}`);
    case 'printsEventBody':
      return handler([], 'print(event["body"])', 'return {"statusCode": 200}');
    case 'sleepsSeconds':
      return handler(
        ['time'],
        'print("starting wait")',
        `time.sleep(event.get("wait", ${Number(value)}))`,
        'print("done waiting")',
      );
    case 'throws':
      return thrownBy(behaviour, (raised) => handler([], raised));
    case 'throwsAtInit':
      return thrownBy(behaviour, (raised) => `${raised}\n\n\n${handler([], 'return None')}`);
    case 'exits':
      return handler(['sys'], `sys.exit(${behaviour.code ?? 0})`);
    case 'exitsAtInit':
      return `import sys\n\nsys.exit(${behaviour.code ?? 0})\n\n\n${handler([], 'return None')}`;
    case 'crashesAtInit':
      return `import os, signal\n\nos.kill(os.getpid(), signal.SIGSEGV)\n\n\n${handler([], 'return None')}`;
    default:
      throw new CannotReplay(`this program has no Python code for the behaviour ${type}`);
  }
}

/** No line stands before `def handler` where nothing is imported: recorded stack traces hold line numbers. */
function handler(imports: readonly string[], ...lines: readonly string[]): string {
  const imported = imports.map((name) => `import ${name}\n`).join('');
  return `${imported}${imported === '' ? '' : '\n\n'}def handler(event, context):\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

function thrownBy(behaviour: Behaviour, place: (raised: string) => string): string {
  const { errorType = 'Exception', errorMessage, errorMessageFromEvent } = behaviour;
  const message =
    errorMessageFromEvent === undefined
      ? errorMessage === undefined
        ? ''
        : text(errorMessage)
      : `"Failed: " + str(${memberOfEvent(errorMessageFromEvent)})`;
  const raised = `raise ${errorType}(${message})`;
  const builtIn = /^(?:[A-Z]\w*Error|Exception|BaseException|KeyboardInterrupt)$/.test(errorType);
  return builtIn ? place(raised) : `class ${errorType}(Exception):\n    pass\n\n\n${place(raised)}`;
}

/** `Hello, {queryStringParameters.first_name}!` with the event's values. */
function filled(template: string): string {
  const parts = template.split(/(\{[\w.]+\})/).filter((part) => part !== '');
  return parts
    .map((part) => (/^\{[\w.]+\}$/.test(part) ? `str(${memberOfEvent(part.slice(1, -1))})` : text(part)))
    .join(' + ');
}
