// What would decide where the evidence does not, and the command that collects it.
import { word } from '../aws-command.ts';
import type { Language } from '../cause.ts';
import type { Finding } from '../finding.ts';
import type { WeighedCase } from './case-of-evidence.ts';
import type { GivenEvidence } from './read-evidence.ts';

/** As sure as this, and nobody near: nothing more is needed. */
const decidedConfidence = 0.85;
/** Two causes so near each other are told apart by evidence only. */
const nearMargin = 0.15;

type Piece =
  | 'function-log'
  | 'execution-log'
  | 'payload'
  | 'policy'
  | 'package'
  | 'configuration'
  | 'stage'
  | 'routes'
  | 'image'
  | 'answer';

/** [] where the first finding is sure. Most telling first. */
export function missingEvidence(
  evidence: GivenEvidence,
  cases: readonly WeighedCase[],
  findings: readonly Finding[],
  language: Language = 'en',
): readonly string[] {
  const [first, second] = findings;
  const isFailed = cases.length > 0 || evidence.given.size > 0;
  if (!isFailed) return [];
  const names = namesIn(evidence, cases);
  if (first === undefined)
    return isUnexplained(cases, evidence)
      ? nothingToGoOn(evidence).map((piece) => collect(piece, names, language))
      : [];
  const isNear = second !== undefined && first.confidence - second.confidence < nearMargin;
  if (first.confidence >= decidedConfidence && !isNear) return [];
  const doubtful = isNear ? [first, second] : [first];
  const wanted = new Set(doubtful.flatMap(({ cause }) => piecesFor(cause)));
  const pieces = [...wanted].filter((piece) => !has(evidence, piece));
  return pieces.map((piece) => collect(piece, names, language));
}

/** Evidence that settles whether it is this cause. */
function piecesFor(cause: string): readonly Piece[] {
  const [family] = cause.split('.');
  if (cause === 'response.malformed-unspecified') return ['payload', 'function-log'];
  if (cause.startsWith('runtime.timeout') || cause === 'runtime.exit')
    return ['function-log', 'configuration'];
  if (cause === 'integration.stale-deployment') return ['stage', 'execution-log'];
  if (cause === 'gateway.api-key' || cause === 'integration.route-not-found') return ['answer', 'routes'];
  if (cause === 'client.cors-masks-error') return ['answer', 'execution-log'];
  switch (family) {
    case 'response':
      return ['payload'];
    case 'permission':
      return ['policy', 'stage'];
    case 'package':
      return ['package', 'function-log', 'configuration'];
    case 'handler':
      return cause === 'handler.entrypoint-invalid'
        ? ['image', 'function-log']
        : ['package', 'configuration'];
    case 'init':
    case 'runtime':
      return ['function-log', 'configuration'];
    default:
      return ['execution-log', 'answer'];
  }
}

/** An error came out, or a person says so. */
function isUnexplained(cases: readonly WeighedCase[], { symptom }: GivenEvidence): boolean {
  return symptom !== '' || cases.some(({ subject }) => (subject.responseStatus ?? 0) >= 400);
}

function nothingToGoOn(evidence: GivenEvidence): readonly Piece[] {
  const pieces: readonly Piece[] = ['execution-log', 'function-log', 'policy'];
  return pieces.filter((piece) => !has(evidence, piece));
}

function has(evidence: GivenEvidence, piece: Piece): boolean {
  switch (piece) {
    case 'function-log':
      return evidence.functionLog.length >= 3;
    case 'execution-log':
      return evidence.executionLog.length >= 3;
    case 'payload':
      return evidence.executionLog.some((line) => line.includes('response body before transformations'));
    case 'policy':
      return evidence.policy !== undefined;
    case 'package':
      return evidence.packageListing !== undefined;
    case 'answer':
      return hasAnswer(evidence);
    case 'configuration':
    case 'stage':
    case 'routes':
    case 'image':
      return false;
  }
}

function hasAnswer({ httpResponse }: GivenEvidence): boolean {
  return (
    typeof httpResponse === 'string' ||
    (typeof httpResponse === 'object' && httpResponse !== null && 'headers' in httpResponse)
  );
}

interface Names {
  readonly functionName: string;
  readonly qualifier: string | null;
  readonly apiId: string;
  readonly stage: string;
  readonly requestId: string | null;
  readonly lambdaRequestId: string | null;
}

function namesIn(evidence: GivenEvidence, cases: readonly WeighedCase[]): Names {
  const subject = cases[0]?.subject;
  const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;
  return {
    functionName: subject?.function?.name ?? '<function>',
    qualifier: /:function:[^:]+:([\w$-]+)$/.exec(subject?.integration?.functionArn ?? '')?.[1] ?? null,
    apiId: subject?.api?.id ?? '<api-id>',
    stage: subject?.api?.stage ?? '<stage>',
    requestId:
      evidence.executionLog.map((line) => uuid.exec(line)?.[0]).find((id) => id !== undefined) ?? null,
    lambdaRequestId:
      evidence.functionLog.map((line) => uuid.exec(line)?.[0]).find((id) => id !== undefined) ?? null,
  };
}

const pieceWords: Readonly<Record<Language, Readonly<Record<Piece, string>>>> = {
  en: {
    'function-log': "The function's log of this request, from START to REPORT",
    'execution-log': 'The execution log of the stage (turn it on with',
    payload: 'What the function gave back, "Endpoint response body before transformations"',
    policy: "The function's resource policy",
    package: 'What is in the package, with its modes',
    configuration: "The function's configuration",
    stage: 'When the stage was deployed, and its variables',
    routes: 'The methods of the API',
    image: "The image's entry point",
    answer: 'The whole answer with its headers',
  },
  it: {
    'function-log': 'Il log della funzione per questa richiesta, da START a REPORT',
    'execution-log': "L'execution log dello stage (si attiva con",
    payload: 'Ciò che la funzione ha restituito, "Endpoint response body before transformations"',
    policy: 'La resource policy della funzione',
    package: 'Che cosa c’è nel pacchetto, con i modi',
    configuration: 'La configurazione della funzione',
    stage: 'Quando è stato fatto il deploy dello stage, e le sue variabili',
    routes: "I metodi dell'API",
    image: "L'entry point dell'immagine",
    answer: 'La risposta intera con i suoi header',
  },
};

/** One sentence, and the command behind a colon. Names in angle brackets are for the reader to fill in. */
function collect(piece: Piece, names: Names, language: Language): string {
  const what = pieceWords[language][piece];
  const name = placeholder(names.functionName);
  const apiId = placeholder(names.apiId);
  const stage = placeholder(names.stage);
  const pattern = (id: string | null): string => (id === null ? '' : ` --filter-pattern '"${id}"'`);
  switch (piece) {
    case 'function-log':
      return `${what}: aws logs filter-log-events --log-group-name /aws/lambda/${name}${pattern(names.lambdaRequestId) || ' --start-time <epoch-ms>'}`;
    case 'execution-log':
      return `${what} aws apigateway update-stage --rest-api-id ${apiId} --stage-name ${stage} --patch-operations op=replace,path=/*/*/logging/loglevel,value=INFO): aws logs filter-log-events --log-group-name API-Gateway-Execution-Logs_${apiId}/${stage}${pattern(names.requestId)}`;
    case 'payload':
      return `${what}: aws apigateway test-invoke-method --rest-api-id ${apiId} --resource-id <resource-id> --http-method <METHOD> --path-with-query-string <path> --query log --output text`;
    case 'policy':
      return `${what}: aws lambda get-policy --function-name ${name}${names.qualifier === null ? '' : ` --qualifier ${word(names.qualifier)}`} --query Policy --output text`;
    case 'package':
      return `${what}: curl -so function.zip "$(aws lambda get-function --function-name ${name} --query Code.Location --output text)" && zipinfo function.zip`;
    case 'configuration':
      return `${what}: aws lambda get-function-configuration --function-name ${name}`;
    case 'stage':
      return `${what}: aws apigateway get-stage --rest-api-id ${apiId} --stage-name ${stage}`;
    case 'routes':
      return `${what}: aws apigateway get-resources --rest-api-id ${apiId} --embed methods`;
    case 'image':
      return `${what}: docker inspect --format '{{json .Config.Entrypoint}} {{json .Config.Cmd}}' <image>`;
    case 'answer':
      return `${what}: curl -si <url>`;
  }
}

/** Angle brackets mean something to a shell only unquoted; they stand for what the reader knows. */
function placeholder(text: string): string {
  return text.startsWith('<') ? text : word(text);
}
