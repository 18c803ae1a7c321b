// A runtime as people write it, as the identifier Lambda knows.

export interface NamedRuntime {
  /** `nodejs22.x`, `python3.13`, or the family alone where no version is told; undefined where nothing is. */
  readonly runtime: string | undefined;
  readonly isContainer: boolean;
}

export function readRuntimeName(given: string | undefined): NamedRuntime {
  const text = (given ?? '').toLowerCase().trim();
  const isContainer = /\b(?:container|image|docker)\b/.test(text);
  return { runtime: nameIn(text), isContainer };
}

function nameIn(text: string): string | undefined {
  const node = /node(?:\.?js)?[ :@v-]*(\d{1,2})?(\.\d+)?/.exec(text);
  if (node !== null) {
    const [, major, minor] = node;
    if (major === undefined) return 'nodejs';
    return major === '4' || major === '6' || (major === '8' && minor === '.10')
      ? `nodejs${major}${minor ?? ''}`
      : `nodejs${major}.x`;
  }
  const python = /python[ :@-]*(\d)?(?:\.(\d+))?/.exec(text);
  if (python !== null) {
    const [, major, minor] = python;
    if (major === undefined) return 'python';
    return minor === undefined ? `python${major}` : `python${major}.${minor}`;
  }
  const other = /(?:java|dotnet(?:core)?|ruby|go)[ :@-]*[\d.]*(?:\.al2)?x?/.exec(text);
  if (other !== null && other[0] !== 'go' && !text.startsWith('provided') && !text.startsWith('custom'))
    return other[0].replaceAll(/[ :@]/g, '');
  if (text.startsWith('provided')) return /^provided(?:\.al\d+)?/.exec(text)![0];
  if (text.startsWith('custom')) return 'provided';
  return /^go\b/.test(text) ? 'go1.x' : undefined;
}

/** The family that a log's own words show: stacks, tracebacks, the runtime's files. */
export function runtimeInLog(lines: readonly string[]): string | undefined {
  for (const line of lines.slice(0, 2000)) {
    const version = /Runtime Version: (nodejs|python|java|dotnet|ruby|provided)[.:]?([\d.]*?)\.v\d+/.exec(
      line,
    );
    if (version !== null) {
      const [, family, number] = version;
      return family === 'nodejs' ? `nodejs${number}.x` : `${family}${number}`;
    }
    if (
      /Require stack:|\/var\/runtime\/(?:index\.m?js|UserFunction)|node:internal|\bat \S+ \(?\/var\/task\/\S+\.[cm]?js:\d|UnhandledPromiseRejection|Cannot find (?:module|package) '/.test(
        line,
      )
    )
      return 'nodejs';
    if (
      /^\[ERROR\]\s+[\w.]+(?:Error|Exception)\b|Traceback \(most recent|File "\/var\/(?:task|runtime|lang)\/\S+\.py"|No module named|Unable to import module '|ModuleNotFoundError/.test(
        line,
      )
    )
      return 'python';
    if (/java\.lang\.|\.java:\d+\)/.test(line)) return 'java';
    if (/cannot load such file --|Init<\w+>|\.rb:\d+:in/.test(line)) return 'ruby';
    if (/Amazon\.Lambda\.|System\.\w+Exception|\.deps\.json/.test(line)) return 'dotnet';
  }
  return undefined;
}
