// The Auth of one Api event: the authorizer and the API key that its method asks for, whatever its API says.
import { UserError } from '../../core/errors.ts';
import { isMap, own, type TemplateMap, type TemplateValue } from '../template-value.ts';
import type { ApiEvent } from './api-event.ts';
import { type ApiAuth, isOn, noApiKey, noAuthorizer } from './api-security.ts';
import { mapAt, securityOf, withSecurity } from './openapi-document.ts';
import type { SamScope } from './sam-scope.ts';

/** An operation with what its event asks for; the marks of the event wait for what the API says. */
export function withEventSecurity(
  operation: TemplateMap,
  event: ApiEvent,
  auth: ApiAuth,
  scope: SamScope,
): TemplateMap {
  const ofEvent = mapAt(event.properties, 'Auth');
  const security = [...securityOf(operation)];
  const authorizer = own(ofEvent, 'Authorizer');
  if (authorizer !== undefined && authorizer !== null && authorizer !== '') {
    const name = readEventAuthorizer(authorizer, event, auth, scope);
    security.push({ [name]: scopesOf(name, ofEvent, auth) });
  } else if (own(ofEvent, 'AuthorizationScopes') !== undefined) {
    throw eventError(event, scope, 'has AuthorizationScopes without Authorizer: name the authorizer');
  }
  const needsKey = own(ofEvent, 'ApiKeyRequired');
  if (needsKey !== undefined && needsKey !== null) {
    const isNeeded = isOn(needsKey, scope);
    if (!isNeeded && !auth.needsApiKey) {
      throw eventError(
        event,
        scope,
        'says that it needs no API key, which SAM takes only where the API needs one: leave ApiKeyRequired out',
      );
    }
    security.push({ [isNeeded ? 'api_key' : noApiKey]: [] });
  }
  return security.length === 0 ? operation : withSecurity(operation, security);
}

function readEventAuthorizer(
  written: TemplateValue,
  event: ApiEvent,
  { authorizers, defaultAuthorizer }: ApiAuth,
  scope: SamScope,
): string {
  const name = isMap(written) ? scope.resolveStatic(written) : written;
  if (name === 'AWS_IAM') return name;
  if (name === noAuthorizer) {
    if (defaultAuthorizer !== null) return name;
    throw eventError(
      event,
      scope,
      'opts out of an authorizer, which SAM takes only where the API has a DefaultAuthorizer: leave Authorizer out',
    );
  }
  if (typeof name === 'string' && own(authorizers, name) !== undefined) return name;
  throw eventError(
    event,
    scope,
    `names the authorizer ${JSON.stringify(name)}, which its API does not have: add it under Auth.Authorizers of the API`,
  );
}

function scopesOf(name: string, auth: TemplateMap, { authorizers }: ApiAuth): TemplateValue {
  return own(auth, 'AuthorizationScopes') ?? own(mapAt(authorizers, name), 'AuthorizationScopes') ?? [];
}

function eventError({ name, properties }: ApiEvent, scope: SamScope, complaint: string): UserError {
  return new UserError(`${scope.file.where(properties, 'Auth')}: ${name} ${complaint}.`);
}
