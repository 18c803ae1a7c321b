// What each cause is, in one line without the case at hand: the names of SARIF's rules.
import type { Language } from '../cause.ts';

const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'client.cors-masks-error': {
    en: "The browser reports CORS instead of the gateway's own error",
    it: "Il browser segnala CORS al posto dell'errore del gateway",
  },
  'gateway.api-key': {
    en: 'API key missing, unknown, disabled or in no usage plan of the stage',
    it: 'API key mancante, sconosciuta, disabilitata o in nessuno usage plan dello stage',
  },
  'gateway.authorizer-deny': {
    en: "The authorizer's policy refuses the request",
    it: "La policy dell'authorizer rifiuta la richiesta",
  },
  'gateway.iam-signature': {
    en: 'The request is not signed, or not rightly',
    it: 'La richiesta non è firmata, o non correttamente',
  },
  'gateway.resource-policy-deny': {
    en: "The API's resource policy or IAM refuses the caller",
    it: "La resource policy dell'API o IAM rifiuta il chiamante",
  },
  'gateway.throttled': { en: 'Throttled, or the quota is used up', it: 'Throttling, o quota esaurita' },
  'gateway.unauthorized': {
    en: "No valid token for the method's authorizer",
    it: "Nessun token valido per l'authorizer del metodo",
  },
  'gateway.waf': {
    en: 'A rule of AWS WAF blocked the request',
    it: 'Una regola di AWS WAF ha bloccato la richiesta',
  },
  'handler.bootstrap-missing': {
    en: "A custom runtime's package without bootstrap",
    it: 'Pacchetto per runtime personalizzato senza bootstrap',
  },
  'handler.callback-unsupported': {
    en: 'nodejs24.x and later refuse handlers with a callback',
    it: 'Da nodejs24.x gli handler con callback vengono rifiutati',
  },
  'handler.class-not-found': {
    en: "The handler's class is not in the package",
    it: "La classe dell'handler non è nel pacchetto",
  },
  'handler.entrypoint-invalid': {
    en: "The image's entry point does not start a Lambda runtime",
    it: "L'entry point dell'immagine non avvia un runtime Lambda",
  },
  'handler.malformed-name': { en: 'Not a valid handler name', it: 'Nome di handler non valido' },
  'handler.module-not-found': {
    en: "The handler's file is not in the package",
    it: "Il file dell'handler non è nel pacchetto",
  },
  'handler.not-found': {
    en: "The handler's file has no such function",
    it: "Il file dell'handler non ha quella funzione",
  },
  'handler.wrong-runtime': {
    en: 'The package is for another runtime',
    it: 'Il pacchetto è per un altro runtime',
  },
  'init.env-missing': {
    en: 'An environment variable read while loading is not set',
    it: "Una variabile d'ambiente letta al caricamento non è impostata",
  },
  'init.exception': { en: 'Loading the module fails', it: 'Il caricamento del modulo fallisce' },
  'init.extension-crash': { en: "A layer's extension fails", it: "Un'estensione di un layer fallisce" },
  'init.syntax-error': {
    en: 'The code does not parse on this runtime',
    it: 'Il codice non si analizza su questo runtime',
  },
  'init.timeout': { en: 'Loading takes longer than it may', it: 'Il caricamento dura più del consentito' },
  'integration.authorizer-failure': {
    en: 'The authorizer does not answer as it must',
    it: "L'authorizer non risponde come deve",
  },
  'integration.endpoint-tls': {
    en: "The backend's certificate is not accepted",
    it: 'Il certificato del backend non è accettato',
  },
  'integration.function-not-found': {
    en: 'The integration calls a function that does not exist',
    it: "L'integrazione chiama una funzione che non esiste",
  },
  'integration.http-method-not-post': {
    en: 'The integration calls Lambda with another method than POST',
    it: "L'integrazione chiama Lambda con un metodo diverso da POST",
  },
  'integration.illegal-header-mapping': {
    en: 'The integration maps a header that API Gateway sets itself',
    it: "L'integrazione mappa un header che API Gateway imposta da sé",
  },
  'integration.invalid-endpoint': {
    en: "The integration's URI is not the address of a function",
    it: "L'URI dell'integrazione non è l'indirizzo di una funzione",
  },
  'integration.lambda-refused': {
    en: 'Lambda refuses to run the function',
    it: 'Lambda rifiuta di eseguire la funzione',
  },
  'integration.lambda-unavailable': {
    en: 'Lambda cannot be reached, or fails by itself',
    it: 'Lambda non è raggiungibile, o ha un guasto proprio',
  },
  'integration.mapping-failed': {
    en: "The integration's mapping fails",
    it: "Il mapping dell'integrazione fallisce",
  },
  'integration.non-proxy': {
    en: 'The integration is no proxy integration, and the handler expects one',
    it: "L'integrazione non è proxy, e l'handler se la aspetta tale",
  },
  'integration.propagation-delay': {
    en: 'A deployment that has not reached every part of the service',
    it: 'Un deployment che non ha ancora raggiunto ogni parte del servizio',
  },
  'integration.route-not-found': { en: 'The API has no such route', it: "L'API non ha quella route" },
  'integration.stage-not-found': { en: 'The API has no such stage', it: "L'API non ha quello stage" },
  'integration.stage-variable-unset': {
    en: 'The integration needs a stage variable that is not set',
    it: "L'integrazione ha bisogno di una stage variable non impostata",
  },
  'integration.stale-deployment': {
    en: 'The stage serves an older deployment than the configuration',
    it: 'Lo stage serve un deployment più vecchio della configurazione',
  },
  'integration.timeout': {
    en: 'The function may take longer than API Gateway waits',
    it: 'La funzione può durare più di quanto API Gateway aspetti',
  },
  'package.crlf': { en: 'A script with Windows line ends', it: 'Uno script con fine riga di Windows' },
  'package.esm-cjs': { en: 'ES module and CommonJS confused', it: 'Moduli ES e CommonJS confusi' },
  'package.layer-not-resolved': {
    en: 'A module is not found in the layers',
    it: 'Un modulo non si trova nei layer',
  },
  'package.missing-data-file': {
    en: 'A file that the code opens is not in the package',
    it: 'Un file aperto dal codice non è nel pacchetto',
  },
  'package.missing-module': {
    en: 'A dependency is not in the package',
    it: 'Una dipendenza non è nel pacchetto',
  },
  'package.native-missing-library': {
    en: "The runtime's interpreter lacks a C extension",
    it: "L'interprete del runtime non ha un'estensione C",
  },
  'package.native-wrong-platform': {
    en: 'A compiled module is for another platform',
    it: "Un modulo compilato è per un'altra piattaforma",
  },
  'package.nested-folder': {
    en: 'The package lies one folder down in the zip',
    it: 'Il pacchetto sta una cartella più in basso nello zip',
  },
  'package.not-executable': {
    en: 'A program may not be executed',
    it: 'Un programma non può essere eseguito',
  },
  'package.runtime-removed-module': {
    en: 'A module no longer comes with the runtime',
    it: 'Un modulo non fa più parte del runtime',
  },
  'package.too-large': {
    en: 'The package is larger than Lambda takes',
    it: 'Il pacchetto è più grande di quanto Lambda accetti',
  },
  'package.unbuilt-source': {
    en: "Source was packaged instead of the build's output",
    it: 'Nel pacchetto ci sono i sorgenti invece del risultato della build',
  },
  'package.unreadable-file': {
    en: 'The function may not read a file of its package',
    it: 'La funzione non può leggere un file del suo pacchetto',
  },
  'package.wrong-architecture': {
    en: 'The program is for another architecture',
    it: "Il programma è per un'altra architettura",
  },
  'permission.explicit-deny': {
    en: "The function's policy denies the call",
    it: 'La policy della funzione nega la chiamata',
  },
  'permission.function-replaced': {
    en: 'The function was replaced, and its permission with it',
    it: 'La funzione è stata sostituita, e con lei il permesso',
  },
  'permission.integration-credentials': {
    en: "API Gateway may not assume the integration's role",
    it: "API Gateway non può assumere il ruolo dell'integrazione",
  },
  'permission.missing-statement': {
    en: "The function's policy has no statement for API Gateway",
    it: 'La policy della funzione non ha uno statement per API Gateway',
  },
  'permission.qualifier-missing': {
    en: 'The alias or version has no permission of its own',
    it: "L'alias o la versione non ha un permesso proprio",
  },
  'permission.source-arn-mismatch': {
    en: 'The permission is for another API, stage, method or path',
    it: "Il permesso è per un'altra API, o per un altro stage, metodo o path",
  },
  'request.binary-not-encoded': {
    en: 'A binary request body arrives as text',
    it: 'Un body di richiesta binario arriva come testo',
  },
  'request.body-not-json': {
    en: 'The payload for the function is no JSON',
    it: 'Il payload per la funzione non è JSON',
  },
  'request.header-refused': {
    en: 'API Gateway fails on a request header',
    it: 'API Gateway fallisce su un header della richiesta',
  },
  'request.too-large': { en: 'The request is too large', it: 'La richiesta è troppo grande' },
  'request.unsupported-media-type': {
    en: 'The integration has no template for the content type',
    it: "L'integrazione non ha un template per il content type",
  },
  'request.uri-too-long': { en: "The request's URL is too long", it: "L'URL della richiesta è troppo lungo" },
  'request.validation-failed': {
    en: "The request does not pass the method's validator",
    it: 'La richiesta non supera il validator del metodo',
  },
  'response.binary-not-decoded': {
    en: 'The client gets base64 text instead of bytes',
    it: 'Il client riceve testo base64 al posto dei byte',
  },
  'response.body-not-string': { en: 'body is not a string', it: 'body non è una stringa' },
  'response.header-illegal': {
    en: 'A response header holds characters that HTTP does not allow',
    it: 'Un header di risposta contiene caratteri che HTTP non ammette',
  },
  'response.header-value-type': {
    en: "A header's value is a list or an object",
    it: 'Il valore di un header è una lista o un oggetto',
  },
  'response.headers-not-object': { en: 'headers is no object', it: 'headers non è un oggetto' },
  'response.headers-too-large': {
    en: "The response's headers are too large",
    it: 'Gli header della risposta sono troppo grandi',
  },
  'response.invalid-base64': {
    en: 'body is not base64, although isBase64Encoded is true',
    it: 'body non è base64, benché isBase64Encoded sia true',
  },
  'response.is-base64-encoded': {
    en: 'isBase64Encoded is neither true nor false',
    it: 'isBase64Encoded non è né true né false',
  },
  'response.malformed-unspecified': {
    en: 'The output does not fit, and was not recorded',
    it: "L'output non è valido, e non è stato registrato",
  },
  'response.multivalueheaders-not-array': {
    en: 'A value in multiValueHeaders is no list',
    it: 'Un valore in multiValueHeaders non è una lista',
  },
  'response.never-returned': { en: 'The handler returns nothing', it: "L'handler non restituisce nulla" },
  'response.not-object': {
    en: 'The handler returns something other than an object',
    it: "L'handler restituisce qualcosa che non è un oggetto",
  },
  'response.not-serializable': {
    en: 'The result cannot be turned into JSON',
    it: 'Il risultato non può diventare JSON',
  },
  'response.status-code': {
    en: 'statusCode is no integer, or no HTTP status',
    it: 'statusCode non è un intero, o non è uno status HTTP',
  },
  'response.stringified-twice': {
    en: 'The whole response is returned as a string of JSON',
    it: "L'intera risposta è restituita come stringa di JSON",
  },
  'response.too-large': { en: 'The response is larger than 6 MB', it: 'La risposta supera i 6 MB' },
  'response.unknown-key': {
    en: 'The output has a key that API Gateway does not know',
    it: "L'output ha una chiave che API Gateway non conosce",
  },
  'runtime.benign-shutdown': {
    en: 'An idle environment was shut down; no request failed',
    it: 'Un ambiente inattivo è stato chiuso; nessuna richiesta è fallita',
  },
  'runtime.downstream-error': {
    en: 'The function itself answers with an error',
    it: 'È la funzione stessa a rispondere con un errore',
  },
  'runtime.env-missing': {
    en: 'An environment variable that the handler reads is not set',
    it: "Una variabile d'ambiente letta dall'handler non è impostata",
  },
  'runtime.error-returned': {
    en: 'The handler gives an error to its callback',
    it: "L'handler passa un errore alla sua callback",
  },
  'runtime.event-shape': {
    en: 'The handler expects another event',
    it: "L'handler si aspetta un altro evento",
  },
  'runtime.exit': { en: "The function's process ends", it: 'Il processo della funzione termina' },
  'runtime.function-inactive': { en: 'The function is not active', it: 'La funzione non è attiva' },
  'runtime.iam-denied': {
    en: "The function's role lacks a right",
    it: 'Al ruolo della funzione manca un diritto',
  },
  'runtime.kms-denied': {
    en: 'Lambda may not use the KMS key of the environment variables',
    it: "Lambda non può usare la chiave KMS delle variabili d'ambiente",
  },
  'runtime.out-of-memory': { en: 'The function runs out of memory', it: 'La funzione esaurisce la memoria' },
  'runtime.read-only-filesystem': {
    en: 'The function writes outside /tmp',
    it: 'La funzione scrive fuori da /tmp',
  },
  'runtime.throttled': { en: 'Lambda throttles the function', it: 'Lambda limita la funzione (throttling)' },
  'runtime.timeout': {
    en: 'The function does not answer within its time-out',
    it: 'La funzione non risponde entro il suo timeout',
  },
  'runtime.timeout-event-loop': {
    en: 'The handler is done, and the event loop is not empty',
    it: "L'handler ha finito, e l'event loop non è vuoto",
  },
  'runtime.timeout-vpc': {
    en: "A connection that the function's VPC does not let through",
    it: 'Una connessione che la VPC della funzione non lascia passare',
  },
  'runtime.tmp-full': { en: '/tmp is full', it: '/tmp è piena' },
  'runtime.unhandled-exception': {
    en: 'The handler fails with an error',
    it: "L'handler fallisce con un errore",
  },
  'runtime.unhandled-rejection': {
    en: 'A promise that nobody waits for was rejected',
    it: 'È stata rifiutata una promise che nessuno attende',
  },
  'runtime.vpc-eni-limit': {
    en: 'Lambda cannot attach the function to its VPC',
    it: 'Lambda non può collegare la funzione alla sua VPC',
  },
  'varco.defect': {
    en: 'Varco itself could not serve the request',
    it: 'Varco stesso non ha potuto servire la richiesta',
  },
};

/** A cause that the table does not know is told by its id. */
export function causeName(id: string, language: Language): string {
  return names[id]?.[language] ?? id;
}
