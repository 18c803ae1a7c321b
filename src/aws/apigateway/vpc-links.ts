// VPC links: none can be made here, where there is no VPC, and so none is ever found.
import { notFound } from './errors.ts';

/** Recorded in December 2025. */
export function unknownVpcLink(): Error {
  return notFound('Invalid Vpc Link identifier specified');
}
