// What all readings of one piece of evidence share: request, integration, function, package, code, and the text itself.
import { parseFunctionArn } from '../../core/arn.ts';
import { lastHeader } from '../../core/header-list.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import { runtimeFamily, type Case } from '../case.ts';
import { handlerOutline } from '../source/handler.ts';
import { readPythonModule, type RunPythonAst } from '../source/python/module.ts';
import { codeFacts, type CodeFacts } from './code-facts.ts';
import { readSnippet, snippetReader, type Snippet } from './code-snippet.ts';
import { splitFunctionLine } from './function-line.ts';
import { readHints } from './hints.ts';
import { readHttpAnswer } from './http-answer.ts';
import { readPackageListing } from './package-text.ts';
import { readPolicyFacts } from './policy-text.ts';
import type { GivenEvidence } from './read-evidence.ts';
import { readReports } from './report-line.ts';
import { readRuntimeName, runtimeInLog } from './runtime-name.ts';
import type { SortedLines } from './sort-lines.ts';
import { readTemplateSettings, settingOf } from './template-settings.ts';
import type { TextFacts } from './text-facts.ts';

export type TextCase = Case & { readonly text: TextFacts };

export async function baseCase(
  evidence: GivenEvidence,
  sorted: SortedLines,
  parsed: ParsedExecution | undefined,
  runPython: RunPythonAst | null,
): Promise<TextCase> {
  const text = textFacts(evidence, sorted);
  const { template } = text;
  const runtime =
    readRuntimeName(evidence.runtime ?? settingOf(template, 'runtime')).runtime ??
    runtimeInLog(sorted.own) ??
    runtimeInLog(sorted.gateway);
  const handler = filled(evidence.handlerSetting ?? settingOf(template, 'handler'));
  const snippet =
    evidence.handlerCode === undefined ? null : readSnippet(evidence.handlerCode, runtime ?? '', handler);
  const integration = integrationFacts(parsed, sorted.gateway, text);
  const subject: TextCase = {
    request: requestOf(parsed),
    responseStatus: text.answer?.status ?? parsed?.response.status,
    api: apiFacts(parsed),
    integration,
    function: {
      name:
        integration?.functionArn === undefined
          ? undefined
          : parseFunctionArn(integration.functionArn)?.functionName,
      runtime: runtime ?? languageOf(snippet),
      handler: handler ?? snippet?.module?.handler,
      timeoutSeconds: numberOf(settingOf(template, 'timeout', 'timeoutseconds')),
      memoryMb: text.report.memoryMb ?? numberOf(settingOf(template, 'memorysize', 'memory')),
    },
    payload: parsed?.integration?.call?.payload?.text,
    functionLog: text.lines,
    packageListing:
      evidence.packageListing === undefined
        ? undefined
        : readPackageListing(evidence.packageListing)?.entries,
    text,
  };
  return snippet === null ? subject : withCode(subject, snippet, runPython);
}

const containerWords = /^\s*(?:FROM|ENTRYPOINT|CMD)\s|image_?config|entry_?point/im;

function textFacts(evidence: GivenEvidence, { gateway, own }: SortedLines): TextFacts {
  const template = evidence.template === undefined ? undefined : readTemplateSettings(evidence.template);
  const lines = own.map((line) => splitFunctionLine(line).text);
  const policy = evidence.policy === undefined ? null : readPolicyFacts(evidence.policy);
  return {
    lines,
    gatewayLines: gateway,
    gatewayMs: spanOf(gateway),
    words: evidence.symptom,
    hints: readHints(evidence.symptom),
    answer: readHttpAnswer(evidence.httpResponse),
    report: readReports(lines),
    template,
    policy,
    code: null,
    runtimeWords: evidence.runtime ?? '',
    isContainer:
      readRuntimeName(evidence.runtime).isContainer ||
      containerWords.test(evidence.template ?? '') ||
      own.some((line) => /IMAGE\s+Launch error|Entrypoint: \[/.test(line)),
    isPolicyKnown: policy?.ofFunction != null,
    hasNoFunctionLog: own.length === 0,
  };
}

function integrationFacts(
  parsed: ParsedExecution | undefined,
  gateway: readonly string[],
  { template }: TextFacts,
): Case['integration'] {
  const called = parsed?.integration;
  return {
    functionArn: called?.functionArn ?? arnIn(gateway, /arn:aws[\w-]*:lambda:[^\s"'/)]+/),
    sourceArn: called?.sourceArn ?? arnIn(gateway, /arn:aws[\w-]*:execute-api:[^\s"',)]+/),
    uri: settingOf(template, 'uri', 'integrationuri') ?? called?.uri,
    latencyMs: called?.call?.latencyMs,
  };
}

function apiFacts(parsed: ParsedExecution | undefined): Case['api'] {
  const route = parsed?.route;
  return {
    id: parsed?.apiId,
    stage: parsed?.stage,
    route: route === undefined ? undefined : { method: route.method, path: route.resourcePath },
  };
}

function languageOf(snippet: Snippet | null): string | undefined {
  return snippet?.language === 'nodejs' || snippet?.language === 'python' ? snippet.language : undefined;
}

async function withCode(
  subject: TextCase,
  snippet: Snippet,
  runPython: RunPythonAst | null,
): Promise<TextCase> {
  const source = snippetReader(snippet);
  const handler = snippet.module?.handler ?? subject.function?.handler;
  const readable: Case = { ...subject, source, function: { ...subject.function, handler } };
  const pythonModule =
    snippet.language === 'python' && source !== undefined && handler !== undefined && runPython !== null
      ? await readPythonModule(source, handler, runPython)
      : null;
  const withModule: Case = pythonModule === null ? readable : { ...readable, pythonModule };
  const outline = runtimeFamily(withModule) === 'other' ? null : handlerOutline(withModule);
  const code: CodeFacts = codeFacts(snippet, outline);
  // The handler as it is configured stays what the rules about its name look at.
  return {
    ...withModule,
    function: { ...subject.function, handler: subject.function?.handler ?? handler },
    text: { ...subject.text, code },
  };
}

function requestOf(parsed: ParsedExecution | undefined): Case['request'] {
  const { method, path, headers, body } = parsed?.request ?? {};
  if (method === undefined && path === undefined) return undefined;
  return {
    method: method ?? '',
    path: path ?? '',
    contentType: headers === undefined ? undefined : lastHeader(headers.entries, 'content-type'),
    body: body?.truncated === false ? body.text : undefined,
    event:
      parsed?.integration?.requestBody?.truncated === false ? parsed.integration.requestBody.text : undefined,
    isTest: parsed?.form === 'test',
  };
}

function arnIn(lines: readonly string[], pattern: RegExp): string | undefined {
  for (const line of lines) {
    const found = pattern.exec(line)?.[0];
    if (found !== undefined) return found.replace(/\/invocations$/, '');
  }
  return undefined;
}

const clock = /^\W{0,3}(?:\d{4}-\d{2}-\d{2}[T ])?(\d{2}):(\d{2}):(\d{2})(\.\d{1,3})?/;

/** Hours are enough: people leave the date out. */
function spanOf(lines: readonly string[]): number | null {
  const times = lines.flatMap((line) => {
    const match = clock.exec(line) ?? / (\d{2}):(\d{2}):(\d{2}) UTC \d{4} : /.exec(line);
    return match === null
      ? []
      : [
          ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3])) * 1000 +
            Number(match[4] ?? 0) * 1000,
        ];
  });
  const [first] = times;
  const last = times.at(-1);
  return first === undefined || last === undefined || times.length < 2 || last < first ? null : last - first;
}

function filled(given: string | undefined): string | undefined {
  const handler = given?.trim();
  return handler === undefined || handler === '' ? undefined : handler;
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isNaN(value) ? undefined : value;
}
