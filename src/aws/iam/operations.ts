// IAM's operations: the table of contents by which a request finds its operation.

/** AWS's name of the operation → `(input, context, call) → output`. An operation that is not here is not built. */
export const iamOperations = {} as const;
