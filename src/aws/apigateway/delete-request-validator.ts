// DeleteRequestValidator: only one that no method names can go.
import type { DeleteRequestValidatorRequest } from '@aws-sdk/client-api-gateway';
import type { OperationContext } from '../context.ts';
import { changeRequestValidators } from './changes.ts';
import { conflict } from './errors.ts';
import { methodUsing } from './lookups.ts';
import { requestValidatorShape } from './request-validator-shape.ts';

/** @throws AwsError NotFoundException, ConflictException */
export async function deleteRequestValidator(
  input: DeleteRequestValidatorRequest,
  context: OperationContext,
): Promise<void> {
  await changeRequestValidators(context, input, (validators, validator, api) => {
    const { [validator.id]: _gone, ...others } = validators;
    const user = methodUsing(api, (method) => method.requestValidatorId === validator.id);
    if (user !== null) {
      // Reported in public up to the name; the rest is as for models.
      const { name } = requestValidatorShape(validator);
      throw conflict(
        `Cannot delete Request Validator '${name ?? validator.id}', is referenced in method: ${user}`,
      );
    }
    return others;
  });
}
