// The readings of one piece of evidence: what each line, answer, word and piece of code would mean for how the request ended.
import { integrationTimeoutMsMax } from '../../core/limits.ts';
import type { Outcome } from '../../execution/outcome.ts';
import type { ParsedExecution } from '../../execution/parsed-execution.ts';
import type { TextCase } from './base-case.ts';
import type { WeighedCase } from './case-of-evidence.ts';
import { endingsIn, malformedOutput, refusedByPolicy } from './endings.ts';
import { outcomeOfExecution, outcomeOfFault, outcomesOfAnswer, refusal } from './evidence-outcomes.ts';
import { isPlatformText } from './function-line.ts';
import { readFaults, type LoggedFault } from './logged-faults.ts';
import { loggedResponse, violationsOf } from './partial-payload.ts';
import { isGatewayLine, type SortedLines } from './sort-lines.ts';

/** So many lines of an excerpt are looked at one by one, whatever they are. */
const mereLinesMax = 80;

/** Chosen: what the platform says counts in full, what stands beside an ending that explains itself counts little. */
const weights = {
  said: 1,
  reported: 1,
  logged: 0.93,
  mere: 0.9,
  shown: 0.88,
  code: 0.85,
  words: 0.78,
  beside: 0.62,
} as const;

const endsOutsideFunction: ReadonlySet<Outcome['kind']> = new Set([
  'no-permission',
  'role-not-assumable',
  'integration-method-not-post',
  'route-not-found',
  'access-denied',
  'throttled',
  'quota-exceeded',
]);

const permissionWords =
  /permission|not allowed to invoke|invoke (?:the|my) (?:lambda|function)|connect to (?:it|the (?:lambda|function))/i;
const permissionInTemplate =
  /Lambda::Permission|aws_lambda_permission|lambda:InvokeFunction|:\$\{stageVariables\./;

export class Readings {
  readonly #base: TextCase;
  readonly #lines: SortedLines;
  readonly #template: string;
  readonly #found: WeighedCase[] = [];

  constructor(base: TextCase, lines: SortedLines, template: string) {
    this.#base = base;
    this.#lines = lines;
    this.#template = template;
  }

  read(executions: readonly ParsedExecution[]): readonly WeighedCase[] {
    const faults = readFaults(this.#lines.own);
    this.#readGateway(executions);
    this.#readOwnSentences();
    const { answer } = this.#base.text;
    if (answer !== null) for (const outcome of outcomesOfAnswer(answer)) this.#add(outcome, weights.said);
    const isFailed = this.#isFailed(faults);
    this.#readFaults(faults, isFailed);
    this.#readReport(faults);
    this.#readSilence();
    if (!isFailed) return this.#found;
    const isShape = this.#isShape;
    if (!isShape) this.#readLoggedResponses();
    this.#readWords();
    if (!isShape && !isReported(faults)) this.#readCode();
    // Some causes need no ending: the answer, the words and the settings are what they look at.
    this.#found.push({ subject: this.#base, weight: 1 });
    return this.#found;
  }

  #add(outcome: Outcome, weight: number, payload = this.#base.payload): void {
    this.#found.push({ subject: { ...this.#base, outcome, payload }, weight });
  }

  #addFault(fault: LoggedFault, weight: number): void {
    this.#add(outcomeOfFault(fault, this.#base.function?.timeoutSeconds), weight);
  }

  #refused(): Outcome {
    const { integration, text } = this.#base;
    return refusal({
      functionArn: integration?.functionArn,
      sourceArn: integration?.sourceArn,
      policy: text.policy?.ofFunction ?? null,
    });
  }

  /** The recorded output itself is wrong: what else was logged stands beside it. */
  get #isShape(): boolean {
    return this.#found.some(
      ({ subject: { outcome } }) => outcome?.kind === 'malformed-output' && outcome.violations.length > 0,
    );
  }

  get #isElsewhere(): boolean {
    return this.#found.some(
      ({ subject: { outcome } }) => outcome !== undefined && endsOutsideFunction.has(outcome.kind),
    );
  }

  #readGateway(executions: readonly ParsedExecution[]): void {
    for (const execution of executions) {
      const outcome = outcomeOfExecution(execution, () => this.#refused());
      if (outcome !== null) this.#add(outcome, weights.said);
    }
    // Sentences that no execution log's form surrounds: quoted alone, in XML, in an access log's field.
    const said = new Set(this.#found.map(({ subject }) => subject.outcome!.kind));
    for (const line of this.#lines.gateway) {
      if (refusedByPolicy.test(line) && !said.has('no-permission')) this.#add(this.#refused(), weights.said);
      if (malformedOutput.test(line) && said.size === 0) this.#add(malformed(), weights.said);
      for (const outcome of endingsIn(line, true))
        if (!said.has(outcome.kind)) this.#add(outcome, weights.said);
    }
    for (const fault of readFaults(this.#lines.gateway.filter((line) => !isGatewayLine(line))))
      this.#addFault(fault, fault.certainty === 'reported' ? weights.reported : weights.logged);
  }

  #readOwnSentences(): void {
    for (const line of this.#lines.own) {
      if (refusedByPolicy.test(line)) this.#add(this.#refused(), weights.said);
      if (malformedOutput.test(line)) this.#add(malformed(), weights.said);
      for (const outcome of endingsIn(line, false)) this.#add(outcome, weights.said);
    }
  }

  /** Something went wrong, or is taken to have: an excerpt without the frame of a request is pasted because it did. */
  #isFailed(faults: readonly LoggedFault[]): boolean {
    const { text, responseStatus } = this.#base;
    const { status, errorType } = text.report;
    if (isReported(faults) || status !== undefined || errorType !== undefined) return true;
    if ((responseStatus ?? 0) >= 500 || text.words !== '') return true;
    const endings = this.#found.map(({ subject }) => subject.outcome!.kind);
    if (endings.length > 0) return endings.some((kind) => kind !== 'ok');
    if (responseStatus !== undefined)
      return /base64|^(?:iVBOR|JVBER|R0lG|\/9j\/|UEsDB)/.test(text.answer?.body ?? '');
    return !text.lines.some((line) => /^(?:REPORT RequestId|END RequestId)/.test(line));
  }

  #readFaults(faults: readonly LoggedFault[], isFailed: boolean): void {
    const isBeside = this.#isShape || this.#isElsewhere;
    for (const fault of faults) {
      if (fault.certainty === 'reported') this.#addFault(fault, weights.reported);
      else if (isFailed) this.#addFault(fault, isBeside ? weights.beside : weights.logged);
    }
    if (isFailed && !isBeside) this.#readMereLines(faults);
  }

  /** Lines that do not look like errors: some are, in words that only one cause knows. */
  #readMereLines(faults: readonly LoggedFault[]): void {
    const heads = faults.map(({ message }) => message.split('\n')[0]!).filter((head) => head !== '');
    for (const line of this.#base.text.lines.slice(0, mereLinesMax)) {
      const errorMessage = line.trim();
      if (errorMessage === '' || isPlatformText(errorMessage)) continue;
      if (/^\{|"error(?:Message|Type)"/.test(errorMessage)) continue;
      if (heads.some((head) => errorMessage.includes(head))) continue;
      const outcome: Outcome = { kind: 'function-error', errorType: null, errorMessage, trace: [] };
      this.#found.push({ subject: { ...this.#base, outcome }, weight: weights.mere, isMere: true });
    }
  }

  /** A REPORT that tells of a failure which no other line tells of, or of a success that came too late. */
  #readReport(faults: readonly LoggedFault[]): void {
    const { text, function: facts } = this.#base;
    const { durationMs = 0, status, errorType } = text.report;
    const isLate = durationMs > integrationTimeoutMsMax - 200 && !isReported(faults) && status === undefined;
    if (isLate && (text.answer?.status ?? 504) >= 503)
      this.#add({ kind: 'integration-timeout', timeoutMs: integrationTimeoutMsMax }, weights.logged);
    if (status === 'timeout' && faults.length === 0) {
      const timeoutSeconds = facts?.timeoutSeconds ?? durationMs / 1000;
      this.#add({ kind: 'function-timeout', errorMessage: 'Status: timeout', timeoutSeconds }, weights.said);
    }
    if (errorType === undefined) return;
    const line = text.lines.find((each) => each.includes('Error Type:')) ?? `Error Type: ${errorType}`;
    const outcome: Outcome = { kind: 'function-error', errorType, errorMessage: line.trim(), trace: [] };
    this.#add(outcome, faults.length === 0 ? weights.said : weights.logged);
  }

  /** A 500 without a line anywhere, and a permission in the words: the refusal that no log was there to tell of. */
  #readSilence(): void {
    const { own, gateway } = this.#lines;
    const { text, responseStatus } = this.#base;
    if (own.length > 0 || gateway.length > 0 || this.#found.length > 0) return;
    if (![500, null, undefined].includes(text.answer?.status ?? responseStatus)) return;
    const isTold =
      permissionWords.test(text.words) ||
      permissionInTemplate.test(this.#template) ||
      (text.hints.has('resaveHelps') && text.hints.has('works')) ||
      text.policy?.ofFunction != null;
    if (isTold) this.#add(this.#refused(), weights.words);
  }

  #readLoggedResponses(): void {
    for (const line of this.#base.text.lines) {
      const response = loggedResponse(line);
      const violations = response === null ? [] : violationsOf(response);
      if (violations.length > 0) this.#add({ kind: 'malformed-output', violations }, weights.shown);
    }
  }

  /** What a person quotes in words: platform sentences count, though less than in a log. */
  #readWords(): void {
    const { words } = this.#base.text;
    if (words === '') return;
    if (refusedByPolicy.test(words)) this.#add(this.#refused(), weights.words);
    if (malformedOutput.test(words)) this.#add(malformed(), weights.words);
    for (const outcome of endingsIn(words, true)) this.#add(outcome, weights.words);
    for (const fault of readFaults(words.split(/\n|(?<=[.;:]) /))) {
      if (fault.certainty === 'reported' || fault.type !== null) this.#addFault(fault, weights.words);
    }
  }

  /** A malformed output that was not recorded, and code that shows what it would be. */
  #readCode(): void {
    const { text, responseStatus } = this.#base;
    if (text.code === null || (responseStatus ?? 500) < 500) return;
    const { violations, stringifies, returnsError } = text.code;
    if (violations.length > 0) this.#add({ kind: 'malformed-output', violations }, weights.code);
    if (stringifies) this.#add(malformed('"{…}"'), weights.code, '"{}"');
    if (!returnsError) return;
    const errorMessage = 'an error was returned';
    this.#add({ kind: 'function-error', errorType: null, errorMessage, trace: [] }, weights.code);
  }
}

function isReported(faults: readonly LoggedFault[]): boolean {
  return faults.some(({ certainty }) => certainty === 'reported');
}

/** A malformed output of which nothing is known, or which is a text. */
function malformed(text?: string): Outcome {
  if (text === undefined) return { kind: 'malformed-output', violations: [] };
  const found = { type: 'string', text } as const;
  return {
    kind: 'malformed-output',
    violations: [{ pointer: '', code: 'not-an-object', found, allowed: 'an object' }],
  };
}
