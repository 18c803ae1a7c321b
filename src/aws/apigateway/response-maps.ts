// The optional maps of method and integration responses: what was sent, and whether it was sent empty.
import { matches, type ConstraintCheck, pattern } from '../constraints.ts';
import { badRequest } from './errors.ts';

const statusCodePattern = pattern('[1-5]\\d\\d');

/** A response's status code stands in the path of its operation. */
export function statusCodeConstraint(statusCode: string | undefined): ConstraintCheck {
  return matches('statusCode', statusCode, statusCodePattern);
}

/** `{ sentEmpty: [names] }` for the maps that were sent and hold nothing; nothing where there are none. */
export function sentEmpty<K extends string>(
  maps: Readonly<Record<K, object | undefined>>,
): { readonly sentEmpty?: readonly K[] } {
  const names = Object.entries<object | undefined>(maps)
    .filter(([, map]) => map !== undefined && Object.keys(map).length === 0)
    .map(([name]) => name as K);
  return names.length === 0 ? {} : { sentEmpty: names };
}

/** @throws AwsError BadRequestException, in the words reported in public for mappings */
export function assertResponseParameter(name: string): void {
  if (/^method\.response\.header\.[^ ]+$/.test(name)) return;
  throw badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${name}]`,
  );
}
