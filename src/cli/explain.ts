// Gathers what is known around one live request on this machine, and asks the doctor for its cause.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseFunctionArn } from '../core/arn.ts';
import { doctorSourceMapCharactersMax } from '../core/limits.ts';
import { explainWithPython, type ExplainContext } from '../doctor/explain.ts';
import type { Finding } from '../doctor/finding.ts';
import type { RunPythonAst } from '../doctor/source/python/module.ts';
import type { SourceReader } from '../doctor/source/source-reader.ts';
import type { Execution } from '../execution/execution.ts';
import type { FunctionConfiguration, FunctionDocument } from '../lambda/model.ts';
import type { CodePackage } from '../lambda/package.ts';
import type { Varco } from '../varco.ts';

/** Null where there is nothing to explain. */
export function explainer(varco: Varco): (execution: Execution) => Promise<Finding | null> {
  return async (execution) => {
    if (execution.response.status < 400) return null;
    return explainWithPython(execution, await contextOf(execution, varco), runPythonAst);
  };
}

async function contextOf(execution: Execution, varco: Varco): Promise<ExplainContext> {
  const api = varco.apis.find(({ apiId }) => apiId === execution.apiId);
  const surroundings: ExplainContext = { routes: api?.routes, stages: api?.stages };
  const called = calledFunction(execution, varco);
  if (called === null) return surroundings;
  const { document, configuration } = called;
  const code = await varco.regionOf(execution.region).lambda.packages.find(configuration.codeSha256);
  return {
    ...surroundings,
    function: {
      name: configuration.functionName,
      runtime: configuration.runtime,
      handler: configuration.handler ?? undefined,
      timeoutSeconds: configuration.timeoutSeconds,
      memoryMb: configuration.memoryMb,
      environmentNames: Object.keys(configuration.environment),
      layers: configuration.layers.map(({ arn }) => arn),
      policies: document.policies,
    },
    functionLog: await functionLogOf(execution, configuration, varco),
    packageListing: code?.entries,
    source: code === null ? undefined : await sourceReader(code),
  };
}

function calledFunction(
  execution: Execution,
  varco: Varco,
): { readonly document: FunctionDocument; readonly configuration: FunctionConfiguration } | null {
  const reference = parseFunctionArn(execution.integration?.functionArn ?? '');
  const document =
    reference === null ? null : varco.regionOf(execution.region).lambda.function(reference.functionName);
  if (document === null) return null;
  const version = execution.integration?.call?.executedVersion ?? '$LATEST';
  return { document, configuration: document.versions[version] ?? document.latest };
}

/** The last lines of an invocation may come after its answer; so long they are waited for. */
const reportWaitMs = 250;
const reportPollMs = 5;

/** The lines of this invocation; those of the environment's start before it included. */
async function functionLogOf(
  execution: Execution,
  { loggingConfig: { logGroup } }: FunctionConfiguration,
  varco: Varco,
): Promise<readonly string[]> {
  const call = execution.integration?.call;
  // What Lambda refused never ran.
  if (call == null || call.status !== 200) return [];
  const { requestId } = call;
  const deadlineMs = performance.now() + reportWaitMs;
  for (;;) {
    const events = varco.regionOf(execution.region).telemetry.logEvents(logGroup);
    const report = events.findLastIndex(({ message }) =>
      message.startsWith(`REPORT RequestId: ${requestId}`),
    );
    if (report === -1 && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, reportPollMs));
      continue;
    }
    return invocationLines(events, requestId, report);
  }
}

function invocationLines(
  events: readonly { readonly logStream: string; readonly message: string }[],
  requestId: string,
  report: number,
): readonly string[] {
  const start = events.findLastIndex(({ message }) => message.startsWith(`START RequestId: ${requestId}`));
  if (start === -1) return [];
  const { logStream } = events[start]!;
  const ofStream = events
    .slice(0, report === -1 ? undefined : report + 1)
    .map((event, index) => ({ ...event, index }))
    .filter((event) => event.logStream === logStream);
  // What stands before this START and behind the REPORT before it belongs to the environment's start.
  const before = ofStream.findLastIndex(
    ({ index, message }) => index < start && message.startsWith('REPORT RequestId'),
  );
  return ofStream.slice(before + 1).map(({ message }) => message.trimEnd());
}

/** The user's own folder where the code came from one, so that places are shown as the user knows them; else the package as laid out. */
async function sourceReader(code: CodePackage): Promise<SourceReader> {
  const { origin } = code;
  const folder = origin?.kind === 'folder' ? origin.path : await code.materialise();
  return {
    read: (path) => readText(join(folder, path)),
    displayPath(path) {
      if (origin === null) return `inline code: ${path}`;
      // The sources of a bundle are where its source map says, in the user's own folder.
      const isOnDisk =
        origin.kind === 'folder' || (origin.kind === 'bundle' && existsSync(join(origin.path, path)));
      return isOnDisk ? relative('.', join(origin.path, path)) : `${basename(origin.path)}: ${path}`;
    },
    isEditable: origin?.kind === 'folder',
  };
}

function readText(path: string): string | null {
  try {
    if (statSync(path).size > doctorSourceMapCharactersMax) return null;
    return readFileSync(path, 'utf8');
  } catch {
    // Missing or unreadable: the place then stays unnamed.
    return null;
  }
}

const pythonTimeoutMs = 2000;
const pythonOutputBytesMax = 4_194_304;

/** Parses with the `python3` of the path; null without one. */
export const runPythonAst: RunPythonAst = (script, source) =>
  new Promise((resolve) => {
    const child = execFile(
      'python3',
      ['-I', '-S', '-c', script],
      { timeout: pythonTimeoutMs, maxBuffer: pythonOutputBytesMax },
      // Without an interpreter the explanation stands, only without the place.
      (error, stdout) => resolve(error === null ? stdout : null),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(source);
  });
