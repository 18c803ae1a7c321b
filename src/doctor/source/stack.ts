// Stack traces as the runtimes write them, read into frames.

export interface Frame {
  readonly language: 'nodejs' | 'python';
  /** As written: a path, a `file:` URL or `node:…`. */
  readonly file: string;
  readonly line: number;
  /** 1-based; null where the trace has none. */
  readonly column: number | null;
  readonly functionName: string | null;
  /** The line's code, where the trace quotes it. */
  readonly text: string | null;
}

const traceLinesMax = 200;
const traceLineCharactersMax = 2000;

// `    at async name (file:1:2)` and `    at file:1:2`
const nodeFrame = /^\s*at (?:(?<name>.+?) \()?(?<file>(?:file:\/\/)?[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/;
// `  File "/var/task/app.py", line 3, in handler`; a syntax error's has `Line 3` (SPEC §9.5)
const pythonFrame = /^\s*File "(?<file>[^"]+)",? [Ll]ine (?<line>\d+)(?:, in (?<name>.+))?$/;
// `/var/task/index.js:3`, the head of a syntax error's stack in nodejs24.x
const nodeSyntaxHead = /^(?<file>(?:file:\/\/)?\/.+):(?<line>\d+)$/;

/** Innermost first, whatever the language. Lines that are no frames are passed over. */
export function readStack(trace: readonly string[]): readonly Frame[] {
  const lines = trace.slice(0, traceLinesMax).flatMap((entry) => entry.split('\n'));
  const node: Frame[] = [];
  const python: Frame[] = [];
  for (let index = 0; index < lines.length && index < traceLinesMax * 2; index++) {
    // Python's log writes no-break spaces; its payload does not.
    const line = lines[index]!.slice(0, traceLineCharactersMax).replaceAll('\u00a0', ' ').trimEnd();
    const next = (lines[index + 1] ?? '').replaceAll('\u00a0', ' ');
    const frame = readNodeFrame(line) ?? (index === 0 ? readSyntaxHead(line, lines) : null);
    if (frame !== null) node.push(frame);
    else {
      const found = readPythonFrame(line, next);
      if (found !== null) python.push(found);
    }
  }
  return node.length > 0 ? node : python.toReversed();
}

function readNodeFrame(line: string): Frame | null {
  const groups = nodeFrame.exec(line)?.groups;
  if (groups === undefined) return null;
  return {
    language: 'nodejs',
    file: groups['file']!.trim().replace(/^async /, ''),
    line: Number(groups['line']),
    column: Number(groups['column']),
    functionName: groups['name']?.replace(/^async /, '') ?? null,
    text: null,
  };
}

/** The head is followed by the line's code and a caret under the place. */
function readSyntaxHead(line: string, lines: readonly string[]): Frame | null {
  const groups = nodeSyntaxHead.exec(line)?.groups;
  if (groups === undefined) return null;
  const caret = lines[2]?.indexOf('^') ?? -1;
  return {
    language: 'nodejs',
    file: groups['file']!,
    line: Number(groups['line']),
    column: caret === -1 ? null : caret + 1,
    functionName: null,
    text: lines[1] ?? null,
  };
}

function readPythonFrame(line: string, next: string): Frame | null {
  const groups = pythonFrame.exec(line)?.groups;
  if (groups === undefined) return null;
  const text = next.trim();
  return {
    language: 'python',
    file: groups['file']!,
    line: Number(groups['line']),
    column: null,
    functionName: groups['name']?.trim() ?? null,
    text: text === '' || text.startsWith('File "') ? null : text,
  };
}
