// The runtimes of Lambda: which Varco runs and how, and which it only knows by name.

export interface NodeRuntime {
  readonly name: string;
  readonly language: 'nodejs';
  /** Node.js major version: `22`. */
  readonly version: string;
  /** The generation of AWS's runtime client with this runtime's semantics (SPEC §9.4). */
  readonly client: 'ric-3' | 'ric-4';
  /** Features of Node.js that Lambda turns off in this runtime (Lambda developer guide, Node.js runtimes). */
  readonly disabled: readonly ('require-module' | 'detect-module')[];
}

export interface PythonRuntime {
  readonly name: string;
  readonly language: 'python';
  /** `3.13` */
  readonly version: string;
}

export interface RubyRuntime {
  readonly name: string;
  readonly language: 'ruby';
  /** `3.4` */
  readonly version: string;
}

/** The function brings its runtime along: a program called `bootstrap`. */
export interface CustomRuntime {
  readonly name: string;
  readonly language: 'custom';
}

export type ManagedRuntime = NodeRuntime | PythonRuntime | RubyRuntime;
export type Runtime = ManagedRuntime | CustomRuntime;

const node = (
  version: string,
  client: NodeRuntime['client'],
  disabled: NodeRuntime['disabled'],
): Runtime => ({
  name: `nodejs${version}.x`,
  language: 'nodejs',
  version,
  client,
  disabled,
});

const python = (version: string): Runtime => ({ name: `python${version}`, language: 'python', version });

const ruby = (version: string): Runtime => ({ name: `ruby${version}`, language: 'ruby', version });

const custom = (name: string): Runtime => ({ name, language: 'custom' });

const runtimes: ReadonlyMap<string, Runtime> = new Map(
  [
    node('16', 'ric-3', []),
    node('18', 'ric-3', []),
    node('20', 'ric-3', ['require-module']),
    node('22', 'ric-3', ['require-module', 'detect-module']),
    node('24', 'ric-4', []),
    ...['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'].map(python),
    ...['3.2', '3.3', '3.4'].map(ruby),
    ...['provided.al2', 'provided.al2023'].map(custom),
  ].map((runtime) => [runtime.name, runtime]),
);

// AWS also has these, and older ones that can no longer be created: java*, dotnet*, provided, go1.x.
const familyKnownByName = /^(?:nodejs|python|java|dotnet|dotnetcore|ruby|provided|go)[\d.a-z]*$/;

/** The runtime, 'not-built' for one of Lambda's that Varco cannot run, or null for a name that Lambda has not. */
export function findRuntime(name: string): Runtime | 'not-built' | null {
  return runtimes.get(name) ?? (familyKnownByName.test(name) ? 'not-built' : null);
}

export const runtimeNames: readonly string[] = [...runtimes.keys()];
