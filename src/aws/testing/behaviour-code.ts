// Small functions that behave as those of the recorded cases: what a case says in words, in Python or JavaScript.

export interface Behaviour {
  readonly type: string;
  readonly value?: unknown;
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly errorMessageFromEvent?: string;
  readonly code?: number;
}

export interface RecordedFunction {
  readonly runtime: string;
  readonly handler: string;
  readonly behaviour: Behaviour;
  readonly timeout?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly reservedConcurrentExecutions?: number;
  readonly provisionedConcurrency?: { readonly qualifier: string; readonly value: number };
}

/** The file of its code and the handler's name; null for a language that has no words here. */
export function codeOf({ runtime, handler, behaviour }: RecordedFunction): {
  readonly files: Readonly<Record<string, string>>;
  readonly handler: string;
} | null {
  const named = handler.startsWith('(') ? 'handler.handler' : handler;
  const module = named.slice(0, named.lastIndexOf('.'));
  if (runtime.startsWith('python')) return { files: { [`${module}.py`]: python(behaviour) }, handler: named };
  if (runtime.startsWith('nodejs')) return { files: { [`${module}.js`]: node(behaviour) }, handler: named };
  return null;
}

function python(behaviour: Behaviour): string {
  const raised = `raise ${behaviour.errorType ?? 'Exception'}(${JSON.stringify(behaviour.errorMessage ?? '')})`;
  if (behaviour.type === 'throwsAtInit') return `${raised}\n`;
  if (behaviour.type === 'throws' && behaviour.errorMessageFromEvent === undefined) {
    const isOwn = !['Exception', undefined].includes(behaviour.errorType);
    const declared = isOwn ? `class ${behaviour.errorType}(Exception): pass\n` : '';
    return `${declared}def handler(event, context):\n    ${raised}\n`;
  }
  return `import json, time\ndef handler(event, context):\n${indented(pythonBody(behaviour))}`;
}

function pythonBody(behaviour: Behaviour): readonly string[] {
  switch (behaviour.type) {
    case 'returns':
      return [`return json.loads(${JSON.stringify(JSON.stringify(behaviour.value))})`];
    case 'returnsEvent':
      return ['print(json.dumps(event))', 'return event'];
    case 'returnsNothing':
      return ['print(event)'];
    case 'throws':
      return [`raise Exception("Failed: " + event["${behaviour.errorMessageFromEvent}"])`];
    case 'exits':
      return [`exit(${behaviour.code ?? 0})`];
    case 'sleepsSeconds':
      return ['print("starting wait")', 'time.sleep(event["wait"])', 'print("done waiting")'];
    case 'returnsStringOfLength':
      return ['print("generating bytes...")', 'return "a" * event["bytenum"]'];
    default:
      throw new Error(`no Python for ${behaviour.type}`);
  }
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}\n`).join('');
}

function node(behaviour: Behaviour): string {
  switch (behaviour.type) {
    case 'returnsEvent':
      return 'exports.handler = async (event) => { console.log(JSON.stringify(event)); return event; };';
    case 'returnsNothing':
      return 'exports.handler = async (event) => { console.log(event); };';
    case 'throws':
      return `exports.handler = async (event) => { throw new Error('Error: ' + event.${behaviour.errorMessageFromEvent}); };`;
    default:
      throw new Error(`no JavaScript for ${behaviour.type}`);
  }
}
