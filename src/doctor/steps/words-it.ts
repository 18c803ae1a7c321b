// The walk's own words in Italian.
import type { WalkWords } from './words-en.ts';

const routesShownMax = 3;

/** `a, b e c`. */
function listed(items: readonly string[]): string {
  return items.length <= 1 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} e ${items.at(-1)}`;
}

/** `GET /a, GET /b, GET /c e altre 4`. */
function some(items: readonly string[]): string {
  const more = items.length - routesShownMax;
  return more <= 1 ? listed(items) : `${items.slice(0, routesShownMax).join(', ')} e altre ${more}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export const wordsIt: WalkWords = {
  some,
  titles: {
    1: 'Metriche e log',
    2: "L'output della funzione",
    3: 'Il permesso della funzione',
    4: 'Il pacchetto',
    5: 'Handler e configurazione',
    6: 'Il log della funzione',
    7: 'Test',
    beyond: 'Oltre i sette',
  },
  denied: (action, what) => `${what}: non si può leggere, manca il permesso ${action}`,
  deniedTodo: (action, resource) => `Consenti ${action} su ${resource}.`,
  failed: (what, message) => `${what}: non si può leggere: ${message}`,
  the: {
    metrics: 'Le metriche',
    executionLog: "L'execution log",
    functionLog: 'Il log della funzione',
    configuration: (name) => `La configurazione di ${name}`,
    policy: (name) => `La policy di ${name}`,
    code: (name) => `Il pacchetto di ${name}`,
    deployment: 'Ciò che lo stage serve',
    gatewayResponses: 'Le gateway response',
    account: "Le impostazioni dell'account",
    usagePlans: 'Gli usage plan',
  },

  noRequests: (since) => `Nessuna richiesta contata ${since}`,
  requestsFine: (requests, since) =>
    `${counted(requests, 'richiesta', 'richieste')} ${since}, nessuna con risposta 5xx`,
  requests5xx: (errors, requests, since) =>
    `${errors} di ${counted(requests, 'richiesta', 'richieste')} ${since} con risposta 5xx`,
  functionErrors: (name, errors, invocations) =>
    `${name}: ${counted(errors, 'errore', 'errori')} su ${counted(invocations, 'invocazione', 'invocazioni')}`,
  functionThrottles: (name, throttles) => `${name}: respinta ${throttles} volte per throttling`,
  loggingOff: "L'execution log è spento: API Gateway non lascia traccia del perché una richiesta fallisce",
  loggingOffTodo:
    'Accendilo finché cerchi; vale subito, senza deployment. Il data trace scrive anche i corpi: rispegnilo dove sono riservati.',
  loggingPartly: (routes) => `L'execution log è spento per ${routes}`,
  loggingOn: (level, dataTrace) => `L'execution log è acceso: ${level}${dataTrace ? ', con data trace' : ''}`,
  noDataTrace: "Senza data trace il log non contiene l'output che API Gateway ha giudicato",
  noLogRole: "L'account non ha un ruolo con cui API Gateway possa scrivere log: nulla viene scritto",
  noLogRoleTodo:
    'Crea un ruolo che si fida di apigateway.amazonaws.com, con la policy AmazonAPIGatewayPushToCloudWatchLogs, e impostalo per questa regione.',
  noLogRoleYet: "L'account non ha un ruolo per scrivere log; serve prima di accenderli",
  noLogGroup: "L'execution log non esiste ancora: per questo stage non è stato scritto nulla",
  logEmpty: (since) => `L'execution log è vuoto ${since}`,
  logClean: (since) => `L'execution log non contiene errori ${since}`,
  logFailures: (kinds, since) =>
    `L'execution log contiene ${counted(kinds, 'tipo di errore', 'tipi di errore')} ${since}`,
  logPartial: 'Il log era troppo lungo per leggerlo tutto: sono stati letti gli errori più recenti',

  outputsFit: (routes) =>
    `${routes.length === 1 ? "L'output rispetta" : `${routes.length} output rispettano`} il contratto: ${some(routes)}`,
  outputsUnseen: (routes) => `Nessun output visto di ${some(routes)}`,
  outputsUnseenTodo: 'Eseguila nel passo 7, oppure accendi il log con data trace.',
  outputsNone: "Nessuna funzione ha risposto: non c'è output da guardare",
  more: (count) => `e altri ${count}`,
  noLambda: "Nessuna route ha un'integrazione Lambda",

  permissionFits: (functions, routes) =>
    `${functions === 1 ? 'La policy della funzione lascia' : `Le policy di ${functions} funzioni lasciano`} chiamare API Gateway per ${some(routes)}`,
  refused: (routes) => `${some(routes)}: Lambda rifiuta la chiamata (Invalid permissions on Lambda function)`,
  presented: (sourceArn) => `presentato: ${sourceArn}`,
  byStatement: (sid) => `ammesso dallo statement "${sid}"`,
  byRole: (routes, role) =>
    `${some(routes)}: chiamata con il ruolo ${role}, quindi la policy della funzione non conta`,

  packageFine: (names) =>
    `${names.length === 1 ? 'Aperto il pacchetto' : `Aperti ${names.length} pacchetti`}, ogni file è leggibile: ${some(names)}`,
  packageImage: (name) => `${name} è un'immagine container: i suoi file non sono stati guardati`,
  packageImageTodo: "Esegui l'immagine sulla tua macchina e guarda entry point e permessi.",
  unreadable: (name, paths) => `${name}: la funzione non può leggere ${some(paths)} del suo pacchetto`,
  handlerFits: (names) =>
    `${names.length === 1 ? "L'handler porta" : `${names.length} handler portano`} a un file del pacchetto: ${some(names)}`,
  handlerMissing: (name, handler, files) =>
    `${name}: l'handler ${handler} non porta a nessun file del pacchetto (${files})`,
  handlerUnchecked: (name, runtime) => `${name}: gli handler di ${runtime} non si guardano senza eseguirli`,

  logSeen: (route) => `${route}: il log della funzione per la stessa richiesta`,
  logSilent: (route) => `${route}: la funzione non ha stampato nulla di suo`,
  logNone: (routes) =>
    `${some(routes)}: la funzione non ha scritto nulla, quindi per la richiesta non è partita; la causa sta prima`,
  logNotNeeded: 'Nessuna richiesta fallita da seguire',
  logElsewhere: (routes) =>
    `${some(routes)}: API Gateway non ha aspettato la risposta della funzione, e non ne nomina la richiesta`,

  testPassed: (routes) => `${some(routes)}: ${routes.length === 1 ? 'passa' : 'passano'}`,
  testFailed: (route, status) => `${route} risponde ${status}`,
  testFailedMany: (count, routes) => `${count} route rispondono 5xx: ${some(routes)}`,
  testSkipped: (routes) => `Non eseguite: ${some(routes)}`,
  testSkippedTodo:
    'Ciò che può cambiare qualcosa si esegue solo se lo dici: --invoke, con --path, --method e --body.',
  testOff: 'Nessun test eseguito, come chiesto',
  testProves:
    'Un test usa la configurazione attuale, non il deployment. Salta la scelta della route, authorizer, API key, resource policy, WAF e throttling, e presenta lo stage test-invoke-stage alla policy della funzione',

  stageFine: (routes) => `Lo stage risponde a ${some(routes)} senza errori propri di API Gateway`,
  stageFails: (route, status, type) =>
    `Lo stage risponde a ${route} con ${status}${type === null ? '' : ` ${type}`}`,
  stageNoUrl: "Lo stage non si può interrogare da qui: l'API è privata, o ha solo un dominio suo",
  stageSilent: (url, why) => `Lo stage non risponde a ${url}: ${why}`,
  deploymentFresh: 'Lo stage serve la configurazione attuale',
  deploymentStale: (count) =>
    `Lo stage serve una configurazione più vecchia: ${count === 1 ? '1 route è diversa' : `${count} route sono diverse`}`,
  canary: (percent) => `Un canary prende il ${percent} % delle richieste: le serve un altro deployment`,
  timeouts: (route, functionTimeout, integrationTimeout) =>
    `${route}: la funzione può durare ${functionTimeout}, e API Gateway aspetta ${integrationTimeout}`,
  timeoutsTodo: "Una funzione più lenta dell'integrazione dà 504, e continua a girare.",
  noProxy: (routes) =>
    `${some(routes)}: integrazione custom (AWS), non proxy: la funzione non riceve un evento proxy, e il suo output non è giudicato`,
  authorizer: (name, type) => `L'authorizer ${name} (${type}) sta davanti alle route`,
  needsKey: (routes) => `${some(routes)}: la richiesta deve avere una API key`,
  keysFine: (plans, keys) =>
    `${counted(keys, 'API key', 'API key')} tramite ${plans.length === 1 ? 'lo usage plan' : 'gli usage plan'} ${some(plans)}`,
  noPlan: 'Nessuno usage plan ha questo stage con una chiave: ogni richiesta che ne vuole una riceve 403',
  noPlanTodo: 'Aggiungi lo stage a uno usage plan, e una chiave al piano.',
  policy: "L'API ha una resource policy: decide prima di tutto il resto",
  waf: (arn) => `Una web ACL sta davanti allo stage: ${arn}`,
  corsMissing:
    'Gli errori propri di API Gateway non hanno header CORS: il browser mostra al loro posto un errore CORS',
  corsFine: 'Gli errori propri di API Gateway hanno gli header CORS',
  throttleZero: (key) => `Il throttling dello stage non lascia passare nulla per ${key}`,
  updateFailed: (name, reason) => `${name}: l'ultimo aggiornamento è fallito: ${reason}`,
  updateGoing: (name) => `${name}: un aggiornamento è in corso`,
  inactive: (name) => `${name} è inattiva: la prima chiamata dopo una lunga pausa può fallire`,
  routesLeftOut: (count) =>
    `${count === 1 ? '1 route non è stata guardata' : `${count} route non sono state guardate`}: scegline una con --path`,

  diff: {
    added: (route) => `${route} è configurata, e non ancora nel deployment`,
    removed: (route) => `${route} è nel deployment, e non più configurata`,
    changed: (route, what, now, then) => `${route}: ${what} ora è ${now}, lo stage ha ${then}`,
    none: 'nessuno',
  },
  stale: {
    title: (count) =>
      `Lo stage non è aggiornato all'ultima modifica: ${count === 1 ? '1 route è diversa' : `${count} route sono diverse`}`,
    why: "Uno stage serve un'istantanea dell'API. Le modifiche a risorse, metodi e integrazioni, anche dalla console, vi arrivano solo con un nuovo deployment; i test della console usano subito la nuova configurazione, e quindi passano.",
    fix: "Fai il deployment dell'API sullo stage.",
  },
  cors: {
    evidence: (routes) => `i preflight hanno risposta, gli errori di ${some(routes)} non hanno header`,
    title: 'I browser mostrano un errore CORS al posto di quello vero',
    why: "L'API risponde ai preflight, ma gli errori che API Gateway fa da sé (ogni 4xx o 5xx non di una funzione) non hanno Access-Control-Allow-Origin, e gli script non li vedono.",
    fix: "Dai l'header alle gateway response DEFAULT_4XX e DEFAULT_5XX, e fai il deployment. L'errore dietro resta: vedi le altre cause.",
  },
  binary: {
    title: 'Il client riceve testo base64 al posto dei byte',
    why: "La funzione imposta isBase64Encoded, e API Gateway decodifica solo dove i binaryMediaTypes dell'API corrispondono all'header Accept della richiesta.",
    fix: "Aggiungi il tipo ai binaryMediaTypes dell'API, fai il deployment, e mandalo in Accept.",
  },
  nonProxy: {
    title: "La funzione aspetta un evento proxy, e l'integrazione non lo è",
    why: "L'integrazione è di tipo AWS: la funzione riceve il corpo mappato, senza requestContext, header e il resto.",
    fix: "Rendi l'integrazione AWS_PROXY, e fai il deployment.",
  },
  fixes: {
    heading: (count) =>
      count === 1 ? 'Si può applicare un rimedio' : `Si possono applicare ${count} rimedi`,
    none: 'Nulla di questo si può riparare da qui con certezza: vedi i rimedi sopra.',
    ask: 'Applicare?',
    declined: "lasciato com'è",
    needYes: "Non è stato cambiato nulla: non c'è nessuno a cui chiedere. Usa un terminale, o --yes.",
    addPermission: (name) => `Aggiungere il permesso alla policy di ${name}`,
    undoPermission: (name, sid) =>
      `Per annullare: aws lambda remove-permission --function-name ${name} --statement-id ${sid}`,
    correctHandler: (name) => `Impostare l'handler di ${name}`,
    undoHandler: (name, handler) =>
      `Per annullare: aws lambda update-function-configuration --function-name ${name} --handler ${handler}`,
    usePost: (route, stage) =>
      `Chiamare Lambda con POST per ${route}${stage === null ? '; il deployment è tuo, perché altre modifiche lo aspettano' : `, e fare il deployment su ${stage}`}`,
    undoPost: (method) => `Per annullare: rimetti il metodo ${method}, e fai il deployment`,
    deploy: (stage) => `Fare il deployment dell'API su ${stage}, con tutto ciò che è diverso`,
    undoDeploy: (stage, deploymentId) =>
      `Per annullare: update-stage ${stage} con op=replace,path=/deploymentId,value=${deploymentId}`,
    freeConcurrency: (name) =>
      `Togliere la reserved concurrency 0 di ${name}; qualcuno può averla messa per fermare la funzione`,
    undoConcurrency: (name) =>
      `Per annullare: aws lambda put-function-concurrency --function-name ${name} --reserved-concurrent-executions 0`,
    openPackage: (name, count) =>
      `Ricaricare il pacchetto di ${name} con i permessi di ${counted(count, 'voce aperti', 'voci aperti')}`,
    undoPackage: 'Il contenuto è uguale al byte; ripara anche la build, o il prossimo deployment lo riporta',
    done: 'Fatto',
    failed: (why) => `Non si è potuto applicare: ${why}`,
    testNow: (route, status) => `${route}: il test ora risponde ${status}`,
    stageNow: (route, status) => `${route}: lo stage ora risponde ${status}`,
    stillFails: 'Fallisce ancora, o per un altro motivo: lancia di nuovo il doctor',
    untested: 'Non riprovata: la route può cambiare qualcosa',
  },
  affects: some,
  checklist: {
    heading: (name, id, stage, region) => `${name}  ${id}  stage ${stage}  ${region}`,
    nothing: 'Nessun guasto trovato.',
    nothingButUnknown: 'Nessun guasto in ciò che si è potuto guardare; vedi i punti interrogativi.',
    found: (count) => (count === 1 ? 'La causa' : `${count} cause, la più probabile per prima`),
    past: 'Prima, e probabilmente riparato',
    todo: 'Fai',
  },
  since: (text) => `nell'ultimo periodo (${text})`,
};
