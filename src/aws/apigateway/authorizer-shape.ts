// An authorizer as the operations answer it.
import type { Authorizer } from '@aws-sdk/client-api-gateway';
import type { AuthorizerModel } from '../../gateway/model.ts';
import { present } from '../present.ts';

/** The time to live stands in the answer only where it was set (recorded). */
export function authorizerShape(authorizer: AuthorizerModel): Authorizer {
  return present({
    id: authorizer.id,
    name: authorizer.name,
    type: authorizer.type,
    providerARNs: authorizer.providerARNs.length === 0 ? undefined : [...authorizer.providerARNs],
    authType: authorizer.authType,
    authorizerUri: authorizer.authorizerUri,
    authorizerCredentials: authorizer.authorizerCredentials,
    identitySource: authorizer.identitySource,
    identityValidationExpression: authorizer.identityValidationExpression,
    authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
  });
}
