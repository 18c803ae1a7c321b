// The walk's own words in English: titles of the steps, sentences of the checks.
import { counted, listed } from '../words.ts';

const routesShownMax = 3;

/** `GET /a, GET /b, GET /c and 4 more`. */
function some(items: readonly string[]): string {
  const more = items.length - routesShownMax;
  return more <= 1 ? listed(items) : `${items.slice(0, routesShownMax).join(', ')} and ${more} more`;
}

export const wordsEn = {
  some,
  titles: {
    1: 'Metrics and logs',
    2: "The function's output",
    3: "The function's permission",
    4: 'The deployment package',
    5: 'Handler and configuration',
    6: "The function's log",
    7: 'Test',
    beyond: 'Beyond the seven',
  },
  denied: (action: string, what: string) => `${what} could not be read: the permission ${action} is missing`,
  deniedTodo: (action: string, resource: string) => `Allow ${action} on ${resource}.`,
  failed: (what: string, message: string) => `${what} could not be read: ${message}`,
  the: {
    metrics: 'The metrics',
    executionLog: 'The execution log',
    functionLog: "The function's log",
    configuration: (name: string) => `The configuration of ${name}`,
    policy: (name: string) => `The policy of ${name}`,
    code: (name: string) => `The package of ${name}`,
    deployment: 'What the stage serves',
    gatewayResponses: 'The gateway responses',
    account: "The account's settings",
    usagePlans: 'The usage plans',
  },

  noRequests: (since: string) => `No requests were counted ${since}`,
  requestsFine: (requests: number, since: string) =>
    `${counted(requests, 'request')} ${since}, none answered 5xx`,
  requests5xx: (errors: number, requests: number, since: string) =>
    `${errors} of ${counted(requests, 'request')} ${since} ended in 5xx`,
  functionErrors: (name: string, errors: number, invocations: number) =>
    `${name}: ${counted(errors, 'error')} in ${counted(invocations, 'invocation')}`,
  functionThrottles: (name: string, throttles: number) => `${name} was throttled ${throttles} times`,
  loggingOff: 'Execution logging is off: API Gateway keeps no word of why a request failed',
  loggingOffTodo:
    'Turn it on while you search; it takes effect without a deployment. Data trace also writes bodies, so turn it off again where these are private.',
  loggingPartly: (routes: string) => `Execution logging is off for ${routes}`,
  loggingOn: (level: string, dataTrace: boolean) =>
    `Execution logging is on: ${level}${dataTrace ? ', with data trace' : ''}`,
  noDataTrace: 'Without data trace the log does not hold the output that API Gateway judged',
  noLogRole: 'The account has no role by which API Gateway may write logs: nothing is logged',
  noLogRoleTodo:
    'Make a role that trusts apigateway.amazonaws.com, with the managed policy AmazonAPIGatewayPushToCloudWatchLogs, and set it for this region.',
  noLogRoleYet: 'The account has no role to write logs with; one is needed before logging is turned on',
  noLogGroup: 'The execution log does not exist yet: nothing has been logged for this stage',
  logEmpty: (since: string) => `The execution log holds nothing ${since}`,
  logClean: (since: string) => `The execution log holds no failure ${since}`,
  logFailures: (kinds: number, since: string) =>
    `The execution log holds ${counted(kinds, 'kind of failure', 'kinds of failure')} ${since}`,
  logPartial: 'The log was too long to be read whole: the newest failures were',

  outputsFit: (routes: readonly string[]) =>
    `${routes.length === 1 ? 'The output fits' : `${routes.length} outputs fit`} the contract: ${some(routes)}`,
  outputsUnseen: (routes: readonly string[]) => `No output was seen of ${some(routes)}`,
  outputsUnseenTodo: 'Run it in step 7, or turn on logging with data trace.',
  outputsNone: 'No function answered, so there is no output to look at',
  more: (count: number) => `and ${count} more`,
  noLambda: 'No route has a Lambda integration',

  permissionFits: (functions: number, routes: readonly string[]) =>
    `${functions === 1 ? "The function's policy lets" : `The policies of ${functions} functions let`} API Gateway call for ${some(routes)}`,
  refused: (routes: readonly string[]) =>
    `${some(routes)}: Lambda refuses the call (Invalid permissions on Lambda function)`,
  presented: (sourceArn: string) => `presented: ${sourceArn}`,
  byStatement: (sid: string) => `allowed by statement "${sid}"`,
  byRole: (routes: readonly string[], role: string) =>
    `${some(routes)}: called with the role ${role}, so the function's policy is not asked`,

  packageFine: (names: readonly string[]) =>
    `${names.length === 1 ? 'The package was' : `${names.length} packages were`} opened, and every file may be read: ${some(names)}`,
  packageImage: (name: string) => `${name} is a container image: its files were not looked at`,
  packageImageTodo: 'Run the image on your machine and look at its entry point and modes.',
  unreadable: (name: string, paths: readonly string[]) =>
    `${name}: the function may not read ${some(paths)} of its package`,
  handlerFits: (names: readonly string[]) =>
    `${names.length === 1 ? 'The handler leads' : `${names.length} handlers lead`} to a file of the package: ${some(names)}`,
  handlerMissing: (name: string, handler: string, files: string) =>
    `${name}: the handler ${handler} leads to no file of the package (${files})`,
  handlerUnchecked: (name: string, runtime: string) =>
    `${name}: handlers of ${runtime} are not looked at before they run`,

  logSeen: (route: string) => `${route}: the function's log of the same request`,
  logSilent: (route: string) => `${route}: the function printed nothing of its own`,
  logNone: (routes: readonly string[]) =>
    `${some(routes)}: the function wrote no line, so it never ran for the request; the cause lies in front of it`,
  logNotNeeded: 'No failed request to follow',
  logElsewhere: (routes: readonly string[]) =>
    `${some(routes)}: API Gateway did not wait for the function's answer, and so does not name its request`,

  testPassed: (routes: readonly string[]) => `${some(routes)}: ${routes.length === 1 ? 'passes' : 'pass'}`,
  testFailed: (route: string, status: number) => `${route} answers ${status}`,
  testFailedMany: (count: number, routes: readonly string[]) => `${count} routes answer 5xx: ${some(routes)}`,
  testSkipped: (routes: readonly string[]) => `Not run: ${some(routes)}`,
  testSkippedTodo:
    'What may change something is run only when you say so: --invoke, with --path, --method and --body.',
  testOff: 'No test was run, as asked',
  testProves:
    "A test calls the current configuration, not the deployment. It leaves out the route match, authorizer, API key, resource policy, WAF and throttle, and presents the stage test-invoke-stage to the function's policy",

  stageFine: (routes: readonly string[]) =>
    `The stage answers ${some(routes)} without an error of API Gateway's own`,
  stageFails: (route: string, status: number, type: string | null) =>
    `The stage answers ${route} with ${status}${type === null ? '' : ` ${type}`}`,
  stageSilent: (url: string, why: string) => `The stage could not be asked at ${url}: ${why}`,
  stageNoUrl: 'The stage cannot be asked from here: the API is private, or has its own domain only',
  deploymentFresh: 'The stage serves what is configured now',
  deploymentStale: (count: number) =>
    `The stage serves an older configuration: ${counted(count, 'route differs', 'routes differ')}`,
  canary: (percent: number) =>
    `A canary takes ${percent} % of the requests: they are served by another deployment`,
  timeouts: (route: string, functionTimeout: string, integrationTimeout: string) =>
    `${route}: the function may run ${functionTimeout}, and API Gateway waits ${integrationTimeout}`,
  timeoutsTodo: 'A function that takes longer than the integration waits is a 504, and goes on running.',
  noProxy: (routes: readonly string[]) =>
    `${some(routes)}: a custom integration (AWS), not a proxy: the function gets no proxy event, and its output is not judged`,
  authorizer: (name: string, type: string) => `Authorizer ${name} (${type}) stands in front of the routes`,
  needsKey: (routes: readonly string[]) => `${some(routes)}: a request needs an API key`,
  keysFine: (plans: readonly string[], keys: number) =>
    `${counted(keys, 'API key')} by the usage ${plans.length === 1 ? 'plan' : 'plans'} ${some(plans)}`,
  noPlan: 'No usage plan has this stage with a key: every request that needs one answers 403',
  noPlanTodo: 'Add the stage to a usage plan, and a key to the plan.',
  policy: 'The API has a resource policy: it decides before anything else',
  waf: (arn: string) => `A web ACL stands in front of the stage: ${arn}`,
  corsMissing:
    "Errors of API Gateway's own carry no CORS header: a browser shows a CORS error in their place",
  corsFine: "Errors of API Gateway's own carry CORS headers",
  throttleZero: (key: string) => `The stage's throttle lets nothing through for ${key}`,
  updateFailed: (name: string, reason: string) => `${name}: the last update failed: ${reason}`,
  updateGoing: (name: string) => `${name}: an update is in progress`,
  inactive: (name: string) => `${name} is inactive: its first call after a long rest may fail`,
  routesLeftOut: (count: number) =>
    `${counted(count, 'route was', 'routes were')} left out: choose one with --path`,

  diff: {
    added: (route: string) => `${route} is configured, and not deployed`,
    removed: (route: string) => `${route} is deployed, and no longer configured`,
    changed: (route: string, what: string, now: string, then: string) =>
      `${route}: ${what} is ${now} now, the stage has ${then}`,
    none: 'none',
  },
  stale: {
    title: (count: number) =>
      `The stage was not deployed after the last change: ${counted(count, 'route differs', 'routes differ')}`,
    why: 'A stage serves a snapshot of the API. Changes of resources, methods and integrations, also by the console, reach it by a new deployment only; tests in the console use the new configuration at once, and so pass.',
    fix: 'Deploy the API to the stage.',
  },
  cors: {
    evidence: (routes: readonly string[]) =>
      `preflights are answered, and errors of ${some(routes)} carry no header`,
    title: 'Browsers show a CORS error in place of the real one',
    why: 'The API answers preflights, but errors that API Gateway makes itself (any 4xx or 5xx that no function made) carry no Access-Control-Allow-Origin, so scripts may not see them.',
    fix: 'Give the gateway responses DEFAULT_4XX and DEFAULT_5XX the header, and deploy. The error behind it stays: see the other findings.',
  },
  binary: {
    title: 'The client gets base64 text in place of the bytes',
    why: "The function sets isBase64Encoded, and API Gateway decodes only where the API's binary media types match the Accept header of the request.",
    fix: "Add the media type to the API's binaryMediaTypes, deploy, and send it in Accept.",
  },
  nonProxy: {
    title: 'The function expects a proxy event, and the integration is none',
    why: 'The integration has type AWS: the function gets the mapped body, without requestContext, headers and the rest.',
    fix: 'Make the integration AWS_PROXY, and deploy.',
  },
  fixes: {
    heading: (count: number) => (count === 1 ? 'One fix can be applied' : `${count} fixes can be applied`),
    none: 'None of this can be mended from here with certainty: see each fix above.',
    ask: 'Apply?',
    declined: 'left as it is',
    needYes: 'Nothing was changed: there is nobody to ask. Run it in a terminal, or with --yes.',
    addPermission: (name: string) => `Add the permission to the policy of ${name}`,
    undoPermission: (name: string, sid: string) =>
      `To undo: aws lambda remove-permission --function-name ${name} --statement-id ${sid}`,
    correctHandler: (name: string) => `Set the handler of ${name}`,
    undoHandler: (name: string, handler: string) =>
      `To undo: aws lambda update-function-configuration --function-name ${name} --handler ${handler}`,
    usePost: (route: string, stage: string | null) =>
      `Call Lambda with POST for ${route}${stage === null ? '; deploy it yourself, since other changes wait for a deployment' : `, and deploy to ${stage}`}`,
    undoPost: (method: string) => `To undo: set the method back to ${method}, and deploy`,
    deploy: (stage: string) => `Deploy the API to ${stage}, with everything that differs`,
    undoDeploy: (stage: string, deploymentId: string) =>
      `To undo: update-stage ${stage} with op=replace,path=/deploymentId,value=${deploymentId}`,
    freeConcurrency: (name: string) =>
      `Remove the reserved concurrency of 0 of ${name}; someone may have set it to stop the function`,
    undoConcurrency: (name: string) =>
      `To undo: aws lambda put-function-concurrency --function-name ${name} --reserved-concurrent-executions 0`,
    openPackage: (name: string, count: number) =>
      `Upload the package of ${name} again, with the modes of ${counted(count, 'entry', 'entries')} opened`,
    undoPackage:
      'The content is the same to the byte; mend the build too, or the next deployment brings it back',
    done: 'Done',
    failed: (why: string) => `It could not be applied: ${why}`,
    testNow: (route: string, status: number) => `${route}: the test answers ${status} now`,
    stageNow: (route: string, status: number) => `${route}: the stage answers ${status} now`,
    stillFails: 'It fails all the same, or for another reason now: run the doctor again',
    untested: 'It was not tested again: the route may change something',
  },
  affects: (routes: readonly string[]) => some(routes),
  checklist: {
    heading: (name: string, id: string, stage: string, region: string) =>
      `${name}  ${id}  stage ${stage}  ${region}`,
    nothing: 'No fault found.',
    nothingButUnknown: 'No fault found in what could be looked at; see the question marks.',
    found: (count: number) => (count === 1 ? 'The cause' : `${count} causes, likeliest first`),
    past: 'Earlier, and probably mended',
    todo: 'Do',
  },
  since: (text: string) => `in the last ${text}`,
};

export type WalkWords = typeof wordsEn;
