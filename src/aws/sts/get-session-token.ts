// GetSessionToken: temporary keys of the calling user, or of the root.
import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../core/errors.ts';
import type { OperationContext } from '../context.ts';
import { callerOf } from '../iam/caller.ts';
import { rootArn } from '../iam/names.ts';
import { refuseNotBuilt } from '../not-built.ts';
import { createSessionKey, credentialsShape } from './session-keys.ts';

/** Twelve hours; the root's live an hour at most. */
const userSeconds = 43_200;
const rootSecondsMax = 3600;

/** @throws AwsError AccessDenied where temporary keys call */
export async function getSessionToken(
  input: GetSessionTokenRequest,
  context: OperationContext,
): Promise<GetSessionTokenResponse> {
  refuseNotBuilt('GetSessionToken', { SerialNumber: input.SerialNumber, TokenCode: input.TokenCode });
  const known = context.accessKeyId === null ? null : context.keys.find(context.accessKeyId);
  if (known?.sessionToken !== undefined)
    throw new AwsError('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials');
  const seconds = input.DurationSeconds ?? userSeconds;
  const { arn } = callerOf(context);
  const key =
    arn === rootArn(context.accountId)
      ? await createSessionKey(context, { kind: 'root' }, Math.min(seconds, rootSecondsMax))
      : await createSessionKey(
          context,
          { kind: 'user', userName: arn.slice(arn.lastIndexOf('/') + 1) },
          seconds,
        );
  return { Credentials: credentialsShape(key) };
}
