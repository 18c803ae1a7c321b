// What differs between the configuration and what the stage serves: why a change does not show.
import type { RoutePicture } from '../collect/api-picture.ts';
import type { Walk } from '../collect/walk.ts';
import type { WalkWords } from './words.ts';

export interface Difference {
  readonly route: string;
  readonly text: string;
}

/** Empty where the stage serves what is configured, or where what it serves could not be read. */
export function differencesOf({ api, routes }: Walk, words: WalkWords): readonly Difference[] {
  if (!api.deployed.ok || api.stage === null) return [];
  return routes.flatMap(({ name, deployed, configured }) => {
    // A method without an integration cannot be deployed, and is not exported.
    if (deployed === null)
      return configured?.integration == null ? [] : [{ route: name, text: words.diff.added(name) }];
    if (configured === null) return [{ route: name, text: words.diff.removed(name) }];
    return changesOf(name, deployed, configured, words).map((text) => ({ route: name, text }));
  });
}

function changesOf(
  name: string,
  deployed: RoutePicture,
  configured: RoutePicture,
  words: WalkWords,
): readonly string[] {
  const facts = (route: RoutePicture): Readonly<Record<string, string>> => ({
    integration: route.integration?.type ?? words.diff.none,
    uri: route.integration?.uri ?? words.diff.none,
    httpMethod: route.integration?.httpMethod ?? words.diff.none,
    credentials: route.integration?.credentials ?? words.diff.none,
    timeoutInMillis: String(route.integration?.timeoutMs ?? words.diff.none),
    authorization: route.authorization,
    apiKeyRequired: String(route.needsApiKey),
  });
  const now = facts(configured);
  return Object.entries(facts(deployed)).flatMap(([what, then]) =>
    now[what] === then ? [] : [words.diff.changed(name, what, shortened(now[what]!), shortened(then))],
  );
}

/** Of a Lambda URI, the function is what tells. */
function shortened(text: string): string {
  return (
    /\/functions\/(?:arn:aws[^:]*:lambda:[^:]*:[^:]*:function:)?(.+)\/invocations$/.exec(text)?.[1] ?? text
  );
}
