// What an import finds wrong: errors end it, warnings end it only where the caller asks for that.
import { AwsError } from '../../../core/errors.ts';
import { badRequest } from '../errors.ts';

export interface ImportIssues {
  readonly errors: string[];
  readonly warnings: string[];
  /** Runs a check that throws what AWS answers to the same input elsewhere; its message goes behind `what`. */
  attempt<T>(what: string, work: () => T): T | null;
}

export function createImportIssues(): ImportIssues {
  const errors: string[] = [];
  return {
    errors,
    warnings: [],
    attempt(what, work) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof AwsError) || error.code === 'NotImplemented') throw error;
        errors.push(`${what}: ${error.message}`);
        return null;
      }
    },
  };
}

/** The texts are reported in public, not recorded. @throws AwsError BadRequestException */
export function assertImportable(issues: ImportIssues, failOnWarnings: boolean): void {
  const { errors, warnings } = issues;
  const list = (lines: readonly string[]): string => lines.map((line) => `\n\t${line}`).join('');
  if (errors.length > 0) {
    const more = warnings.length === 0 ? '' : `\nAdditionally, these warnings were found:${list(warnings)}`;
    throw badRequest(`Errors found during import:${list(errors)}${more}`);
  }
  if (failOnWarnings && warnings.length > 0) {
    throw badRequest(`Warnings found during import:${list(warnings)}`);
  }
}
