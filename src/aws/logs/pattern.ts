// Filter patterns as operations take them: what is none is answered as AWS answers it.
import {
  compileFilterPattern,
  FilterPatternError,
  type MessageFilter,
} from '../../telemetry/filter-pattern/filter-pattern.ts';
import { AwsError } from '../../core/errors.ts';

/** @throws AwsError InvalidParameterException */
export function readPattern(text: string): MessageFilter {
  try {
    return compileFilterPattern(text);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    const refused = new AwsError('InvalidParameterException', 400, 'Invalid filter pattern');
    refused.cause = error;
    throw refused;
  }
}
